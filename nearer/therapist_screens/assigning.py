"""Asking a couple for questionnaires: a set with one press, or a few that are chosen; and asking no longer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial
from uuid import UUID

import streamlit as st

from nearer.caseload.couple import Couple
from nearer.caseload.questionnaire_sets import (
    ask_for,
    chosen_set,
    connected_people,
    offered_titles,
    people_of,
    read_sets,
    set_sentence,
    shipped_sets,
)
from nearer.database.row_errors import NotFound
from nearer.form_widgets.number_widgets import NumberField, draw_number_field, number_field
from nearer.session.actions import run_therapist_action, set_message
from nearer.session.undo import delete_with_undo, offer_therapist_undo
from nearer.session.values import TherapistSession
from nearer.storage.therapist.assignment_sets import (
    MAX_SET_TITLE,
    AssignmentSet,
    delete_assignment_set,
    save_assignment_set,
)
from nearer.storage.therapist.assignments import ask_again, withdraw_assignment, withdraw_assignments
from nearer.storage.therapist.caseload import PersonRecord
from nearer.typed_answers.typed_numbers import NumberRule
from nearer.views import text as words
from nearer.views.layout.frame import caption
from nearer.views.layout.lists import choose_one, line_with_act, row_with_act

WHO, WHICH, DUE, EVERY, TITLE = "assign-who", "assign-which", "assign-due", "assign-every", "assign-title"
_BOTH = "both"
_WEEKS = NumberRule(whole=True, low=Decimal(0), high=Decimal(52))  # between two times of asking; 0 is once


def draw_assigning(couple: Couple) -> None:
    """The sets, asking for something else, and what is asked for at present."""
    session = couple.session
    caption(words.assigning.LEAD)
    for index, assignment_set in enumerate(read_sets(session)):
        ask = partial(_ask_set, couple, assignment_set)
        row_with_act(
            set_sentence(session, assignment_set), words.assigning.ask_for(assignment_set.title), f"set-{index}", ask
        )
        if assignment_set not in shipped_sets(session):
            undone = words.assigning.SET_DELETED
            delete = partial(delete_with_undo, undone, delete_assignment_set, save_assignment_set, assignment_set)
            st.button(words.assigning.DELETE_SET, key=f"delete-set-{index}", type="tertiary", on_click=delete)
    _draw_asking(couple)
    for assignment, sentence in couple.assignments:
        withdraw = partial(_withdraw, couple.record.couple, assignment)
        line_with_act(sentence, words.assigning.STOP_ASKING, f"withdraw-{assignment}", withdraw)


def _draw_asking(couple: Couple) -> None:
    # By id: what was read of a person is another thing at each drawing, and a choice of it would be lost.
    connected = connected_people(couple)
    names = {person: record.who.nickname for person, record in connected.items()}
    choice_of_both = {_BOTH: str(words.assigning.BOTH)} if len(names) > 1 else {}
    who = choose_one(words.assigning.WHOM, choice_of_both | names, WHO)
    if who is None:
        return
    people = tuple(connected.values()) if who == _BOTH else (connected[who],)
    titles = offered_titles(couple.session, people)
    st.multiselect(
        words.assigning.WHICH, list(titles), key=WHICH, format_func=titles.__getitem__, placeholder=words.form.CHOOSE
    )
    st.date_input(words.assigning.DUE, value=couple.session.today, key=DUE, format="DD.MM.YYYY")
    draw_number_field(_every_field())
    st.text_input(words.assigning.SET_TITLE, key=TITLE, max_chars=MAX_SET_TITLE, autocomplete="off")
    st.button(words.assigning.ASK, key="assign", type="primary", on_click=partial(_ask_chosen, couple, people))


def _every_field() -> NumberField:
    return number_field(words.assigning.EVERY, _WEEKS, EVERY, in_sight=True)


def _ask_chosen(couple: Couple, people: Sequence[PersonRecord]) -> None:
    due, title = st.session_state.get(DUE), str(st.session_state.get(TITLE) or "").strip()
    try:
        interval_weeks = int(_every_field().read() or 0)
    except ValueError:
        set_message(words.form.NUMBER_FIRST)
        return
    if not (questionnaire_ids := st.session_state.get(WHICH)) or not isinstance(due, date):
        set_message(words.assigning.CHOOSE_FIRST)
        return
    assignment_set = chosen_set(people, questionnaire_ids, due, couple.session.today)
    if _ask(couple, replace(assignment_set, title=title, interval_weeks=interval_weeks or None), people):
        st.session_state[WHO] = None


def _ask_set(couple: Couple, assignment_set: AssignmentSet) -> None:
    _ask(couple, assignment_set, people_of(couple, assignment_set))


def _ask(couple: Couple, assignment_set: AssignmentSet, people: Sequence[PersonRecord]) -> bool:
    """Ask for it; a set that has a title and is not kept so far is kept."""

    def change(session: TherapistSession) -> str:
        try:
            keys = ask_for(couple, assignment_set, people)
        except NotFound:  # since the page was drawn
            return str(words.assigning.NOT_CONNECTED)
        is_new = assignment_set.title and assignment_set not in read_sets(session)
        if is_new:
            save_assignment_set(session.notebook, session.therapist, assignment_set)
        if keys:
            offer_therapist_undo(words.assigning.ASKED, withdraw_assignments, couple.record.couple, keys)
        told = words.assigning.SET_SAVED if is_new else words.assigning.SAVED
        return str(told if keys else words.assigning.NOTHING_NEW)

    return run_therapist_action(change)


def _withdraw(couple: UUID, key: UUID) -> None:
    delete_with_undo(words.undo.ASKING, withdraw_assignment, ask_again, couple, key)
