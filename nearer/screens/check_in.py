"""Check in: the form of this week, and what stands there once it is saved."""

from __future__ import annotations

import streamlit as st

from nearer.answering.open_form import OpenForm
from nearer.answering_screens.open_form import current_form, go_to, section_name
from nearer.domain.schedule import DueState
from nearer.presenters.check_in import saved_check_in
from nearer.presenters.due_questionnaires import load_due_questionnaires
from nearer.screens.next_thing import draw_after_saving
from nearer.screens.questionnaires import replace_open_form
from nearer.session.person import current_person
from nearer.session.values import PersonSession
from nearer.views import text as words
from nearer.views.circles import circles_picture
from nearer.views.layout.frame import caption, page_header
from nearer.views.quiet_moment import draw_quiet_moment


def check_in_form(session: PersonSession) -> OpenForm | None:
    """This week's check-in as it lies open, from its draft, or new; None when it is saved and not being changed."""
    form = current_form()
    if form is not None and form.is_for(session.catalogue.check_in, session.week):
        return form
    state = next(due.state for due in load_due_questionnaires(session) if due.is_check_in)
    return None if state is DueState.FINISHED else replace_open_form(session, session.catalogue.check_in)


def draw_saved_check_in(session: PersonSession, is_new: bool) -> None:
    """The circles of this week, a way to change it while the week lasts, and one next thing."""
    check_in = saved_check_in(session, is_new)
    page_header(check_in.title)
    if check_in.is_new:
        draw_quiet_moment(check_in.circles)
    else:
        circles_picture(check_in.circles)
    caption(check_in.can_change)
    st.button(words.check_in.CHANGE, key="change-check-in", type="tertiary", on_click=_change_check_in)
    draw_after_saving(session, check_in.part)


def _change_check_in() -> None:
    """Button: open this week's saved check-in again, at its first section."""
    session = current_person()
    if session is not None:
        replace_open_form(session, session.catalogue.check_in)
        go_to(section_name(0))
