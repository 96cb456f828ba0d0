"""Which form lies open on whose desk, and what the buttons of the pages do with it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID

import streamlit as st

from nearer.domain.due import Standing
from nearer.storage import decline_assignment
from nearer.views import words
from nearer.views.cards import Task, task_card
from nearer.wiring import forms
from nearer.wiring.forms import OpenForm
from nearer.wiring.screens import show_screen
from nearer.wiring.sharing import SAID
from nearer.wiring.tasks import Waiting, waiting
from nearer.wiring.visit import Visit, visit
from nearer.wiring.weeks import CHECK_IN, check_in_questionnaire

_STATES = {Standing.DUE: words.weeks.WAITING, Standing.STARTED: words.weeks.BEGUN}
_BUTTONS = {
    Standing.DUE: words.weeks.START,
    Standing.STARTED: words.weeks.RESUME,
    Standing.FINISHED: words.weeks.ANSWER_AGAIN,
}


def check_in_form(here: Visit) -> OpenForm | None:
    """This week's check-in as it lies open, from its draft, or new; None when it is saved and not being changed."""
    form = forms.current_form()
    if form is not None and form.questionnaire.id == CHECK_IN and form.week == here.week:
        return form
    standing = next(one.standing for one in waiting(here) if one.is_check_in)
    return None if standing is Standing.FINISHED else forms.open_form(here, check_in_questionnaire(here))


def change_check_in() -> None:
    """Button: open this week's saved check-in again."""
    here = visit()
    if here is not None:
        forms.change_again(here, check_in_questionnaire(here))


def questionnaire_form() -> OpenForm | None:
    """The questionnaire that lies open, other than the check-in."""
    form = forms.current_form()
    return form if form is not None and form.questionnaire.id != CHECK_IN else None


def _opener(questionnaire_id: str) -> Callable[[], None]:
    """Button: open this questionnaire, from its draft if there is one."""
    return partial(_open, questionnaire_id)


def show_form_of(one: Waiting) -> None:
    """Go to the screen on which this questionnaire is answered."""
    show_screen("check_in" if one.is_check_in else "questionnaires")


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
    pressed = task_card(_task(one, first), f"open-{name}", _opener(name))
    if one.asked is not None:
        label = words.therapist.DECLINE
        st.button(label, key=f"decline-{one.asked.id}", type="tertiary", on_click=_decline, args=(one.asked.id,))
    return pressed


def _decline(key: UUID) -> None:
    here = visit()
    if here is not None:
        decline_assignment(here.notebook, here.principal, key, here.now)
        st.session_state[SAID] = words.therapist.DECLINED


def _open(questionnaire_id: str) -> None:
    here = visit()
    offered = {one.id: one for one in here.questionnaires} if here is not None else {}
    if here is not None and questionnaire_id in offered:
        forms.close_form()
        forms.open_form(here, offered[questionnaire_id])
