"""One barrier closely, in words, and all of them as a table."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from nearer.views import text as words
from nearer.views.barrier_rows import BarrierDetail, BarrierDot, BarrierRow
from nearer.views.layout.escape import markup
from nearer.views.layout.frame import caption
from nearer.views.layout.table_html import plain_table_html


def draw_detail(detail: BarrierDetail) -> None:
    """The scale, its band in a sentence, and its number."""
    when = words.weeks.day(detail.day) if detail.day else ""
    about = words.barriers.answered_on(detail.questionnaire, detail.day) if detail.day else detail.questionnaire
    template = '<div class="nearer-opened" data-opened="{}"><p class="nearer-quiet">{}</p><h2>{}</h2>'
    template += '<p class="band">{}</p><p>{}</p><p class="nearer-quiet">{}</p></div>'
    st.html(markup(template, f"{detail.key} {when}", about, detail.title, detail.band, detail.text, detail.number))


def draw_answers(detail: BarrierDetail) -> None:
    """Each question of the scale that was asked, with its answer."""
    if detail.items:
        rows = "<dt>{}</dt><dd>{}</dd>" * len(detail.items)
        cells = [cell for item in detail.items for cell in item]
        st.html(markup(f'<h3>{{}}</h3><dl class="nearer-shown">{rows}</dl>', words.barriers.ANSWERS, *cells))


def draw_barriers_table(rows: Sequence[BarrierRow]) -> None:
    """The table of a picture, and which way its numbers go."""
    if any(dot.number for row in rows for dot in row.dots):
        caption(words.barriers.NUMBERS)
    st.html(barriers_table_html(rows))


def barriers_table_html(rows: Sequence[BarrierRow]) -> str:
    """The table as HTML: of one person this time and the time before, or both people by name."""
    names = next(((row.now.name, row.other.name) for row in rows if row.now and row.other), None)
    columns = (words.barriers.WHAT_COLUMN, *(names or words.barriers.TIME_COLUMNS))
    return plain_table_html(words.barriers.TABLE_TITLE, columns, [_cells(row) for row in rows], "nearer-phrases")


def _cells(row: BarrierRow) -> list[str]:
    second = row.before if row.other is None else row.other
    return [row.title, *(_cell(dot) if dot else "–" for dot in (row.now, second))]


def _cell(dot: BarrierDot) -> str:
    return words.barriers.in_table(dot.band, dot.number, words.weeks.day_in_table(dot.day) if dot.day else "")
