"""The open form of a session: what is answered so far, what of it is kept, and the section that its address names.

The address says nothing of what is asked: `?form=3f9c...&part=2`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from uuid import uuid5

import streamlit as st

from nearer.answering.form_drafts import begin_form, submit_form
from nearer.answering.open_form import Interruption, OpenForm
from nearer.domain.questionnaire import Questionnaire
from nearer.session.actions import forget_saved
from nearer.session.person import current_person
from nearer.session.values import PersonSession

FORM = "form"  # the key in the session, and the parameter in the address
SECTION, SAVED = "part", "end"
_ARRIVED, _SCREEN = "arrived", "screen"


def open_anew(session: PersonSession, questionnaire: Questionnaire) -> OpenForm:
    """Let it be the open form, from its draft or new, or what was not finished in the week before."""
    form = begin_form(session, questionnaire)
    put_form(form)
    return form


def current_form() -> OpenForm | None:
    """The form this session has open, if any."""
    return st.session_state.get(FORM)


def change_form(change: Callable[[PersonSession, OpenForm], None]) -> None:
    """Apply a change to the open form; after the lock nothing is changed, and the draft is as it was."""
    session, form = current_person(), current_form()
    if session is not None and form is not None and not form.saved:
        change(session, form)


def put_form(form: OpenForm) -> None:
    """Let this be the open form."""
    st.session_state[FORM] = form


def close_form() -> None:
    """Put the form away; its draft stays."""
    st.session_state.pop(FORM, None)


def name_in_address(session: PersonSession, questionnaire_id: str) -> str:
    """The name of a questionnaire in this person's addresses, from which nobody can tell which one it is."""
    return uuid5(session.principal.id, questionnaire_id).hex[:12]


def questionnaire_in_address(session: PersonSession, questionnaires: Iterable[Questionnaire]) -> Questionnaire | None:
    """The questionnaire that the address names, if it is one of these."""
    name = st.query_params.get(FORM)
    return next((one for one in questionnaires if name and name_in_address(session, one.id) == name), None)


def leave_form() -> None:
    """Button, and the way back to the list: the address names no form any more."""
    st.query_params.from_dict({})  # or a link from page to page leaves the address old


def is_saved_in_address() -> bool:
    """Whether the address names the closing page."""
    return st.query_params.get(SECTION) == SAVED


def go_to(section: str) -> None:
    """Let the address name another section of the form, so that the browser's Back leads to the one before."""
    st.query_params[SECTION] = section


def section_name(position: int) -> str:
    """The name in the address of the section at this position, counted from 0."""
    return str(position + 1)


def follow_address(form: OpenForm) -> None:
    """Stand at the section that the address names; without one, where the person was when they came to this screen."""
    before, section = form.position, st.query_params.get(SECTION, "")
    if section.isdecimal() and 0 < len(section) < 4:
        form.position = max(0, int(section) - 1)
    elif st.session_state.pop(_ARRIVED, False):
        form.entry_position = form.position
    else:
        form.position = form.entry_position
    if form.position != before and form.interruption is Interruption.NOTHING_CHOSEN:
        form.interruption = None  # Back leads to the questions, not to the same sentence again


def note_screen(screen: str) -> None:
    """Note which screen is drawn: whoever comes from another one goes on where they were."""
    st.session_state[_ARRIVED] = st.session_state.get(_SCREEN) != screen
    if st.session_state[_ARRIVED]:
        forget_saved()
    st.session_state[_SCREEN] = screen


def finish(session: PersonSession, form: OpenForm) -> None:
    """Save what the form holds; its closing page has an address of its own."""
    submit_form(session, form)
    if form.saved:
        go_to(SAVED)
