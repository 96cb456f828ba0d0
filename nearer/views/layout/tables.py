"""Tables that a screen reader can walk through: caption, column and row headings, plain text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import streamlit as st

from nearer.domain.weeks import Week
from nearer.views import text as words
from nearer.views.charts.chart_values import ChartEvent, Line, marks_between, week_scores, weeks_of
from nearer.views.layout.escape import markup


@dataclass(frozen=True, slots=True)
class AccessRow:
    """One part of what a person writes, what it holds, and who can read it, in words."""

    part: str
    holds: str
    readers: str


def access_table(rows: Sequence[AccessRow]) -> None:
    """Draw who can read what."""
    head = markup(
        '<caption>{}</caption><thead><tr><th scope="col">{}</th><th scope="col">{}</th></tr></thead>',
        words.sharing.TABLE_TITLE, words.sharing.PART_COLUMN, words.sharing.READER_COLUMN,
    )  # fmt: skip
    row = '<tr><th scope="row">{}<small>{}</small></th><td>{}</td></tr>'
    body = "".join(markup(row, one.part, one.holds, one.readers) for one in rows)
    st.html(f'<table class="nearer-table">{head}<tbody>{body}</tbody></table>')


def plain_table(caption: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Draw rows of text; the first of each is its heading."""
    head = markup("<caption>{}</caption><thead><tr>" + '<th scope="col">{}</th>' * len(columns), caption, *columns)
    body = "".join(markup('<tr><th scope="row">{}</th>' + "<td>{}</td>" * (len(row) - 1), *row) for row in rows)
    st.html(f'<table class="nearer-table">{head}</tr></thead><tbody>{body}</tbody></table>')


def weeks_table(lines: Sequence[Line], marks: Sequence[ChartEvent] = ()) -> None:
    """Draw every week with every line's score, the newest week first; a gap is said in words."""
    st.html(weeks_table_html(lines, marks))


def weeks_table_html(lines: Sequence[Line], marks: Sequence[ChartEvent] = ()) -> str:
    """The table as HTML: one row a week from the first answered to the last, with the events of its days."""
    names = [line.name for line in lines] + ([words.closeness.APART_COLUMN] if len(lines) == 2 else [])
    columns = "".join(markup('<th scope="col">{}</th>', name) for name in names)
    head = markup("<caption>{}</caption>", words.closeness.TABLE_TITLE)
    head += markup('<thead><tr><th scope="col">{}</th>', words.closeness.WEEK_COLUMN) + f"{columns}</tr></thead>"
    body = "".join(_week_row(week, lines, marks) for week in reversed(weeks_of(lines)))
    return f'<table class="nearer-table nearer-weeks">{head}<tbody>{body}</tbody></table>'


def _week_row(week: Week, lines: Sequence[Line], marks: Sequence[ChartEvent]) -> str:
    scores = week_scores(week, lines)
    cells = [words.closeness.NO_CHECK_IN if score is None else str(score) for score in scores[: len(lines)]]
    cells += ["" if score is None else str(score) for score in scores[len(lines) :]]
    monday = week.monday()
    events = [mark.label for mark in marks_between(marks, monday, monday + timedelta(days=6))]
    row = '<tr><th scope="row">{}' + "<small>{}</small>" * len(events) + "</th>" + "<td>{}</td>" * len(cells) + "</tr>"
    return markup(row, words.weeks.day_in_table(monday), *events, *cells)
