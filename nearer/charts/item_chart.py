"""One's own answers question by question: small pictures of the same weeks, one below the other, and a table."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import wrap

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from nearer.charts.chart_style import COLOURS, FRAME, INK, LINE, QUIET, figure_of
from nearer.charts.closeness_chart import WEEK_TICKS, week_axis
from nearer.charts.draw_figure import ReadyFigure, draw_figure
from nearer.domain.items import Item
from nearer.frames.answers_frame import answers_by_week
from nearer.views import text as words
from nearer.views.chart_values import LINE_FROM, Accent
from nearer.views.layout.escape import markup
from nearer.views.layout.table_html import plain_table_html

_LINE, _BELOW_TITLE, _DRAWING, _BETWEEN = 19, 8, 50, 16  # pixels of height
_LEFT = 96  # pixels for the first and the last answer option
_MARGIN = {"l": _LEFT, "r": 12, "t": 8, "b": 40}
_TITLE_CHARACTERS = 38  # of a line that fits a phone


@dataclass(frozen=True, slots=True)
class _Row:
    """One question: its words in lines, and where its drawing begins, in pixels from the top."""

    title: list[str]
    top: int

    @property
    def bottom(self) -> int:
        return self.top + _DRAWING


def draw_items(answers: pd.DataFrame, items: Sequence[Item], accent: Accent, key: str) -> None:
    """Draw one person's check-ins (an `answers_frame`) question by question with a text alternative, and the table."""
    weekly_options = answers_by_week(answers, "option", [item.id for item in items])
    figure, alt = items_figure(weekly_options, items, accent), items_alt(weekly_options, items)
    draw_figure(ReadyFigure.of(figure, alt), key)
    st.html(items_table_html(weekly_options, items))


def items_figure(weekly_options: pd.DataFrame, items: Sequence[Item], accent: Accent) -> go.Figure:
    """One figure, one narrow row an item as high as its words need, the first answer option at the foot of its drawing
    and the last one on top."""
    mondays, rows = list(weekly_options.index), _make_rows(items)
    height = rows[-1].bottom if rows else 0
    layout = FRAME | {
        "height": height + _MARGIN["t"] + _MARGIN["b"],
        "margin": _MARGIN,
        "xaxis": week_axis(mondays, None, WEEK_TICKS) | {"anchor": f"y{len(rows)}" if len(rows) > 1 else "y"},
        "annotations": [_title(row, height) for row in rows],
    }
    for number, (item, row) in enumerate(zip(items, rows, strict=True), start=1):
        domain = [1 - row.bottom / height, 1 - row.top / height]
        layout[f"yaxis{number}"] = _axis(item) | {"domain": domain}
    traces = [
        _item_trace(item, weekly_options[item.id]) | {"yaxis": f"y{number}"}
        for number, item in enumerate(items, start=1)
    ]
    return figure_of([trace | _line_style(accent) for trace in traces], layout)


def _make_rows(items: Sequence[Item]) -> list[_Row]:
    rows: list[_Row] = []
    for number, item in enumerate(items, start=1):
        title = wrap(words.closeness.numbered(number, item.text), _TITLE_CHARACTERS)
        top = (rows[-1].bottom + _BETWEEN if rows else 0) + len(title) * _LINE + _BELOW_TITLE
        rows.append(_Row(title, top))
    return rows


def items_alt(weekly_options: pd.DataFrame, items: Sequence[Item]) -> str:
    """For each item how many answers there are, and the latest."""
    return " ".join(_item_alt(item, weekly_options[item.id].dropna()) for item in items)


def items_table_html(weekly_options: pd.DataFrame, items: Sequence[Item]) -> str:
    """A fold for each question with its latest answer in words; in it a table, a row a week, the newest first."""
    folds = "".join(_fold(number, item, weekly_options[item.id]) for number, item in enumerate(items, start=1))
    return markup('<section class="nearer-answers"><h3>{}</h3>', words.closeness.ITEMS_TABLE) + f"{folds}</section>"


def _fold(number: int, item: Item, numbers: pd.Series) -> str:
    options, answered, days = _options(item), numbers.dropna(), list(numbers.index[::-1])
    nothing = latest = words.closeness.NO_ANSWER
    answers = [nothing if number is pd.NA else options[number - 1] for number in numbers[::-1]]
    if len(answered):
        week = words.weeks.short_day(answered.index[-1])
        latest = words.closeness.answer_in_week(options[answered.iloc[-1] - 1], week)
    title = words.closeness.numbered(number, item.text)
    rows = list(zip(map(words.weeks.day_in_table, days), answers, strict=True))
    table = plain_table_html(item.text, (words.closeness.WEEK_COLUMN, words.closeness.ANSWER_COLUMN), rows)
    return markup("<details><summary><span>{}<small>{}</small></span></summary>", title, latest) + f"{table}</details>"


def _item_alt(item: Item, numbers: pd.Series) -> str:
    latest = _options(item)[numbers.iloc[-1] - 1] if len(numbers) else words.closeness.NO_CHECK_IN
    return words.closeness.alt_item(item.text, len(numbers), latest)


def _options(item: Item) -> list[str]:
    """The words of the answer options that apply."""
    return [option.text for option in item.options if not option.not_applicable]


def _item_trace(item: Item, numbers: pd.Series) -> dict[str, object]:
    answered = int(numbers.notna().sum())
    option_indexes = [None if number is pd.NA else number - 1 for number in numbers]
    days = list(numbers.index)
    return {
        "type": "scatter",
        "mode": "lines+markers" if answered >= LINE_FROM else "markers",
        "x": [monday.isoformat() for monday in days],
        "y": option_indexes,
        "text": [_hover_text(item, monday, index) for monday, index in zip(days, option_indexes, strict=True)],
        "hovertemplate": "%{text}<extra></extra>",
        "connectgaps": False,
        "cliponaxis": False,
    }


def _line_style(accent: Accent) -> dict[str, object]:
    colour = COLOURS[accent]
    return {"line": {"color": colour, "width": 1.5}, "marker": {"color": colour, "size": 6}}


def _hover_text(item: Item, monday: date, index: int | None) -> str:
    if index is None:
        return ""
    return html.escape(words.closeness.answer_in_week(_options(item)[index], words.weeks.short_day(monday)))


def _axis(item: Item) -> dict[str, object]:
    options = _options(item)
    top = len(options) - 1
    ends = [html.escape(options[0]), html.escape(options[-1])]
    return {
        "range": [-0.3, top + 0.3],
        "tickvals": [0, top],
        "ticktext": ends,
        "fixedrange": True,
        "zeroline": False,
        "gridcolor": LINE,
        "tickfont": {"color": QUIET, "size": 13},
    }


def _title(row: _Row, height: int) -> dict[str, object]:
    """The item's text above its drawing, from the left edge of the figure."""
    across = {"x": 0, "xref": "paper", "xanchor": "left", "xshift": 4 - _LEFT, "align": "left"}
    above = {"y": 1 - row.top / height, "yref": "paper", "yanchor": "bottom", "yshift": _BELOW_TITLE - 2}
    text = "<br>".join(map(html.escape, row.title))
    return across | above | {"text": text, "showarrow": False, "borderpad": 0, "font": {"size": 14, "color": INK}}
