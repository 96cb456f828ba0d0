"""Opening a questionnaire: its card in a list, and the form that the address names."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID

import streamlit as st

from nearer.answering.form_drafts import form_week, save_unsaved
from nearer.answering.open_form import OpenForm
from nearer.answering_screens import open_form as forms
from nearer.answering_screens.open_form import (
    FORM,
    SECTION,
    is_saved_in_address,
    leave_form,
    name_in_address,
    questionnaire_in_address,
    section_name,
)
from nearer.domain.questionnaire import Questionnaire
from nearer.presenters.due_questionnaires import DueQuestionnaire, QuestionnairesScreen, task_of
from nearer.session.actions import run_action
from nearer.session.navigation import show_screen
from nearer.session.person import current_person
from nearer.session.values import PersonSession
from nearer.storage.therapist.assignments import decline_assignment
from nearer.views import text as words
from nearer.views.layout.task_card import task_card


def replace_open_form(session: PersonSession, questionnaire: Questionnaire) -> OpenForm:
    """Save the open form once more, where that failed before, since another takes its place."""
    forms.change_form(save_unsaved)
    return forms.open_anew(session, questionnaire)


def questionnaire_form(session: PersonSession) -> OpenForm | None:
    """The form that the address names: being answered, or just saved. None where the list is to be seen."""
    form = forms.current_form()
    questionnaires = [*session.questionnaires, *([form.questionnaire] if form else [])]
    named_questionnaire = questionnaire_in_address(session, questionnaires)
    if named_questionnaire is not None and (
        form is None or not form.is_for(named_questionnaire, form_week(session, named_questionnaire))
    ):
        form = replace_open_form(session, named_questionnaire)
    if named_questionnaire is None or form is None or form.saved is not is_saved_in_address():
        leave_form()
        return None
    if not form.saved:
        form.adopt_definition(named_questionnaire)
    return form


def show_form_of(session: PersonSession, due: DueQuestionnaire) -> None:
    """Go to the screen on which the form that was just opened is answered, at the section where the person was."""
    form = forms.current_form()
    section = {SECTION: section_name(form.position)} if form is not None else {}
    if due.is_check_in:
        show_screen("check_in", section)
    show_screen("questionnaires", section | {FORM: name_in_address(session, due.questionnaire.id)})


def draw_list(session: PersonSession, screen: QuestionnairesScreen) -> None:
    """Every questionnaire, and the way to each; the first that is open stands out."""
    for due in screen.questionnaires:
        if draw_card(due, is_next=screen.is_next(due)):
            show_form_of(session, due)


def draw_card(due: DueQuestionnaire, on_put_aside: Callable[[], None] | None = None, *, is_next: bool = False) -> bool:
    """A questionnaire, and a way to decline where a therapist asks for it; True when it is opened.

    What can be put aside is the one next thing.
    """
    name, is_next = due.questionnaire.id, is_next or on_put_aside is not None
    pressed = task_card(task_of(due, is_next), f"open-{name}", partial(_open, name), on_put_aside)
    if due.assignment is not None:
        key, decline = f"decline-{due.assignment.id}", partial(_decline, due.assignment.id)
        st.button(words.assigning.DECLINE, key=key, type="tertiary", on_click=decline)
    return pressed


def _decline(key: UUID) -> None:
    run_action(
        lambda session: decline_assignment(session.notebook, session.principal, key, session.now),
        words.assigning.DECLINED,
    )


def _open(questionnaire_id: str) -> None:
    session = current_person()
    offered = {one.id: one for one in session.questionnaires} if session is not None else {}
    if session is not None and questionnaire_id in offered:
        replace_open_form(session, offered[questionnaire_id])
