"""Where the words of the barriers chart are: titles and bands of its rows, and the words at the ends of its lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from textwrap import wrap

from nearer.charts.chart_style import COLOURS, INK, QUIET
from nearer.charts.text_width import bold_width, plain_width
from nearer.views import text as words
from nearer.views.barrier_rows import BarrierRow

_CHARACTERS = 36  # of one line of a scale's title or its band on a phone
_PHONE = 331 - 12  # pixels of a line on a phone, without the room between two texts on it
TEXT_LINE_PIXELS, _TO_TRACK, _BELOW_TRACK = 20, 14, 18  # pixels
TO_ENDS_PIXELS, _BELOW_ENDS = 12, 16  # pixels: from a line to the words at its ends, and below these
ENDS_PIXELS = 13  # pixels, of these words


@dataclass(frozen=True, slots=True)
class PlacedText:
    """Words on one line of those above or below a row's track, at its left or right, in a colour."""

    text: str
    line: int
    side: str
    colour: str


@dataclass(frozen=True, slots=True)
class RowPlace:
    """The layout of a row in pixels from the top: its title in lines, each band with the line it stands on, and below
    its line the words at the two ends, unless the next row has the same ones."""

    row: BarrierRow
    top: int
    title: list[str]
    bands: list[PlacedText]
    ends: list[PlacedText]

    @property
    def track(self) -> int:
        """The height of its line."""
        lines = max([len(self.title), *(band.line + 1 for band in self.bands)])
        return self.top + lines * TEXT_LINE_PIXELS + _TO_TRACK

    @property
    def bottom(self) -> int:
        """Where the next row begins."""
        if not self.ends:
            return self.track + _BELOW_TRACK
        return self.track + TO_ENDS_PIXELS + (1 + max(end.line for end in self.ends)) * TEXT_LINE_PIXELS + _BELOW_ENDS


def place_rows(rows: Sequence[BarrierRow]) -> Iterator[RowPlace]:
    """Each row below the one before it."""
    top = 0
    for row, below in zip_longest(rows, rows[1:]):
        title = wrap(row.title, _CHARACTERS) or [""]
        bands = _both_bands(row, title) if row.other else _own_band(row, title)
        ends = _both_ends(row.ends) if below is None or below.ends != row.ends else []
        place = RowPlace(row, top, title, bands, ends)
        yield place
        top = place.bottom


def _own_band(row: BarrierRow, title: list[str]) -> list[PlacedText]:
    """Place the row's own band beside the last line of the title where there is room, else below it."""
    text = words.barriers.NOT_THIS_TIME if row.now is None else row.now.band
    return _beside_title(text, title, QUIET if row.now is None else COLOURS[row.now.accent])


def _beside_title(text: str, title: list[str], colour: str) -> list[PlacedText]:
    fits = _fit_beside([title[-1], text])
    return [
        PlacedText(line, len(title) - fits + number, "right", colour)
        for number, line in enumerate(wrap(text, _CHARACTERS))
    ]


def _both_bands(row: BarrierRow, title: list[str]) -> list[PlacedText]:
    """Each person's below the title in their own colour: one left and one right where there is room for both. What both
    say alike is there once, and in nobody's colour."""
    if row.now is not None and row.other is not None and row.now.band == row.other.band:
        return _beside_title(words.barriers.of_both(row.now.band), title, INK)
    texts = [(words.barriers.of_person(dot.name, dot.band), dot) for dot in (row.now, row.other) if dot is not None]
    if _fit_beside([text for text, _ in texts]):
        sides = zip(texts, ("left", "right"), strict=False)
        return [PlacedText(text, len(title), side, COLOURS[dot.accent]) for (text, dot), side in sides]
    lines = [(line, dot) for text, dot in texts for line in wrap(text, _CHARACTERS)]
    return [
        PlacedText(line, number, "left", COLOURS[dot.accent]) for number, (line, dot) in enumerate(lines, len(title))
    ]


def _both_ends(ends: tuple[str, str]) -> list[PlacedText]:
    """One left and one right where there is room for both, else the hard end below the other."""
    best, worst = (wrap(words_at_end, _CHARACTERS) or [""] for words_at_end in ends)
    has_room = sum(plain_width(words_at_end, ENDS_PIXELS) for words_at_end in ends) <= _PHONE
    below = 0 if has_room else len(best)
    left = [PlacedText(text, line, "left", QUIET) for line, text in enumerate(best)]
    return left + [PlacedText(text, line, "right", QUIET) for line, text in enumerate(worst, below)]


def _fit_beside(texts: Sequence[str]) -> bool:
    """Whether these have room on one line of a phone."""
    return sum(map(bold_width, texts)) <= _PHONE
