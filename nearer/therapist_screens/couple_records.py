"""What a therapist does on a couple's page: ask for a questionnaire, note a visit, keep a note."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial
from uuid import UUID

import streamlit as st

from nearer.board.visit_notes import NOTES_TO_SEARCH, note_days, notes_with
from nearer.database.schema import new_id
from nearer.domain.typed_numbers import NumberRule
from nearer.domain.weeks import Week
from nearer.form_widgets.number_widgets import NumberField, draw_number_field, number_field
from nearer.presenters.couple import Couple
from nearer.session.actions import run_therapist_action, set_message
from nearer.session.text_drafts import TextField, clear_fields, draw_lines, save_draft_of
from nearer.session.therapist import current_therapist
from nearer.session.undo import offer_therapist_undo
from nearer.session.values import TherapistSession
from nearer.storage.therapist.assignments import AssignmentRequest, ask_again, save_assignment, withdraw_assignment
from nearer.storage.therapist.caseload import PersonRecord
from nearer.storage.therapist.own_records import (
    TherapistNote,
    add_visit,
    delete_therapist_note,
    delete_visit,
    save_therapist_note,
)
from nearer.therapist_screens.paper_totals import draw_totals
from nearer.views import text as words
from nearer.views.layout.frame import caption
from nearer.views.layout.lists import choose_one, line_with_act

WHO, WHICH, DUE, EVERY = "assign-who", "assign-which", "assign-due", "assign-every"
VISIT, NOTE_DAY, MAX_THERAPIST_NOTE = "visit-day", "note-day", 2000
_WEEKS = NumberRule(whole=True, low=Decimal(0), high=Decimal(52))  # between two times of asking; 0 is once


def draw_assigning(couple: Couple) -> None:
    """What is asked for at present, and asking for more."""
    key = couple.record.couple
    for assignment, sentence in couple.assignments:
        withdraw = partial(_withdraw, key, assignment)
        line_with_act(sentence, words.caseload.WITHDRAW, f"withdraw-{assignment}", withdraw)
    caption(words.caseload.ASSIGN_LEAD)
    # By id: what was read of a person is another thing at each drawing, and a choice of it would be lost.
    connected = {str(person.who.person): person for person in couple.record.people if person.who.ended is None}
    names = {person: record.who.nickname for person, record in connected.items()}
    who = choose_one(words.caseload.WHO, names, WHO)
    if who is not None:
        _draw_asking(couple, connected[who])


def draw_visits(couple: Couple) -> None:
    """Visits past and to come."""
    key = couple.record.couple
    for day in couple.record.visits:
        delete = partial(_delete_visit, key, day)
        line_with_act(words.caseload.visit_on(day), words.caseload.DROP_VISIT, f"drop-visit-{day}", delete)
    st.date_input(words.caseload.VISIT_DAY, value=None, key=VISIT, format="DD.MM.YYYY")
    st.button(words.caseload.ADD_VISIT, key="add-visit", on_click=partial(_add_visit, key))


def draw_notes(couple: Couple) -> None:
    """The therapist's own notes, sealed to them alone."""
    key, notes = couple.record.couple, couple.record.notes
    caption(words.caseload.NOTES_LEAD)
    choose_one(words.couple.NOTE_VISIT, note_days(couple), NOTE_DAY)
    _note_field(key)
    with st.container(horizontal=True):
        st.button(words.caseload.KEEP_NOTE, key="keep-note", type="primary", on_click=partial(_save_note, key))
        st.button(
            words.couple.TEMPLATE, key="note-template", on_click=partial(_fill_note, key, words.couple.TEMPLATE_TEXT)
        )
    if len(notes) >= NOTES_TO_SEARCH:
        notes = notes_with(notes, st.text_input(words.couple.SEARCH_NOTES, key="note-search", autocomplete="off"))
    for note in notes:
        caption(words.weeks.day(note.day))
        st.text(note.text)
        with st.container(horizontal=True):
            edit, delete = partial(_edit_note, key, note), partial(_delete_note, key, note.id)
            st.button(words.couple.EDIT_NOTE, key=f"edit-{note.id}", type="tertiary", on_click=edit)
            st.button(words.caseload.DROP_NOTE, key=f"drop-{note.id}", type="tertiary", on_click=delete)


@st.fragment
def _note_field(couple: UUID) -> None:
    """Typing draws this alone anew, and not the charts above it."""
    if current_therapist() is None:
        st.rerun()
    draw_lines(_new_note(couple), words.caseload.NOTE_LABEL)


def _new_note(couple: UUID) -> TextField:
    return TextField("note", MAX_THERAPIST_NOTE, couple)


def _draw_asking(couple: Couple, person: PersonRecord) -> None:
    titles = {
        questionnaire.id: questionnaire.title for questionnaire in couple.session.catalogue.for_role(person.who.role)
    }
    choose_one(words.caseload.WHICH, titles, WHICH)
    st.date_input(words.caseload.DUE, value=couple.session.today, key=DUE, format="DD.MM.YYYY")
    draw_number_field(_every_field())
    assign = partial(_assign, couple.record.couple, person.who.person, tuple(titles))
    st.button(words.caseload.ASSIGN, key="assign", type="primary", on_click=assign)


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
        withdrawn = withdraw_assignment(session.notebook, session.therapist, couple, key)
        if withdrawn is not None:
            offer_therapist_undo(words.undo.ASKING, ask_again, couple, withdrawn)

    run_therapist_action(change)


def _add_visit(couple: UUID) -> None:
    day = st.session_state.get(VISIT)
    if not isinstance(day, date):
        return

    def change(session: TherapistSession) -> None:
        add_visit(session.notebook, session.therapist, couple, day)
        st.session_state[VISIT] = None

    run_therapist_action(change)


def _delete_visit(couple: UUID, day: date) -> None:
    def change(session: TherapistSession) -> None:
        delete_visit(session.notebook, session.therapist, couple, day)
        offer_therapist_undo(words.undo.VISIT, add_visit, couple, day)

    run_therapist_action(change)


def _save_note(couple: UUID) -> None:
    field = _new_note(couple)
    text = field.text.strip()
    if text and run_therapist_action(
        lambda session: save_therapist_note(session.notebook, session.therapist, couple, _note(session, couple, text))
    ):
        st.session_state.pop(_edited(couple), None)
        st.session_state[NOTE_DAY] = None
        clear_fields(field)


def _note(session: TherapistSession, couple: UUID, text: str) -> TherapistNote:
    """The note that is being edited, else a new one; of the visit that is chosen, else of its own day or today."""
    edited: TherapistNote | None = st.session_state.get(_edited(couple))
    chosen = st.session_state.get(NOTE_DAY)
    day = date.fromisoformat(chosen) if chosen else edited.day if edited else session.today
    return TherapistNote(edited.id if edited else new_id(session.now), day, text)


def _edit_note(couple: UUID, note: TherapistNote) -> None:
    """Its text goes back into the field; what stood there is kept before it."""
    st.session_state[_edited(couple)] = note
    _fill_note(couple, note.text)


def _fill_note(couple: UUID, text: str) -> None:
    field = _new_note(couple)
    st.session_state[field.key] = "\n".join(filter(None, (field.text.strip(), text)))[:MAX_THERAPIST_NOTE]
    save_draft_of(field, field.text)


def _edited(couple: UUID) -> str:
    return f"note-edited-{couple}"


def _delete_note(couple: UUID, key: UUID) -> None:
    def change(session: TherapistSession) -> None:
        note = delete_therapist_note(session.notebook, session.therapist, couple, key)
        if note is not None:
            offer_therapist_undo(words.undo.NOTE, save_therapist_note, couple, note)

    run_therapist_action(change)


def couple_parts() -> tuple[tuple[str, Callable[[Couple], None]], ...]:
    """What a therapist does on a couple's page, in this order, each with its heading."""
    return (
        (words.caseload.NOTES, draw_notes),
        (words.caseload.VISITS, draw_visits),
        (words.caseload.ASSIGNED, draw_assigning),
        (words.caseload.TOTALS, draw_totals),
    )
