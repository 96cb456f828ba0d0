"""The open form of a session: what is answered so far, and what of it is kept."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from nearer.domain.questionnaire import Questionnaire
from nearer.presenters.form_drafts import open_week, week_of
from nearer.presenters.form_start import content_to_begin
from nearer.presenters.open_form import Interruption, OpenForm
from nearer.session.person import current_person as current_visit
from nearer.session.values import PersonSession

FORM = "form"


def open_anew(visit: PersonSession, questionnaire: Questionnaire) -> OpenForm:
    """From its draft, or new; what was not finished in the week before is opened first, to be taken along or left."""
    week = week_of(visit, questionnaire)
    form = open_week(visit, questionnaire, week)
    if week is not None and not form.version and form.after is None and not form.interruption:
        before = open_week(visit, questionnaire, week.plus(-1))
        unchanged = before.content.same_as(content_to_begin(visit, questionnaire, before.week))
        if before.interruption is Interruption.DAMAGED:
            form = before
        elif before.version and not unchanged:
            before.interruption = Interruption.WEEK_OVER
            form = before
    put_form(form)
    return form


def current_form() -> OpenForm | None:
    """The form this session has open, if any."""
    return st.session_state.get(FORM)


def change_form(change: Callable[[PersonSession, OpenForm], None]) -> None:
    """Apply a change to the open form; after the lock nothing is changed, and the draft is as it was."""
    session, form = current_visit(), current_form()
    if session is not None and form is not None and not form.saved:
        change(session, form)


def put_form(form: OpenForm) -> None:
    """Let this be the open form."""
    st.session_state[FORM] = form


def close_form() -> None:
    """Put the form away; its draft stays."""
    st.session_state.pop(FORM, None)
