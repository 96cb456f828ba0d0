"""What a therapist keeps of a couple for themselves: notes, what is typed and not kept yet, and visits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from nearer.privacy.principal import Therapist
from nearer.storage.couple.drafts import check_note
from nearer.storage.couple.text_drafts import TypedText, changed_texts
from nearer.storage.notebook import Notebook
from nearer.storage.therapist.authorisation import TherapistReader, TherapistWriter
from nearer.storage.therapist.sealed_records import (
    RecordPlace,
    drop_record,
    read_every_record,
    read_only_record,
    read_records,
    save_record,
)

NOTE_RECORD = "note"
TYPED_RECORD = "typed"
VISITS_RECORD = "visits"  # all days in one record, so that the file does not show how many there are


@dataclass(frozen=True, slots=True)
class TherapistNote:
    """A therapist's own note on a couple, which only that therapist can open."""

    id: UUID
    day: date
    text: str = field(repr=False)


def save_therapist_note(notebook: Notebook, therapist: Therapist, couple: UUID, note: TherapistNote) -> None:
    """Keep a note under its id, in place of the one before. NotSaved for more than 2,000 characters."""
    check_note(note.text)
    with notebook.write_as_therapist(therapist) as writer:
        writer.read_couple(couple)
        content = {"day": note.day.isoformat(), "text": note.text}
        save_record(writer, RecordPlace(couple, NOTE_RECORD, note.id), content)


def delete_therapist_note(notebook: Notebook, therapist: Therapist, couple: UUID, key: UUID) -> TherapistNote | None:
    """Delete a note for good, and hand it over; None when it is gone already."""
    with notebook.write_as_therapist(therapist) as writer:
        writer.read_couple(couple)
        note = next((note for note in read_notes(writer, couple) if note.id == key), None)
        drop_record(writer, RecordPlace(couple, NOTE_RECORD, key))
    return note


def add_visit(notebook: Notebook, therapist: Therapist, couple: UUID, day: date) -> None:
    """Note a visit, past or to come; the same day again changes nothing."""
    with notebook.write_as_therapist(therapist) as writer:
        writer.read_couple(couple)
        _put_visits(writer, couple, {*read_visits(writer, couple), day})


def delete_visit(notebook: Notebook, therapist: Therapist, couple: UUID, day: date) -> None:
    """Take a visit out again."""
    with notebook.write_as_therapist(therapist) as writer:
        writer.read_couple(couple)
        _put_visits(writer, couple, {*read_visits(writer, couple)} - {day})


def read_notes(reader: TherapistReader, couple: UUID) -> tuple[TherapistNote, ...]:
    """The therapist's notes on one couple, the newest day first."""
    records = read_records(reader, couple, NOTE_RECORD).items()
    notes = [TherapistNote(key, date.fromisoformat(record["day"]), record["text"]) for key, record in records]
    return tuple(sorted(notes, key=lambda note: (note.day, note.id), reverse=True))


def read_visits(reader: TherapistReader, couple: UUID) -> tuple[date, ...]:
    return _days(read_only_record(reader, couple, VISITS_RECORD))


def read_every_visit(reader: TherapistReader) -> dict[UUID, tuple[date, ...]]:
    """The visits of every couple, by day."""
    return {couple: _days(record) for couple, record in read_every_record(reader, VISITS_RECORD).items()}


def _put_visits(writer: TherapistWriter, couple: UUID, days: set[date]) -> None:
    save_record(writer, RecordPlace(couple, VISITS_RECORD), [day.isoformat() for day in sorted(days)])


def _days(record: Any) -> tuple[date, ...]:
    return tuple(date.fromisoformat(day) for day in record or ())


def save_note_draft(notebook: Notebook, therapist: Therapist, couple: UUID, text: TypedText) -> None:
    """Keep it in the place of what stood in that field before; an empty text deletes it.

    NotSaved says what is too much.
    """
    with notebook.write_as_therapist(therapist) as writer:
        writer.read_couple(couple)
        after = changed_texts(lambda: read_only_record(writer, couple, TYPED_RECORD), text)
        if after:
            save_record(writer, RecordPlace(couple, TYPED_RECORD), after)
        elif after is not None:
            drop_record(writer, RecordPlace(couple, TYPED_RECORD))


def note_drafts(notebook: Notebook, therapist: Therapist, couple: UUID) -> Mapping[str, str]:
    """Each field's text by its place. EntryBroken when they were damaged."""
    with notebook.read_as_therapist(therapist) as reader:
        reader.read_couple(couple)
        texts: dict[str, str] = read_only_record(reader, couple, TYPED_RECORD) or {}
    return texts
