"""Events among the days of a chart: a dotted line on the first day, and the name above it, crossed by no other line."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from textwrap import shorten

from nearer.charts.chart_style import EDGE, QUIET
from nearer.charts.event_places import EventPlace, PlotRoom, place_events
from nearer.charts.text_width import plain_width
from nearer.views.chart_values import ChartEvent

NARROWEST = 320  # pixels of a chart on a phone; names that are apart there are apart everywhere
MAX_NAME_CHARACTERS = 30
_SIZE = 13  # pixels of a letter
_LANE = 17  # pixels from one line of names to the next
_BESIDE = 2  # pixels from a line to its name


@dataclass(frozen=True)
class EventNames:
    """The events of a chart from its first to its last day, with so many pixels free left and right of those."""

    events: Sequence[ChartEvent]
    first: date
    last: date
    left: int
    right: int

    @property
    def height(self) -> int:
        """Pixels that the names take above the chart."""
        return 8 + _LANE * max((place.lane + 1 for place in self._places), default=0)

    def notes(self) -> list[dict[str, object]]:
        """Each name beside its line; near the right edge it ends there."""
        return [
            {
                "x": day.isoformat(),
                "y": 1,
                "yref": "paper",
                "text": html.escape(name),
                "showarrow": False,
                "xanchor": "right" if place.ends_here else "left",
                "yanchor": "bottom",
                "xshift": -_BESIDE if place.ends_here else _BESIDE,
                "yshift": 2 + place.lane * _LANE,
                "font": {"color": QUIET, "size": _SIZE},
            }
            for day, name, place in zip(self._days, self._names, self._places, strict=True)
        ]

    def lines(self, height: int) -> list[dict[str, object]]:
        """A thin upright line from the foot of a drawing of this height up to each name, or up to the names where it
        would cross another one; and a bar over a longer event."""
        lines: list[dict[str, object]] = []
        for event, day, place in zip(self.events, self._days, self._places, strict=True):
            top = 1 + (place.lane + 0.8) * _LANE / height if place.joined else 1
            lines.append(_line(day, day, 0, top) | {"line": {"color": EDGE, "width": 1.5, "dash": "2px,3px"}})
            if event.last > event.begin:
                end = max(day, min(event.last, self.last))
                lines.append(_line(day, end, 1, 1) | {"line": {"color": EDGE, "width": 4}})
        return lines

    @property
    def _days(self) -> list[date]:
        return [max(event.begin, self.first) for event in self.events]

    @property
    def _room(self) -> PlotRoom:
        return PlotRoom(NARROWEST - self.left - self.right, self.left, self.right)

    @cached_property
    def _middles(self) -> list[float]:
        """The pixel of each line."""
        days = max(1, (self.last - self.first).days)
        return [self._room.days * (day - self.first).days / days for day in self._days]

    @cached_property
    def _names(self) -> list[str]:
        pairs = zip(self.events, self._middles, strict=True)
        return [_shorten_to(event.name, self._room.widest(middle)) for event, middle in pairs]

    @cached_property
    def _places(self) -> list[EventPlace]:
        return place_events(self._middles, [_BESIDE + _width(name) for name in self._names], self._room)


def _width(name: str) -> int:
    return plain_width(name, _SIZE)


def _shorten_to(name: str, pixels: float) -> str:
    """Shorten a name to the room there is."""
    short = shorten(name, MAX_NAME_CHARACTERS, placeholder="…")
    short = short if len(short) > 1 else f"{name.strip()[: MAX_NAME_CHARACTERS - 1]}…"
    while len(short) > 2 and _BESIDE + _width(short) > pixels:
        short = short[:-2].rstrip() + "…"
    return short


def _line(begin: date, end: date, low: float, high: float) -> dict[str, object]:
    days = {"x0": begin.isoformat(), "x1": end.isoformat()}
    return {"type": "line", "xref": "x", "yref": "paper", "y0": low, "y1": high, "layer": "below"} | days
