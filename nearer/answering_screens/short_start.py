"""The two-minute start above the list of questionnaires, and the way on after a form."""

from __future__ import annotations

import streamlit as st

from nearer.answering.open_form import OpenForm
from nearer.answering.short_start import begin_short, is_short, open_rest
from nearer.answering_screens.open_form import (
    FORM,
    SECTION,
    current_form,
    name_in_address,
    open_anew,
    put_form,
    section_name,
)
from nearer.form_widgets.short_start import draw_start_choice
from nearer.presenters.short_start import begun_beside, start_choice
from nearer.session.person import current_person
from nearer.session.values import PersonSession
from nearer.views import text as words

START_CHOICES = "start-chosen"


def draw_short_start(session: PersonSession) -> None:
    """A fold with one question for everything that is due; nothing when there is nothing to choose from."""
    choice = start_choice(session, st.session_state.setdefault(START_CHOICES, {}))
    if choice.offered:
        with st.expander(words.short_start.TITLE, expanded=bool(choice.raw_answers) or choice.is_first):
            draw_start_choice(choice, _choose, _begin)


def draw_way_on_after(session: PersonSession, form: OpenForm) -> None:
    """After a saved form: what was begun with it, and the rest of this one."""
    if following := begun_beside(session, form):
        st.button(words.short_start.go_on(following.title), key="start-go-on", on_click=_go_on)
    if is_short(form):
        st.button(words.short_start.OPEN_REST, key="open-rest", on_click=_open_rest)


def _choose(questionnaire: str, raw: object) -> None:
    st.session_state[START_CHOICES] = st.session_state.get(START_CHOICES, {}) | {questionnaire: raw}


def _begin() -> None:
    if (session := current_person()) is not None:
        choice = start_choice(session, st.session_state.pop(START_CHOICES, {}))
        begun = [begin_short(session, one, choice.raw_answers[one.id]) for one in choice.begins]
        _show(session, *begun[:1])


def _go_on() -> None:
    session, form = current_person(), current_form()
    if session is not None and form is not None and (following := begun_beside(session, form)):
        _show(session, open_anew(session, following))


def _open_rest() -> None:
    session, form = current_person(), current_form()
    if session is not None and form is not None and form.saved:
        _show(session, open_rest(session, form))


def _show(session: PersonSession, *forms: OpenForm) -> None:
    """Let the address name this form, at the section where it stands."""
    for form in forms:
        put_form(form)
        name = name_in_address(session, form.questionnaire.id)
        st.query_params.from_dict({FORM: name, SECTION: section_name(form.position)})
