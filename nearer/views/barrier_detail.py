"""One barrier closely, in words, and all of them as a table."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from nearer.views import text as words
from nearer.views.barrier_rows import BarrierDetail, BarrierDot, BarrierRow
from nearer.views.layout.escape import markup
from nearer.views.layout.tables import plain_table


def draw_detail(detail: BarrierDetail) -> None:
    """The scale, its band in a sentence, and its number."""
    when = words.weeks.day(detail.day) if detail.day else ""
    about = words.barriers.answered_on(detail.questionnaire, detail.day) if detail.day else detail.questionnaire
    body = '<div class="nearer-opened" data-opened="{}"><p class="nearer-quiet">{}</p><h2>{}</h2>'
    body += '<p class="band">{}</p><p>{}</p><p class="nearer-quiet">{}</p></div>'
    st.html(markup(body, f"{detail.key} {when}", about, detail.title, detail.band, detail.text, detail.number))


def draw_answers(detail: BarrierDetail) -> None:
    """Each question of the scale that was asked, with its answer."""
    if detail.items:
        rows = "<dt>{}</dt><dd>{}</dd>" * len(detail.items)
        cells = [cell for item in detail.items for cell in item]
        st.html(markup(f'<h3>{{}}</h3><dl class="nearer-shown">{rows}</dl>', words.barriers.ANSWERS, *cells))


def draw_barriers_table(rows: Sequence[BarrierRow]) -> None:
    """What the picture shows, as a table."""
    plain_table(words.barriers.TABLE_TITLE, words.barriers.TABLE_COLUMNS, [_cells(row) for row in rows])


def _cells(row: BarrierRow) -> list[str]:
    return [row.title, *(_cell(dot) if dot else "–" for dot in (row.now, row.before))]


def _cell(dot: BarrierDot) -> str:
    return words.barriers.in_table(dot.band, dot.score, words.weeks.day_in_table(dot.day) if dot.day else "")
