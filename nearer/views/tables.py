"""Tables that a screen reader can walk through: caption, column and row headings, plain text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from nearer.views import words
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


def weeks_table(lines: Sequence[Line]) -> None:
    """Draw every week with every line's score, the newest week first; a gap is said in words."""
    st.html(weeks_table_html(lines))


def weeks_table_html(lines: Sequence[Line]) -> str:
    """The table as HTML: one row a week from the first answered to the last."""
    columns = "".join(markup('<th scope="col">{}</th>', line.name) for line in lines)
    head = markup("<caption>{}</caption>", words.closeness.TABLE_TITLE)
    head += markup('<thead><tr><th scope="col">{}</th>', words.closeness.WEEK_COLUMN) + f"{columns}</tr></thead>"
    points = [by_week(line) for line in lines]
    body = ""
    for week in reversed(weeks_of(lines)):
        found = [str(line[week].score) if week in line else words.closeness.NO_CHECK_IN for line in points]
        row = '<tr><th scope="row">{}</th>' + "<td>{}</td>" * len(found) + "</tr>"
        body += markup(row, words.weeks.day_in_table(week.monday()), *found)
    return f'<table class="nearer-table nearer-weeks">{head}<tbody>{body}</tbody></table>'
