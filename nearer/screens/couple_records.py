"""What a therapist does on a couple's page: ask for a questionnaire, note a visit, keep a note."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

import streamlit as st

from nearer.domain.typed_numbers import NumberRule
from nearer.domain.weeks import Week
from nearer.presenters.couple import Couple
from nearer.screens.text_drafts import TextField, clear_fields, draw_lines
from nearer.session.actions import run_therapist_action, set_message
from nearer.session.therapist import current_therapist
from nearer.session.undo import offer_therapist_undo
from nearer.session.values import TherapistSession
from nearer.storage.database.schema import new_id
from nearer.storage.therapist.assignments import AssignmentRequest, ask_again, save_assignment, withdraw_assignment
from nearer.storage.therapist.caseload import PersonRecord
from nearer.storage.therapist.own_records import (
    TherapistNote,
    add_visit,
    delete_therapist_note,
    delete_visit,
    save_therapist_note,
)
from nearer.views import text as words
from nearer.views.forms.number_widgets import NumberField, draw_number_field, number_field
from nearer.views.layout.frame import caption

WHO, WHICH, DUE, EVERY = "assign-who", "assign-which", "assign-due", "assign-every"
VISIT, MAX_THERAPIST_NOTE = "visit-day", 2000
_WEEKS = NumberRule(whole=True, low=Decimal(0), high=Decimal(52))  # between two times of asking; 0 is once


def draw_assigning(couple: Couple) -> None:
    """What is asked for at present, and asking for more."""
    for key, said in couple.assignments:
        caption(said)
        st.button(words.caseload.WITHDRAW, key=f"withdraw-{key}", type="tertiary",
                  on_click=_withdraw, args=(couple.pages.couple, key))  # fmt: skip
    caption(words.caseload.ASSIGN_LEAD)
    # By id: what was read of a person is another thing at each drawing, and a choice of it would be lost.
    connected = {str(one.who.person): one for one in couple.pages.people if one.who.ended is None}
    who = st.selectbox(
        words.caseload.WHO,
        list(connected),
        index=None,
        key=WHO,
        format_func=lambda person_id: connected[person_id].who.nickname,
    )
    if who is not None:
        _draw_wish(couple, connected[who])


def draw_visits(couple: Couple) -> None:
    """Visits past and to come."""
    for day in couple.pages.visits:
        caption(words.caseload.visit_on(day))
        st.button(words.caseload.DROP_VISIT, key=f"drop-visit-{day}", type="tertiary",
                  on_click=_drop_visit, args=(couple.pages.couple, day))  # fmt: skip
    st.date_input(words.caseload.VISIT_DAY, value=None, key=VISIT, format="DD.MM.YYYY")
    st.button(words.caseload.ADD_VISIT, key="add-visit", on_click=_add_visit, args=(couple.pages.couple,))


def draw_notes(couple: Couple) -> None:
    """The therapist's own notes, sealed to them alone."""
    caption(words.caseload.NOTES_LEAD)
    _note_field(couple.pages.couple)
    st.button(words.caseload.KEEP_NOTE, key="keep-note", type="primary", on_click=_keep, args=(couple.pages.couple,))
    for note in couple.pages.notes:
        caption(words.weeks.day(note.day))
        st.text(note.text)
        st.button(words.caseload.DROP_NOTE, key=f"drop-{note.id}", type="tertiary",
                  on_click=_drop_note, args=(couple.pages.couple, note.id))  # fmt: skip


@st.fragment
def _note_field(couple: UUID) -> None:
    """Typing draws this alone anew, and not the charts above it."""
    if current_therapist() is None:
        st.rerun()
    draw_lines(_new_note(couple), words.caseload.NOTE_LABEL)


def _new_note(couple: UUID) -> TextField:
    return TextField("note", MAX_THERAPIST_NOTE, couple)


def _draw_wish(couple: Couple, who: PersonRecord) -> None:
    offered = [one.id for one in couple.session.catalogue.for_role(who.who.role)]
    titles = {one.id: one.title for one in couple.session.catalogue.for_role(who.who.role)}
    st.selectbox(
        words.caseload.WHICH,
        offered,
        index=None,
        key=WHICH,
        format_func=lambda questionnaire_id: titles[questionnaire_id],
    )
    st.date_input(words.caseload.DUE, value=couple.session.today, key=DUE, format="DD.MM.YYYY")
    draw_number_field(_every_field())
    args = (couple.pages.couple, who.who.person, tuple(offered))
    st.button(words.caseload.ASSIGN, key="assign", type="primary", on_click=_assign, args=args)


def _every_field() -> NumberField:
    return number_field(words.caseload.EVERY, _WEEKS, EVERY)


def _assign(couple: UUID, person: UUID, offered: tuple[str, ...]) -> None:
    which, due = st.session_state.get(WHICH), st.session_state.get(DUE)
    try:
        every = int(_every_field().read() or 0)
    except ValueError:
        set_message(words.form.NUMBER_FIRST)
        return
    if which not in offered or not isinstance(due, date):
        set_message(words.caseload.CHOOSE_FIRST)
        return
    wish = AssignmentRequest(person, which, Week.of(due), every or None)

    def change(session: TherapistSession) -> None:
        save_assignment(session.notebook, session.therapist, couple, wish, session.now)
        st.session_state[WHO] = None

    run_therapist_action(change, words.caseload.ASSIGNED_NOW)


def _withdraw(couple: UUID, key: UUID) -> None:
    def change(session: TherapistSession) -> None:
        taken = withdraw_assignment(session.notebook, session.therapist, couple, key)
        if taken is not None:
            offer_therapist_undo(words.undo.ASKING, ask_again, couple, taken)

    run_therapist_action(change)


def _add_visit(couple: UUID) -> None:
    day = st.session_state.get(VISIT)
    if not isinstance(day, date):
        return

    def change(session: TherapistSession) -> None:
        add_visit(session.notebook, session.therapist, couple, day)
        st.session_state[VISIT] = None

    run_therapist_action(change)


def _drop_visit(couple: UUID, day: date) -> None:
    def change(session: TherapistSession) -> None:
        delete_visit(session.notebook, session.therapist, couple, day)
        offer_therapist_undo(words.undo.VISIT, add_visit, couple, day)

    run_therapist_action(change)


def _keep(couple: UUID) -> None:
    field = _new_note(couple)
    text = field.text.strip()
    if text and run_therapist_action(
        lambda session: save_therapist_note(session.notebook, session.therapist, couple, _note(session, text))
    ):
        clear_fields(field)


def _note(session: TherapistSession, text: str) -> TherapistNote:
    return TherapistNote(new_id(session.now), session.today, text)


def _drop_note(couple: UUID, key: UUID) -> None:
    def change(session: TherapistSession) -> None:
        note = delete_therapist_note(session.notebook, session.therapist, couple, key)
        if note is not None:
            offer_therapist_undo(words.undo.NOTE, save_therapist_note, couple, note)

    run_therapist_action(change)
