"""What was in the way, one line a scale: this time a filled dot, last time a hollow one. Nothing here says better."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import plotly.graph_objects as go
import streamlit as st

from nearer.charts.barrier_places import ENDS_PIXELS, TEXT_LINE_PIXELS, TO_ENDS_PIXELS, PlacedText, RowPlace, place_rows
from nearer.charts.chart_style import COLOURS, EDGE, FRAME, INK, LINE, PAPER, QUIET, STILL, figure_of
from nearer.charts.draw_figure import ReadyFigure, draw_figure
from nearer.views import text as words
from nearer.views.barrier_rows import BarrierDot, BarrierRow
from nearer.views.chart_values import Accent
from nearer.views.layout.escape import markup, plain

_FIXED = STILL | {"staticPlot": True}
_FILLED_SIZE, _HOLLOW_SIZE = 14, 18  # where both are alike, the hollow one is a ring around the other
_MEET_BELOW = 3  # points between two people's dots of which one would hide the other on a phone
_BENEATH_SIZE = 20  # of one person's dot where the other's lies upon it, so that both are seen
_SYMBOLS = {Accent.TEAL: "circle", Accent.CLAY: "diamond"}


@dataclass(frozen=True, slots=True)
class BarriersChart:
    """The figure, whose dots these are as HTML, and of each row its height in pixels, its words and its key."""

    ready: ReadyFigure
    legend: str
    taps: tuple[tuple[int, str, str], ...]


def make_barriers(rows: Sequence[BarrierRow]) -> BarriersChart:
    """Make the figure of these rows, in their order, with its text alternative and its legend."""
    ready = ReadyFigure.of(barriers_figure(rows), barriers_alt(rows))
    taps = ((place.bottom - place.top, plain(_row_alt(place.row)), place.row.key) for place in place_rows(rows))
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
    places = list(place_rows(rows))
    height = places[-1].bottom if places else 0
    layout = FRAME | {
        "height": height,
        "margin": {"l": 10, "r": 10, "t": 0, "b": 0},
        "xaxis": _axis([0, 100]),
        "yaxis": _axis([height, 0]),
        "shapes": [shape for place in places for shape in _lines(place)],
        "annotations": [note for place in places for note in _texts(place)],
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
    return " ".join([words.barriers.ALT_OPENING, *numbers, *_rows_alt(rows)])


def _rows_alt(rows: Sequence[BarrierRow]) -> Iterator[str]:
    """Each row, and before those with the same ends what these are."""
    for ends, rows_of_ends in groupby(rows, key=lambda row: row.ends):
        yield words.barriers.alt_ends(*ends)
        yield from map(_row_alt, rows_of_ends)


def _row_alt(row: BarrierRow) -> str:
    dots = [words.barriers.NOT_THIS_TIME] if row.now is None and row.other is None else []
    dots += [_dot_text(dot, dot.name if row.other else "") for dot in reversed(row.dots)]
    return words.barriers.alt_dot(row.title, "; ".join(dots))


def _dot_text(dot: BarrierDot, name: str) -> str:
    """A band with whose it is, or of which day."""
    if name:
        return words.barriers.of_person(name, dot.band)
    return words.barriers.in_table(dot.band, dot.number, words.weeks.day(dot.day) if dot.day else "")


def _axis(ends: list[int]) -> dict[str, object]:
    return {"range": ends, "fixedrange": True, "visible": False}


def _lines(place: RowPlace) -> Iterator[dict[str, object]]:
    """The row's own line, and what joins two dots that may be compared."""
    track_line = {"type": "line", "y0": place.track, "y1": place.track, "layer": "below"}
    yield track_line | {"x0": 0, "x1": 100, "line": {"color": LINE, "width": 6}}
    dots = place.row.dots
    if len(dots) == 2 and place.row.is_same_definition:
        colour = COLOURS[dots[-1].accent] if place.row.other is None else EDGE
        yield track_line | {"x0": dots[0].extent, "x1": dots[1].extent, "line": {"color": colour, "width": 3}}


def _dots(places: Sequence[RowPlace]) -> dict[str, object]:
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


def _texts(place: RowPlace) -> Iterator[dict[str, object]]:
    for number, line in enumerate(place.title):
        yield _annotate_band(PlacedText(line, number, "left", INK), place.top)
    for band in place.bands:
        yield _annotate_band(band, place.top)
    for end in place.ends:
        note = _annotate_band(end, place.track + TO_ENDS_PIXELS)
        yield note | {"text": html.escape(end.text), "font": {"color": QUIET, "size": ENDS_PIXELS}}


def _annotate_band(band: PlacedText, top: int) -> dict[str, object]:
    on_left = band.side == "left"
    across = {"x": 0 if on_left else 100, "xanchor": band.side, "align": band.side, "xshift": -8 if on_left else 8}
    down = {"y": top + band.line * TEXT_LINE_PIXELS, "yanchor": "top", "showarrow": False, "borderpad": 0}
    return across | down | {"text": f"<b>{html.escape(band.text)}</b>", "font": {"color": band.colour, "size": 14}}
