"""Where the names of events stand above a chart: none over another, and none crossed by another's line.

How wide a chart will be nobody knows here. It is laid out for the narrowest: where a name and a line are apart there,
both get further apart the wider it is, for a name begins or ends at its own line and its letters stay as they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_SPACE = 8  # pixels between two names, and between a name and a line of another
MAX_JOINED = 12  # events whose lines are led through the names; the plans to try grow with the fourth power of them


@dataclass(frozen=True, slots=True)
class PlotRoom:
    """Pixels of a chart: the days from the first to the last, and what is free left and right of those."""

    days: float
    left: float
    right: float

    def is_inside(self, start: float, end: float) -> bool:
        return start >= -self.left and end <= self.days + self.right

    def widest(self, at: float) -> float:
        """The width of the longest name that fits on one side of this place."""
        return max(at + self.left, self.days + self.right - at)


@dataclass(frozen=True, slots=True)
class EventPlace:
    """A name right of its line or, if it `ends_here`, left of it, in a lane counted from the chart upwards.

    A line that is not `joined` ends at the top of the chart, below the lanes.
    """

    ends_here: bool
    lane: int
    joined: bool

    @property
    def top(self) -> int:
        """The highest lane in which its line is seen."""
        return self.lane if self.joined else -1


@dataclass(frozen=True, slots=True)
class _Name:
    at: float
    width: float
    place: EventPlace

    @property
    def ends(self) -> tuple[float, float]:
        """First and last pixel of the name: from its line to the last letter and the free room beyond."""
        reach = self.width + _SPACE
        return (self.at - reach, self.at) if self.place.ends_here else (self.at, self.at + reach)

    def is_crossed_by(self, other: _Name) -> bool:
        start, end = self.ends
        return start < other.at < end and other.place.top >= self.place.lane

    def is_over(self, other: _Name) -> bool:
        (start, end), (left, right) = self.ends, other.ends
        return self.place.lane == other.place.lane and start < right and left < end


def place_events(middles: Sequence[float], widths: Sequence[float], room: PlotRoom) -> list[EventPlace]:
    """For each event, by the pixel of its line from left to right and the width of its name: where all are joined, or
    as many as can be.

    Each may stand on either side first; where that does not do, those up to some event right and the rest left. Of many
    events every line ends below the names.
    """
    events = list(zip(middles, widths, strict=True))
    free = [_free_sides(at, width, room) for at, width in events]
    if len(events) > MAX_JOINED:
        return _place_above_lines(events, free)
    tried = []
    for plan in (free, *(_split_sides(free, left_from) for left_from in range(len(free), -1, -1))):
        places = _place_by_turns(events, plan)
        if all(place.joined for place in places):
            return places
        tried.append(places)
    return min(tried, key=lambda places: sum(not place.joined for place in places))


def _place_above_lines(events: Sequence[tuple[float, float]], sides: Sequence[Sequence[bool]]) -> list[EventPlace]:
    """Each name in the lowest lane in which it meets no other, above all lines."""
    placed: dict[int, list[_Name]] = defaultdict(list)
    places = []
    for (at, width), (ends_here, *_) in zip(events, sides, strict=True):
        tries = (_Name(at, width, EventPlace(ends_here, lane, joined=False)) for lane in range(len(events)))
        name = next(name for name in tries if not any(map(name.is_over, placed[name.place.lane])))
        placed[name.place.lane].append(name)
        places.append(name.place)
    return places


def _place_by_turns(events: Sequence[tuple[float, float]], sides: Sequence[Sequence[bool]]) -> list[EventPlace]:
    """The first place of each that meets no other.

    From right to left the lanes go up like stairs, so that a name that begins at its line is above all lines it passes;
    names that end at theirs come first, from left to right.
    """
    placed: dict[int, _Name] = {}
    for number in sorted(range(len(events)), key=lambda number: _turn(events[number][0], sides[number][0])):
        others = list(placed.values())
        tries = (_Name(*events[number], place) for place in _places(sides[number], others))
        placed[number] = next(name for name in tries if not any(_is_hindered(name, other) for other in others))
    return [placed[number].place for number in range(len(events))]


def _turn(at: float, ends_here: bool) -> tuple[bool, float]:
    return (False, at) if ends_here else (True, -at)


def _free_sides(at: float, width: float, room: PlotRoom) -> list[bool]:
    """Whether a name ends at its line: both where both sides have room, right before left."""
    right, left = room.is_inside(at, at + width), room.is_inside(at - width, at)
    return [False] * right + [True] * left or [at > room.days / 2]


def _split_sides(free: Sequence[Sequence[bool]], left_from: int) -> list[list[bool]]:
    """The side of each name: right below this number and left from it on, where there is room."""
    return [[sides[-1] if number >= left_from else sides[0]] for number, sides in enumerate(free)]


def _places(sides: Sequence[bool], others: Sequence[_Name]) -> Iterator[EventPlace]:
    """Low before high, and joined before not; the last one, above all others, is always free."""
    lanes = range(2 + max((name.place.lane for name in others), default=-1))
    for joined in (True, False):
        for lane in lanes:
            for ends_here in sides:
                yield EventPlace(ends_here, lane, joined)


def _is_hindered(name: _Name, other: _Name) -> bool:
    return name.is_over(other) or name.is_crossed_by(other) or other.is_crossed_by(name)
