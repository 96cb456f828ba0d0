"""What a therapist does on a couple's page: note a visit, keep a note; and every section there is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from uuid import UUID

import streamlit as st

from nearer.caseload.couple import Couple
from nearer.caseload.visit_notes import NOTES_TO_SEARCH, note_days, notes_with
from nearer.database.schema import new_id
from nearer.session.actions import run_therapist_action, set_message
from nearer.session.text_drafts import TextField, clear_fields, draw_lines, save_draft_of
from nearer.session.therapist import current_therapist
from nearer.session.undo import delete_with_undo
from nearer.session.values import TherapistSession
from nearer.storage.therapist.own_records import (
    TherapistNote,
    add_visit,
    delete_therapist_note,
    delete_visit,
    save_therapist_note,
)
from nearer.therapist_screens.assigning import draw_assigning
from nearer.therapist_screens.hand_over import draw_hand_over, handed_notes_of
from nearer.therapist_screens.paper_totals import draw_totals
from nearer.views import text as words
from nearer.views.layout.frame import caption
from nearer.views.layout.lists import choose_one, line_with_act

VISIT, NOTE_DAY, MAX_THERAPIST_NOTE = "visit-day", "note-day", 2000


def draw_visits(couple: Couple) -> None:
    """Visits past and to come."""
    key = couple.record.couple
    for day in couple.record.visits:
        delete = partial(_delete_visit, key, day)
        line_with_act(words.couple_records.visit_on(day), words.couple_records.DROP_VISIT, f"drop-visit-{day}", delete)
    st.date_input(words.couple_records.VISIT_DAY, value=None, key=VISIT, format="DD.MM.YYYY")
    st.button(words.couple_records.ADD_VISIT, key="add-visit", on_click=partial(_add_visit, key))


def draw_notes(couple: Couple) -> None:
    """The therapist's own notes, sealed to them alone."""
    key, notes = couple.record.couple, couple.record.notes
    caption(words.couple_records.NOTES_LEAD)
    if days := note_days(couple):
        choose_one(words.couple_records.NOTE_VISIT, days, NOTE_DAY)
    _note_field(key)
    with st.container(horizontal=True):
        st.button(words.couple_records.KEEP_NOTE, key="keep-note", type="primary", on_click=partial(_save_note, key))
        st.button(
            words.couple_records.TEMPLATE,
            key="note-template",
            on_click=partial(_fill_note, key, words.couple_records.TEMPLATE_TEXT),
        )
    if len(notes) >= NOTES_TO_SEARCH:
        notes = notes_with(
            notes, st.text_input(words.couple_records.SEARCH_NOTES, key="note-search", autocomplete="off")
        )
    for note in notes:
        caption(words.weeks.day(note.day))
        st.text(note.text)
        with st.container(horizontal=True):
            edit, delete = partial(_edit_note, key, note), partial(_delete_note, key, note.id)
            st.button(words.couple_records.EDIT_NOTE, key=f"edit-{note.id}", type="tertiary", on_click=edit)
            st.button(words.couple_records.DROP_NOTE, key=f"drop-{note.id}", type="tertiary", on_click=delete)


@st.fragment
def _note_field(couple: UUID) -> None:
    """Typing draws this alone anew, and not the charts above it."""
    if current_therapist() is None:
        st.rerun()
    draw_lines(_new_note(couple), words.couple_records.NOTE_LABEL)


def _new_note(couple: UUID) -> TextField:
    return TextField("note", MAX_THERAPIST_NOTE, couple)


def _add_visit(couple: UUID) -> None:
    day = st.session_state.get(VISIT)
    if not isinstance(day, date):
        set_message(words.couple_records.DAY_FIRST)
        return

    def change(session: TherapistSession) -> None:
        add_visit(session.notebook, session.therapist, couple, day)
        st.session_state[VISIT] = None

    run_therapist_action(change)


def _delete_visit(couple: UUID, day: date) -> None:
    delete_with_undo(words.undo.VISIT, delete_visit, add_visit, couple, day)


def _save_note(couple: UUID) -> None:
    field = _new_note(couple)
    text = field.text.strip()
    if not text:
        set_message(words.couple_records.NOTE_FIRST)
    elif run_therapist_action(
        lambda session: save_therapist_note(
            session.notebook, session.therapist, couple, _note_to_save(session, couple, text)
        )
    ):
        st.session_state.pop(_edited_key(couple), None)
        st.session_state[NOTE_DAY] = None
        clear_fields(field)


def _note_to_save(session: TherapistSession, couple: UUID, text: str) -> TherapistNote:
    """The note that is being edited, else a new one; of the visit that is chosen, else of its own day or today."""
    edited: TherapistNote | None = st.session_state.get(_edited_key(couple))
    day_text = st.session_state.get(NOTE_DAY)
    day = date.fromisoformat(day_text) if day_text else edited.day if edited else session.today
    return TherapistNote(edited.id if edited else new_id(session.now), day, text)


def _edit_note(couple: UUID, note: TherapistNote) -> None:
    """Its text goes back into the field; what stood there is kept before it."""
    st.session_state[_edited_key(couple)] = note
    _fill_note(couple, note.text)


def _fill_note(couple: UUID, text: str) -> None:
    field = _new_note(couple)
    st.session_state[field.key] = "\n".join(filter(None, (field.text.strip(), text)))[:MAX_THERAPIST_NOTE]
    save_draft_of(field, field.text)


def _edited_key(couple: UUID) -> str:
    return f"note-edited-{couple}"


def _delete_note(couple: UUID, key: UUID) -> None:
    delete_with_undo(words.undo.NOTE, delete_therapist_note, save_therapist_note, couple, key)


def couple_sections(couple: Couple) -> tuple[tuple[str, Callable[[Couple], None]], ...]:
    """What a therapist does on a couple's page, in this order, each with its heading.

    Who ended it is asked for nothing, and handed over to nobody; what came with them stays.
    """
    asking = ((words.assigning.TITLE, draw_assigning),) if couple.connected else ()
    handing = ((words.hand_over.HEADING, draw_hand_over),) if couple.connected or handed_notes_of(couple) else ()
    return (
        (words.couple_records.NOTES, draw_notes),
        (words.couple_records.VISITS, draw_visits),
        *asking,
        (words.paper_totals.TITLE, draw_totals),
        *handing,
    )
