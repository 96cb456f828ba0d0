"""The couple that a therapist has opened: who ended it or got worse, and their weeks."""

from __future__ import annotations

from functools import partial
from uuid import UUID

import streamlit as st

from nearer.caseload.couple import Couple, read_couple
from nearer.caseload.couple_html import weeks_choice_html
from nearer.caseload.couple_page import CouplePage
from nearer.caseload.view import COUPLE
from nearer.charts.closeness_chart import draw_closeness, make_closeness
from nearer.database.row_errors import NotFound
from nearer.session.values import TherapistSession
from nearer.views import text as words
from nearer.views.layout.expanders import lazy_expander, paragraphs
from nearer.views.layout.frame import caption, info, warning
from nearer.views.layout.lists import plain_list
from nearer.views.layout.tables import weeks_table


def open_couple(session: TherapistSession) -> Couple:
    """The couple of this address, read once until something is written. NotFound for one of somebody else's."""
    couple = read_couple_in_address()
    read = partial(read_couple, session, couple)
    return session.read_once("couple", couple, lambda: session.write_own(read, lambda couple: couple.record.logged))


def read_couple_in_address() -> UUID:
    """NotFound for what is no id at all."""
    try:
        return UUID(st.query_params.get(COUPLE, ""))
    except ValueError:
        raise NotFound from None


def draw_notices(couple: Couple) -> None:
    """Who ended it, and the published instruments that got worse."""
    for ended in couple.ended:
        info(ended)
    for worse in couple.worsened:
        warning(worse)


def draw_couple_weeks(page: CouplePage) -> None:
    """How far back, the chart, what is said of it and how sure that is, and every number."""
    couple = page.couple
    if not couple.people:
        caption(words.couple.NO_WEEKS)
        return
    if choice := weeks_choice_html(page.parameters, page.weeks_shown, page.weeks_there):
        st.html(choice)
    draw_closeness(make_closeness(page.chart.weeks, page.chart.annotations), "couple-weeks")
    plain_list(page.week_sentences)
    if page.how_sure:
        lazy_expander(words.trends.SURE_TITLE, "couple-sure", lambda: paragraphs(page.how_sure))
    lazy_expander(words.closeness.TABLE_TITLE, "weeks", lambda: weeks_table(couple.frame, couple.annotations.events))
