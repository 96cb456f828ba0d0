"""What was in the way, one line a scale: this time a filled dot, last time a hollow one. Nothing here says better."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap

import plotly.graph_objects as go
import streamlit as st

from nearer.charts.chart_style import COLOURS, EDGE, FRAME, INK, LINE, PAPER, QUIET, STILL, figure_of
from nearer.charts.draw_figure import ReadyFigure, draw_figure
from nearer.charts.text_width import bold_width
from nearer.views import text as words
from nearer.views.barrier_rows import BarrierDot, BarrierRow
from nearer.views.chart_values import Accent
from nearer.views.layout.escape import markup, plain

_CHARACTERS = 36  # of one line of a scale's title or its band on a phone
_PHONE = 331 - 12  # pixels of a line on a phone, without the room between two texts on it
_TEXT_LINE, _TO_TRACK, _BELOW_TRACK = 20, 14, 18  # pixels
_FOOT = 34  # for the words at the ends of the lines
_FIXED = STILL | {"staticPlot": True}
_FILLED_SIZE, _HOLLOW_SIZE = 14, 18  # where both are alike, the hollow one is a ring around the other
_MEET_BELOW = 3  # points between two people's dots of which one would hide the other on a phone
_BENEATH_SIZE = 20  # of one person's dot where the other's lies upon it, so that both are seen
_SYMBOLS = {Accent.TEAL: "circle", Accent.CLAY: "diamond"}


@dataclass(frozen=True, slots=True)
class _Place:
    """The layout of a row in pixels from the top: its title in lines, and each band with the line it stands on."""

    row: BarrierRow
    top: int
    title: list[str]
    bands: list[_BandText]

    @property
    def track(self) -> int:
        lines = max([len(self.title), *(band.line + 1 for band in self.bands)])
        return self.top + lines * _TEXT_LINE + _TO_TRACK

    @property
    def bottom(self) -> int:
        return self.track + _BELOW_TRACK


@dataclass(frozen=True, slots=True)
class _BandText:
    text: str
    line: int
    side: str
    colour: str


@dataclass(frozen=True, slots=True)
class BarriersChart:
    """The figure, whose dots these are as HTML, and of each row its height in pixels, its words and its key."""

    ready: ReadyFigure
    legend: str
    taps: tuple[tuple[int, str, str], ...]


def make_barriers(rows: Sequence[BarrierRow]) -> BarriersChart:
    """Make the figure of these rows, in their order, with its text alternative and its legend."""
    ready = ReadyFigure.of(barriers_figure(rows), barriers_alt(rows))
    taps = ((place.bottom - place.top, plain(_row_alt(place.row)), place.row.key) for place in _place_rows(rows))
    return BarriersChart(ready, legend_html(rows), tuple(taps))


def draw_barriers(chart: BarriersChart, key: str, on_open: Callable[[str], None] | None = None) -> None:
    """Draw it as it was made.

    With `on_open` a button that nobody sees lies over each row, as high as it: it takes a finger, a pointer and the
    keyboard alike, a page can be scrolled over it, and it tells the row in words. It is given the row's key.
    """
    if chart.legend:
        st.html(chart.legend)
    with st.container(key=f"{key}-lines", gap=None):
        draw_figure(chart.ready, key, _FIXED)
        if on_open is not None:
            with st.container(key=f"{key}-taps", gap=None):
                for number, (pixels, label, of_row) in enumerate(chart.taps):
                    name = f"{key}-{pixels}px-{number}"
                    st.button(label, key=name, width="stretch", on_click=on_open, args=(of_row,))


def barriers_figure(rows: Sequence[BarrierRow]) -> go.Figure:
    """One pixel of height is one unit of the upright axis; along, 0 is where all is well and 100 the other end."""
    places = list(_place_rows(rows))
    height = places[-1].bottom if places else 0
    layout = FRAME | {
        "height": height + _FOOT,
        "margin": {"l": 10, "r": 10, "t": 0, "b": _FOOT},
        "xaxis": _axis([0, 100]),
        "yaxis": _axis([height, 0]),
        "shapes": [shape for place in places for shape in _lines(place)],
        "annotations": [note for place in places for note in _texts(place)] + _annotate_ends(),
    }
    return figure_of([_dots(places)], layout)


def legend_html(rows: Sequence[BarrierRow]) -> str:
    """Whose dots these are, each name with its symbol in the person's colour, as HTML; empty where all are of one."""
    pair = next(((row.now, row.other) for row in rows if row.now and row.other), ())
    names = [markup('<li class="{} dot">{}</li>', dot.accent, dot.name) for dot in pair]
    return f'<ul class="nearer-whose">{"".join(names)}</ul>' if names else ""


def barriers_alt(rows: Sequence[BarrierRow]) -> str:
    """The rows in sentences, in their order: bands and days, and no direction."""
    if not rows:
        return words.barriers.ALT_NONE
    numbers = [words.barriers.NUMBERS] if any(dot.number for row in rows for dot in row.dots) else []
    return " ".join([words.barriers.ALT_OPENING, *numbers, *map(_row_alt, rows)])


def _row_alt(row: BarrierRow) -> str:
    dots = [words.barriers.NOT_THIS_TIME] if row.now is None and row.other is None else []
    dots += [_dot_text(dot, dot.name if row.other else "") for dot in reversed(row.dots)]
    return words.barriers.alt_dot(row.title, "; ".join(dots))


def _dot_text(dot: BarrierDot, name: str) -> str:
    """A band with whose it is, or of which day."""
    if name:
        return words.barriers.of_person(name, dot.band)
    return words.barriers.in_table(dot.band, dot.number, words.weeks.day(dot.day) if dot.day else "")


def _place_rows(rows: Sequence[BarrierRow]) -> Iterator[_Place]:
    top = 0
    for row in rows:
        title = wrap(row.title, _CHARACTERS) or [""]
        place = _Place(row, top, title, _both_bands(row, title) if row.other else _own_band(row, title))
        yield place
        top = place.bottom


def _own_band(row: BarrierRow, title: list[str]) -> list[_BandText]:
    """Place the row's own band beside the last line of the title where there is room, else below it."""
    text = words.barriers.NOT_THIS_TIME if row.now is None else row.now.band
    return _beside_title(text, title, QUIET if row.now is None else COLOURS[row.now.accent])


def _beside_title(text: str, title: list[str], colour: str) -> list[_BandText]:
    fits = _fit_beside([title[-1], text])
    return [
        _BandText(line, len(title) - fits + number, "right", colour)
        for number, line in enumerate(wrap(text, _CHARACTERS))
    ]


def _both_bands(row: BarrierRow, title: list[str]) -> list[_BandText]:
    """Each person's below the title in their own colour: one left and one right where there is room for both. What both
    say alike is there once, and in nobody's colour."""
    if row.now is not None and row.other is not None and row.now.band == row.other.band:
        return _beside_title(words.barriers.of_both(row.now.band), title, INK)
    texts = [(words.barriers.of_person(dot.name, dot.band), dot) for dot in (row.now, row.other) if dot is not None]
    if _fit_beside([text for text, _ in texts]):
        sides = zip(texts, ("left", "right"), strict=False)
        return [_BandText(text, len(title), side, COLOURS[dot.accent]) for (text, dot), side in sides]
    lines = [(line, dot) for text, dot in texts for line in wrap(text, _CHARACTERS)]
    return [
        _BandText(line, number, "left", COLOURS[dot.accent]) for number, (line, dot) in enumerate(lines, len(title))
    ]


def _fit_beside(texts: Sequence[str]) -> bool:
    """Whether these have room on one line of a phone."""
    return sum(map(bold_width, texts)) <= _PHONE


def _axis(ends: list[int]) -> dict[str, object]:
    return {"range": ends, "fixedrange": True, "visible": False}


def _lines(place: _Place) -> Iterator[dict[str, object]]:
    """The row's own line, and what joins two dots that may be compared."""
    level = {"type": "line", "y0": place.track, "y1": place.track, "layer": "below"}
    yield level | {"x0": 0, "x1": 100, "line": {"color": LINE, "width": 6}}
    dots = place.row.dots
    if len(dots) == 2 and place.row.alike:
        colour = COLOURS[dots[-1].accent] if place.row.other is None else EDGE
        yield level | {"x0": dots[0].extent, "x1": dots[1].extent, "line": {"color": colour, "width": 3}}


def _dots(places: Sequence[_Place]) -> dict[str, object]:
    """Every dot as one trace, the hollow ones below the filled ones."""
    dots = [(dot, place.track) for place in places for dot in place.row.dots]
    sizes = [size for place in places for size in _sizes(place.row)]
    colours = [COLOURS[dot.accent] for dot, _ in dots]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [dot.extent for dot, _ in dots],
        "y": [track for _, track in dots],
        "marker": {
            "color": [PAPER if dot.is_earlier else colour for (dot, _), colour in zip(dots, colours, strict=True)],
            "size": sizes,
            "symbol": [_SYMBOLS[dot.accent] for dot, _ in dots],
            "opacity": 1,
            "line": {"color": colours, "width": [2.5 if dot.is_earlier else 0 for dot, _ in dots]},
        },
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def _sizes(row: BarrierRow) -> list[int]:
    """The diameter of each dot of a row, in pixels; of two that meet, the one beneath is larger."""
    sizes = [_HOLLOW_SIZE if dot.is_earlier else _FILLED_SIZE for dot in row.dots]
    if row.now is not None and row.other is not None and abs(row.now.extent - row.other.extent) < _MEET_BELOW:
        sizes[-2] = _BENEATH_SIZE
    return sizes


def _texts(place: _Place) -> Iterator[dict[str, object]]:
    for number, line in enumerate(place.title):
        yield _annotate_band(_BandText(line, number, "left", INK), place.top)
    for band in place.bands:
        yield _annotate_band(band, place.top)


def _annotate_band(band: _BandText, top: int) -> dict[str, object]:
    on_left = band.side == "left"
    across = {"x": 0 if on_left else 100, "xanchor": band.side, "align": band.side, "xshift": -8 if on_left else 8}
    down = {"y": top + band.line * _TEXT_LINE, "yanchor": "top", "showarrow": False, "borderpad": 0}
    return across | down | {"text": f"<b>{html.escape(band.text)}</b>", "font": {"color": band.colour, "size": 14}}


def _annotate_ends() -> list[dict[str, object]]:
    """The words at the two ends, below the last row."""
    below = {"y": 0, "yref": "paper", "yanchor": "top", "yshift": -4, "showarrow": False,
             "font": {"color": QUIET, "size": 13}}  # fmt: skip
    return [
        below | {"x": 0, "xanchor": "left", "xshift": -8, "text": html.escape(words.barriers.LITTLE)},
        below | {"x": 100, "xanchor": "right", "xshift": 8, "text": html.escape(words.barriers.VERY_MUCH)},
    ]
