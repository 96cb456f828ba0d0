"""Tables as HTML that a screen reader can walk through: caption, column and row headings, plain text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from nearer.frames.weeks_frame import APART, scores_by_week
from nearer.views import text as words
from nearer.views.chart_values import ChartEvent, events_in_week, score_text, weeks_columns
from nearer.views.layout.escape import markup


def plain_table_html(caption: str, columns: Sequence[str], rows: Sequence[Sequence[str]], css_class: str = "") -> str:
    """The table as HTML. With `nearer-phrases` each heading has a line of its own on a phone, above its cells."""
    row_html = '<tr><th scope="row">{}</th>' + "<td>{}</td>" * (len(columns) - 1) + "</tr>"
    return table_markup(caption, columns, "".join(markup(row_html, *row) for row in rows), css_class)


def table_markup(caption: str, columns: Sequence[str], rows_html: str, css_class: str) -> str:
    """HTML of a table: its caption and headings, and `body`, rows that are HTML already."""
    head = markup("<caption>{}</caption><thead><tr>" + '<th scope="col">{}</th>' * len(columns), caption, *columns)
    names = f"nearer-table {css_class}".strip()
    return f'<table class="{names}">{head}</tr></thead><tbody>{rows_html}</tbody></table>'


def filled_rows(own: pd.DataFrame, filled: pd.DataFrame) -> list[list[str]]:
    """One person's weeks, the newest first, and beside each the dotted line that has no gaps: day, score, lowest."""
    scores = dict(zip(own["monday"], own["score"], strict=True))
    dotted = reversed(list(zip(filled["monday"], filled["score"], strict=True)))
    return [[words.weeks.day_in_table(day), _score(scores.get(day, pd.NA)), score_text(low)] for day, low in dotted]


def _score(score: float) -> str:
    return words.closeness.NO_CHECK_IN if score is pd.NA else score_text(score)


def weeks_table_html(weeks: pd.DataFrame, events: Sequence[ChartEvent]) -> str:
    """The table as HTML: one row a week from the first answered to the last, with the events of its days."""
    by_week = scores_by_week(weeks).iloc[::-1]
    missing = ["" if name == APART else words.closeness.NO_CHECK_IN for name in by_week.columns]
    rows = zip(by_week.index, by_week.itertuples(index=False), strict=True)
    rows_html = "".join(_week_row(monday, scores, missing, events_in_week(events, monday)) for monday, scores in rows)
    columns = (words.closeness.WEEK_COLUMN, *weeks_columns(weeks))
    return table_markup(words.closeness.TABLE_TITLE, columns, rows_html, "nearer-weeks")


def _week_row(monday: date, scores: Sequence[float], missing: Sequence[str], events: Sequence[str]) -> str:
    cells = [gap if score is pd.NA else score_text(score) for score, gap in zip(scores, missing, strict=True)]
    row = '<tr><th scope="row">{}' + "<small>{}</small>" * len(events) + "</th>" + "<td>{}</td>" * len(cells) + "</tr>"
    return markup(row, words.weeks.day_in_table(monday), *events, *cells)
