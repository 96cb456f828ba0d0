"""Each scale over time, small pictures one below the other on one line of days, with the events among them."""

from __future__ import annotations

import html
from collections.abc import Sequence
from datetime import date, timedelta
from textwrap import shorten

import pandas as pd
import plotly.graph_objects as go

from nearer.charts.chart_style import CLEAR, COLOURS, EDGE, FRAME, INK, LINE, PAPER, QUIET, figure_of
from nearer.charts.draw_figure import ReadyFigure, draw_figure
from nearer.charts.event_names import EventNames
from nearer.views import text as words
from nearer.views.chart_values import Accent, ChartEvent, events_between
from nearer.views.layout.frame import caption
from nearer.views.layout.tables import plain_table
from nearer.views.score_words import end_words, row_words

OneScale = tuple[str, pd.DataFrame]  # a title with the rows of a `scores_frame`, oldest first
_EACH, _TITLE, _DRAWN = 138, 48, 64  # pixels of height: for one scale, above its picture, for its picture
_TITLE_FOOT = 20  # pixels from its picture to the foot of its title: the words at its hard end are between
_FOOT, _SIDES = 30, 12  # pixels below it, and left and right
_WORDS_AT_FOOT = 18  # pixels between the last picture and its days: the words at its good end are there
_CHARACTERS = 44


def draw_over_time(scales: Sequence[OneScale], events: Sequence[ChartEvent], key: str) -> None:
    """Draw them with a text alternative, and the table below."""
    figure = over_time_figure(scales, events)
    draw_figure(ReadyFigure.of(figure, over_time_alt(scales, events)), key)
    caption(words.barriers.NUMBERS)
    plain_table(words.barriers.TABLE_TITLE, words.barriers.OVER_TIME_COLUMNS, over_time_rows(scales))


def draw_one_over_time(scale: OneScale, events: Sequence[ChartEvent], key: str) -> None:
    """Draw one scale over time below its own heading: without its title, and with words at the ends."""
    figure = _panels_figure([scale], events, _annotate_ends(scale[1], 1))
    draw_figure(ReadyFigure.of(figure, over_time_alt([scale], events)), key)
    rows = [when_and_what for _, *when_and_what in over_time_rows([scale])]
    caption(words.barriers.NUMBERS)
    plain_table(words.barriers.TABLE_TITLE, words.barriers.OVER_TIME_COLUMNS[1:], rows)


def over_time_rows(scales: Sequence[OneScale]) -> list[list[str]]:
    """A table row for each dot: scale, day, and band with its number; the newest of a scale first."""
    return [
        [title, words.weeks.day_in_table(day), band]
        for title, rows in scales
        for day, band in reversed(list(zip(rows["day"], _bands(rows), strict=True)))
    ]


def over_time_figure(scales: Sequence[OneScale], events: Sequence[ChartEvent]) -> go.Figure:
    """One figure, a panel a scale under its title; up is more in the way. A line joins answers to the same questions
    only."""
    ends = [note for number, (_, rows) in enumerate(scales, start=1) for note in _annotate_ends(rows, number)]
    return _panels_figure(scales, events, [*_titles([title for title, _ in scales]), *ends])


def _panels_figure(
    scales: Sequence[OneScale], events: Sequence[ChartEvent], texts: Sequence[dict[str, object]]
) -> go.Figure:
    first, last = _date_range(scales)
    seen = events_between(events, first, last)
    names = EventNames(seen, first, last, _SIDES, _SIDES)
    head = names.height
    drawn = _EACH * len(scales)
    layout = FRAME | {
        "height": head + drawn + _FOOT,
        "margin": {"l": _SIDES, "r": _SIDES, "t": head, "b": _FOOT},
        "xaxis": {
            "type": "date", "range": [first.isoformat(), last.isoformat()], "fixedrange": True, "showgrid": False,
            "anchor": f"y{len(scales)}" if len(scales) > 1 else "y", "tickfont": {"color": QUIET, "size": 13},
            "tickmode": "array", "tickangle": 0, "ticks": "outside", "ticklen": _WORDS_AT_FOOT, "tickcolor": CLEAR,
            **_ticks(scales),
        },
        "annotations": [*texts, *names.notes()],
        "shapes": names.lines(drawn),
    }  # fmt: skip
    for index in range(len(scales)):
        top = 1 - (index * _EACH + _TITLE) / drawn
        layout[f"yaxis{index + 1}"] = _level_axis() | {"domain": [top - _DRAWN / drawn, top]}
    return figure_of([_scale_trace(rows, number) for number, (_, rows) in enumerate(scales, start=1)], layout)


def over_time_alt(scales: Sequence[OneScale], events: Sequence[ChartEvent]) -> str:
    """Each scale with its days and bands, and the events between them."""
    first, last = _date_range(scales)
    sentences = [words.barriers.alt_dot(title, "; ".join(_points(rows))) for title, rows in scales]
    if seen := events_between(events, first, last):
        sentences.append(words.closeness.alt_events("; ".join(event.label for event in seen)))
    return " ".join(sentences)


def _date_range(scales: Sequence[OneScale]) -> tuple[date, date]:
    days = [day for _, rows in scales for day in rows["day"]]
    edge = timedelta(days=max(3, (max(days) - min(days)).days // 30))
    return min(days) - edge, max(days) + edge


def _ticks(scales: Sequence[OneScale]) -> dict[str, object]:
    """The first and the last day."""
    days = [day for _, rows in scales for day in rows["day"]]
    ends = sorted({min(days), max(days)})
    return {"tickvals": [day.isoformat() for day in ends], "ticktext": [words.weeks.short_day(day) for day in ends]}


def _level_axis() -> dict[str, object]:
    return {
        "range": [-8, 108], "fixedrange": True, "tickvals": [0, 50, 100], "showticklabels": False, "zeroline": False,
        "gridcolor": LINE,
    }  # fmt: skip


def _points(rows: pd.DataFrame) -> list[str]:
    dated = zip(_bands(rows), rows["day"], strict=True)
    return [words.barriers.in_table(band, "", words.weeks.day(day)) for band, day in dated]


def _bands(rows: pd.DataFrame) -> list[str]:
    """The band of each time with its number, where it has one to show."""
    worded = (row_words(row, "") for row in rows.to_dict("records"))
    return [words.barriers.in_table(one.band_or_number, one.number if one.band else "", "") for one in worded]


def _scale_trace(rows: pd.DataFrame, number: int) -> dict[str, object]:
    points: list[tuple[str, float | None, str]] = []
    before = None
    columns = zip(rows["day"], rows["extent"], rows["definition"], _points(rows), strict=True)
    for day, extent, definition, text in columns:
        if before not in (None, definition):
            points.append((day.isoformat(), None, ""))
        before = definition
        points.append((day.isoformat(), 100 * extent, html.escape(text)))
    colour = COLOURS[Accent.of(bool(rows["first"].iloc[0]))]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": [day for day, _, _ in points],
        "y": [extent for _, extent, _ in points],
        "text": [text for _, _, text in points],
        "hovertemplate": "%{text}<extra></extra>",
        "connectgaps": False,
        "cliponaxis": False,
        "yaxis": f"y{number}",
        "line": {"color": EDGE, "width": 1.5},
        "marker": {"color": colour, "size": 9},
    }


def _titles(titles: Sequence[str]) -> list[dict[str, object]]:
    """Each title above its panel, and over the lines of events."""
    drawn = _EACH * len(titles)
    across = {"x": 0, "xref": "paper", "xanchor": "left", "align": "left", "showarrow": False, "bgcolor": PAPER}
    notes = []
    for index, title in enumerate(titles):
        title_place = {
            "y": 1 - (index * _EACH + _TITLE) / drawn,
            "yref": "paper",
            "yanchor": "bottom",
            "yshift": _TITLE_FOOT,
        }
        text = html.escape(shorten(title, _CHARACTERS, placeholder="…"))
        notes.append(across | title_place | {"text": f"<b>{text}</b>", "font": {"color": INK, "size": 14}})
    return notes


def _annotate_ends(rows: pd.DataFrame, panel: int) -> list[dict[str, object]]:
    """The words above and below the picture of this panel, counted from 1: those of the newest answers."""
    best, worst = end_words(rows.iloc[-1].to_dict())
    across = {"x": 0, "xref": "paper", "xanchor": "left", "yref": "y" if panel == 1 else f"y{panel}"}
    look = {"showarrow": False, "bgcolor": PAPER, "borderpad": 0, "font": {"color": QUIET, "size": 13}}
    ends = (108, "bottom", worst), (-8, "top", best)
    return [across | look | {"y": height, "yanchor": side, "text": html.escape(text)} for height, side, text in ends]
