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
    """Each row below the one before it. Either every row has its band beside its title, or every one below it: a figure
    is as wide as a phone or a desk, and words that go to the next line here and there look broken on the wide one."""
    top, beside = 0, all(map(_fits_beside_title, rows))
    for row, below in zip_longest(rows, rows[1:]):
        title = _title_lines(row)
        bands = _single_band(row, title, beside) if _is_single(row) else _both_bands(row, title)
        ends = _both_ends(row.ends) if below is None or below.ends != row.ends else []
        place = RowPlace(row, top, title, bands, ends)
        yield place
        top = place.bottom


def _title_lines(row: BarrierRow) -> list[str]:
    return wrap(row.title, _CHARACTERS) or [""]


def _is_single(row: BarrierRow) -> bool:
    """Whether there is one band to say: of one person, or what both say alike."""
    return row.other is None or (row.now is not None and row.now.band == row.other.band)


def _single_text(row: BarrierRow) -> str:
    if row.now is None:
        return str(words.barriers.NOT_THIS_TIME)
    return words.barriers.of_both(row.now.band) if row.other else row.now.band


def _fits_beside_title(row: BarrierRow) -> bool:
    """Whether a row has one band, with room for it beside the last line of the title on a phone."""
    return _is_single(row) and _fit_beside([_title_lines(row)[-1], _single_text(row)])


def _single_band(row: BarrierRow, title: list[str], beside: bool) -> list[PlacedText]:
    """Place it at the right of the title's last line, or at the left below it. What both say is in nobody's colour."""
    own = QUIET if row.now is None else COLOURS[row.now.accent]
    lines = enumerate(wrap(_single_text(row), _CHARACTERS), len(title) - beside)
    return [
        PlacedText(line, number, "right" if beside else "left", INK if row.other else own) for number, line in lines
    ]


def _both_bands(row: BarrierRow, title: list[str]) -> list[PlacedText]:
    """Each person's below the title in their own colour: one left and one right where there is room for both."""
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
