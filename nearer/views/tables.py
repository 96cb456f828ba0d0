"""Tables that a screen reader can walk through: caption, column and row headings, plain text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

import streamlit as st

from nearer.domain import Week
from nearer.views import words
from nearer.views.beside import Mark, marks_between
from nearer.views.escape import markup
from nearer.views.weeks import Line, by_week, weeks_of


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


def weeks_table(lines: Sequence[Line], marks: Sequence[Mark] = ()) -> None:
    """Draw every week with every line's score, the newest week first; a gap is said in words."""
    st.html(weeks_table_html(lines, marks))


def weeks_table_html(lines: Sequence[Line], marks: Sequence[Mark] = ()) -> str:
    """The table as HTML: one row a week from the first answered to the last, with the events of its days."""
    names = [line.name for line in lines] + ([words.closeness.APART_COLUMN] if len(lines) == 2 else [])
    columns = "".join(markup('<th scope="col">{}</th>', name) for name in names)
    head = markup("<caption>{}</caption>", words.closeness.TABLE_TITLE)
    head += markup('<thead><tr><th scope="col">{}</th>', words.closeness.WEEK_COLUMN) + f"{columns}</tr></thead>"
    body = "".join(_week_row(week, lines, marks) for week in reversed(weeks_of(lines)))
    return f'<table class="nearer-table nearer-weeks">{head}<tbody>{body}</tbody></table>'


def week_scores(week: Week, lines: Sequence[Line]) -> list[Decimal | None]:
    """Each line's score of a week, None where there is none; with two lines also how far apart they are."""
    found = [by_week(line).get(week) for line in lines]
    scores = [None if point is None else point.score for point in found]
    if len(scores) != 2:
        return scores
    return [*scores, None if scores[0] is None or scores[1] is None else abs(scores[0] - scores[1])]


def _week_row(week: Week, lines: Sequence[Line], marks: Sequence[Mark]) -> str:
    scores = week_scores(week, lines)
    said = [words.closeness.NO_CHECK_IN if score is None else str(score) for score in scores[: len(lines)]]
    said += ["" if score is None else str(score) for score in scores[len(lines) :]]
    monday = week.monday()
    events = [mark.said for mark in marks_between(marks, monday, monday + timedelta(days=6))]
    row = '<tr><th scope="row">{}' + "<small>{}</small>" * len(events) + "</th>" + "<td>{}</td>" * len(said) + "</tr>"
    return markup(row, words.weeks.day_in_table(monday), *events, *said)
