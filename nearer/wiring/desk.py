"""Which form lies open on whose desk, and what the buttons of the pages do with it."""

from __future__ import annotations

from functools import partial
from uuid import UUID

import streamlit as st

from nearer.domain import Questionnaire
from nearer.domain.due import Standing
from nearer.storage import decline_assignment
from nearer.views import words
from nearer.views.cards import Task, task_card
from nearer.wiring import forms, windows
from nearer.wiring.acting import act
from nearer.wiring.form_address import (
    FORM,
    PART,
    go_to,
    is_saved_in_address,
    leave_form,
    name_in_address,
    part_name,
    questionnaire_in_address,
)
from nearer.wiring.forms import OpenForm
from nearer.wiring.screens import show_screen
from nearer.wiring.sharing import SAID
from nearer.wiring.tasks import Waiting, waiting
from nearer.wiring.visit import Visit, visit
from nearer.wiring.weeks import check_in_questionnaire

_STATES = {Standing.DUE: words.weeks.WAITING, Standing.STARTED: words.weeks.BEGUN}
_BUTTONS = {
    Standing.DUE: words.weeks.START,
    Standing.STARTED: words.weeks.RESUME,
    Standing.FINISHED: words.weeks.ANSWER_AGAIN,
}


def check_in_form(here: Visit) -> OpenForm | None:
    """This week's check-in as it lies open, from its draft, or new; None when it is saved and not being changed."""
    form = forms.current_form()
    if form is not None and form.is_for(check_in_questionnaire(here), here.week):
        return form
    standing = next(one.standing for one in waiting(here) if one.is_check_in)
    return None if standing is Standing.FINISHED else _open_anew(here, check_in_questionnaire(here))


def change_check_in() -> None:
    """Button: open this week's saved check-in again, at its first part."""
    here = visit()
    if here is not None:
        _open_anew(here, check_in_questionnaire(here))
        go_to(part_name(0))


def questionnaire_form(here: Visit) -> OpenForm | None:
    """The form that the address names: being answered, or just saved. None where the list is to be seen."""
    form = forms.current_form()
    known = [*here.questionnaires, *([form.questionnaire] if form else [])]
    named = questionnaire_in_address(here, known)
    if named is not None and (form is None or not form.is_for(named, forms.week_of(here, named))):
        form = _open_anew(here, named)
    if named is None or form is None or form.saved is not is_saved_in_address():
        leave_form()
        return None
    if not form.saved:
        form.asks_otherwise(named)
    return form


def show_form_of(here: Visit, one: Waiting) -> None:
    """Go to the screen on which the form that was just opened is answered, at the part where the person was."""
    form = forms.current_form()
    part = {PART: part_name(form.position)} if form is not None else {}
    if one.is_check_in:
        show_screen("check_in", part)
    show_screen("questionnaires", part | {FORM: name_in_address(here, one.questionnaire.id)})


def _task(one: Waiting, first: bool = False) -> Task:
    """A questionnaire as a card."""
    state, lead = _STATES.get(one.standing, words.weeks.FINISHED), one.questionnaire.summary or ""
    if one.standing is Standing.FINISHED and one.last is not None:
        state = words.weeks.answered_on(one.last)
    elif one.questionnaire.minutes:
        state = f"{state}, {words.weeks.about_minutes(one.questionnaire.minutes)}"
    if one.asked is not None and one.asked_week is not None:
        state = words.therapist.asked_by(one.asked.by, one.asked_week, one.asked.wish.every)
    return Task(one.questionnaire.title, lead, state, _BUTTONS[one.standing], first)


def draw_card(one: Waiting, first: bool = False) -> bool:
    """The card of a questionnaire, and a way to decline where a therapist asks for it; True when it is opened."""
    name = one.questionnaire.id
    pressed = task_card(_task(one, first), f"open-{name}", partial(_open, name))
    if one.asked is not None:
        label = words.therapist.DECLINE
        st.button(label, key=f"decline-{one.asked.id}", type="tertiary", on_click=_decline, args=(one.asked.id,))
    return pressed


def _decline(key: UUID) -> None:
    act(SAID, lambda here: decline_assignment(here.notebook, here.principal, key, here.now), words.therapist.DECLINED)


def _open(questionnaire_id: str) -> None:
    here = visit()
    offered = {one.id: one for one in here.questionnaires} if here is not None else {}
    if here is not None and questionnaire_id in offered:
        _open_anew(here, offered[questionnaire_id])


def _open_anew(here: Visit, questionnaire: Questionnaire) -> OpenForm:
    """What lies open and is not kept is tried once more, before its place is taken."""
    forms.change_form(windows.keep_unsaved)
    return forms.open_anew(here, questionnaire)
