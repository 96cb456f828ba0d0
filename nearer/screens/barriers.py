"""The barriers screen: the picture of what was in the way, one line of it closely, and both people side by side."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import partial

import streamlit as st

from nearer.charts.barriers import draw_barriers, make_barriers
from nearer.charts.barriers_over_time import draw_one_over_time, draw_over_time
from nearer.presenters.barriers import ROWS_FIRST, Barriers, load_barriers
from nearer.presenters.shared_barriers import SharedBarriers, load_partner_rows, load_shared_barriers
from nearer.session.navigation import get_screens
from nearer.session.values import PersonSession
from nearer.shipped import shipped_guide
from nearer.views import guide as guide_views
from nearer.views import steps as step_views
from nearer.views import text as words
from nearer.views.barrier_detail import draw_answers, draw_barriers_table, draw_detail
from nearer.views.barrier_rows import BarrierDetail, BarrierRow
from nearer.views.layout.escape import markup, plain
from nearer.views.layout.expanders import lazy_expander
from nearer.views.layout.frame import caption, section_header

CHOSEN, UNTIL = "barrier", "barriers-until"  # the key of the line that is looked at; the day it is shown as of


def barriers_as_of(session: PersonSession) -> Barriers:
    """What was in the way, on the day that is chosen; today without one."""
    until = st.session_state.get(UNTIL)
    return load_barriers(session, until if isinstance(until, date) else None)


def draw_picture(barriers: Barriers) -> None:
    """The worst lines, the others in a fold, and the line that is looked at."""
    first, others = barriers.rows[:ROWS_FIRST], barriers.rows[ROWS_FIRST:]
    _draw_chart(barriers, first, "barriers-figure")
    st.html(markup('<p class="nearer-claim">{}</p>', barriers.sentence))
    if not _draw_chosen(barriers) and barriers.worst_topics:
        caption(words.barriers.MAY_HELP)
        _draw_topics(barriers.worst_topics, "worst")
    if others:
        lazy_expander(
            words.barriers.more(len(others)), "barriers-more", partial(_draw_chart, barriers, others, "barriers-others")
        )
    _captions((words.barriers.ORDER, *barriers.dates))
    if not all(row.is_same_definition for row in barriers.rows if len(row.dots) == 2):
        caption(words.barriers.HIDES)


def _captions(sentences: Iterable[str]) -> None:
    for sentence in sentences:
        caption(sentence)


def draw_answered_days(barriers: Barriers) -> None:
    """A way back to every day on which something was answered."""
    if len(barriers.days) > 1:
        st.selectbox(
            words.barriers.WHEN, (date.max, *barriers.days[1:]), key=UNTIL, persist_state="session",
            format_func=lambda day: words.barriers.LATEST if day == date.max else words.weeks.day(day),
        )  # fmt: skip


def draw_more(barriers: Barriers) -> None:
    """Draw three folds: how sure a change is, the scores over time, and the table."""
    if sentences := barriers.certainty_sentences:
        lazy_expander(words.trends.SURE_TITLE, "barriers-sure", partial(_captions, sentences))
    if barriers.has_enough_times:
        lazy_expander(words.barriers.OVER_TIME, "over-time", partial(_over_time, barriers))
    draw_table_fold(barriers.rows, "barriers-table")


def draw_table_fold(rows: tuple[BarrierRow, ...], key: str) -> None:
    """What a picture shows, as a table that waits in a fold."""
    lazy_expander(words.barriers.TABLE_TITLE, key, partial(draw_barriers_table, rows))


def draw_of_partner(session: PersonSession, barriers: Barriers) -> None:
    """Both people side by side, or how that begins, and what else the partner shows; nothing without a partner."""
    partner = session.members.partner
    if partner is None:
        return
    shared = load_shared_barriers(session, barriers)
    if shared is not None:
        _draw_both(session, shared)
    else:
        caption(words.barriers.both_hint(partner.nickname))
    if rows := load_partner_rows(session, shared):
        _draw_partner(session, rows, partner.nickname)


def _draw_both(session: PersonSession, shared: SharedBarriers) -> None:
    """Both people's dots on the same lines, one sentence, one page and one step."""
    section_header(words.barriers.BOTH_TITLE, words.barriers.BOTH_LEAD)
    _draw_partner_chart(session, shared.rows, "both-figure")
    st.html(markup('<p class="nearer-claim">{}</p>', shared.sentence))
    if shared.topic is not None:
        caption(words.barriers.ONE_PAGE)
        _page_link(shared.topic.id, shared.topic.title, "both")
    if shared.step is not None:
        caption(words.barriers.ONE_STEP)
        detail = words.steps.who_and_long(shared.step.who, shared.step.minutes)
        step_views.step_card(get_screens()["steps"], shared.step, detail, "both")
    draw_table_fold(shared.rows, "both-table")


def _draw_partner(session: PersonSession, rows: tuple[BarrierRow, ...], name: str) -> None:
    """What the partner shows, as a picture: the worst lines, and the others in a fold."""
    section_header(words.sharing.shown_title(name), words.barriers.PARTNER_LEAD)
    first, others = rows[:ROWS_FIRST], rows[ROWS_FIRST:]
    _draw_partner_chart(session, first, "partner-figure")
    if others:
        label = words.barriers.more(len(others))
        lazy_expander(label, "partner-more", partial(_draw_partner_chart, session, others, "partner-others"))
    draw_table_fold(rows, "partner-table")


def _draw_partner_chart(session: PersonSession, rows: tuple[BarrierRow, ...], key: str) -> None:
    draw_barriers(session.load_once(key, partial(make_barriers, rows)), key)


def _draw_chart(barriers: Barriers, rows: tuple[BarrierRow, ...], key: str) -> None:
    draw_barriers(barriers.session.load_once(key, partial(make_barriers, rows), barriers.until), key, _open)


def _open(key: str) -> None:
    """A tap on a line looks at it closely; a second one closes it again."""
    st.session_state[CHOSEN] = None if st.session_state.get(CHOSEN) == key else key


def _draw_chosen(barriers: Barriers) -> bool:
    """The line that is looked at; False without one."""
    detail = barriers.detail(st.session_state.get(CHOSEN) or "")
    if detail is not None:
        with st.container(border=True, key="barrier-detail"):
            _draw_detail_and_pages(barriers, detail)
    return detail is not None


def _draw_detail_and_pages(barriers: Barriers, detail: BarrierDetail) -> None:
    draw_detail(detail)
    _draw_topics(detail.topics, "barrier")
    draw_answers(detail)
    if detail.key in barriers.over_time:
        draw_one_over_time(barriers.over_time[detail.key], barriers.events, "one-over-time")


def _draw_topics(topics: Iterable[str], prefix: str) -> None:
    """Links to the pages of the guide that there are."""
    for topic in topics:
        if topic in shipped_guide().topics:
            _page_link(topic, shipped_guide().topics[topic].title, prefix)


def _page_link(topic: str, title: str, prefix: str) -> None:
    with st.container(key=f"{prefix}-{topic}-guide-card"):
        st.page_link(get_screens()["guide"], label=plain(title), query_params={guide_views.PARAMETER: topic})


def _over_time(barriers: Barriers) -> None:
    caption(words.barriers.OVER_TIME_LEAD)
    draw_over_time(list(barriers.over_time.values()), barriers.events, "over-time-figure")
