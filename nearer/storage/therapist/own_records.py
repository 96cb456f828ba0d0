"""What a therapist keeps of a couple for themselves: notes, visits, texts not saved yet, and other sealed records.

A record is one body, sealed with a key that nobody else has.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import Row, select

from nearer.database.therapist_schema import case_records
from nearer.language.error_catalogue.notebook_errors import TherapistText
from nearer.privacy.associated_data import bind
from nearer.privacy.principal import Therapist
from nearer.privacy.seal import own_mac, seal_body
from nearer.sealed.entries import check_own, content_bytes, open_content
from nearer.sealed.therapist_authorisation import TherapistReader, TherapistWriter
from nearer.storage.couple.form_drafts import check_note
from nearer.storage.couple.text_drafts import TypedText, changed_texts
from nearer.storage.notebook import Notebook


@dataclass(frozen=True, slots=True)
class RecordId:
    """Which record it is: its couple, its kind, and which of that kind; None where a couple has only one."""

    couple: UUID
    kind: str
    of_several: UUID | None = None

    @property
    def key(self) -> UUID:
        """Its id in the table."""
        return self.of_several or uuid5(self.couple, self.kind)


def read_only_record(reader: TherapistReader, couple: UUID, kind: str) -> Any:
    """The content of a record of a kind that has one a couple, or None. EntryBroken when it was damaged."""
    return next((content for _row, content in read_records(reader, kind, couple_id=couple)), None)


def save_record(writer: TherapistWriter, record: RecordId, content: object) -> None:
    """Save the content, which JSON can hold, in place of what was there before."""
    delete_record(writer, record)
    row = {"couple_id": record.couple, "record_id": record.key, "kind": record.kind}
    whose = {"clinic_id": writer.therapist.clinic, "therapist_id": writer.therapist.id}
    associated_data = _bind_record(row | whose)
    sealed = seal_body(content_bytes(content), writer.own_key, associated_data)
    writer.insert(case_records, **row, mac=own_mac(writer.therapist.keys, associated_data + sealed), body=sealed)


def delete_record(writer: TherapistWriter, record: RecordId) -> None:
    """Delete a record; one that is gone already is no error."""
    writer.delete(case_records, couple_id=record.couple, kind=record.kind, record_id=record.key)


def read_records(reader: TherapistReader, *kinds: str, **values: object) -> Iterator[tuple[Row[Any], Any]]:
    """The therapist's own records of these kinds that have these values in their columns, each with its content."""
    own = select(case_records).where(reader.own(case_records, **values), case_records.c.kind.in_(kinds))
    for row in reader.execute(own):
        associated_data, damaged = _bind_record(row._mapping), TherapistText.RECORD_DAMAGED()
        check_own(reader.therapist, row, associated_data, damaged)
        yield row, open_content(row.body, reader.own_key, associated_data, damaged)


def _bind_record(row: Mapping[Any, Any]) -> bytes:
    columns = ("clinic_id", "couple_id", "therapist_id", "record_id", "kind")
    return bind("case", *(row[column] for column in columns))


NOTE_RECORD = "note"
TYPED_RECORD = "typed"
STATUS_RECORD = "status"
VISITS_RECORD = "visits"  # all days in one record, so that the file does not show how many there are


@dataclass(frozen=True, slots=True)
class TherapistNote:
    """A therapist's own note on a couple, which only that therapist can open."""

    id: UUID
    day: date
    text: str = field(repr=False)


def save_therapist_note(notebook: Notebook, therapist: Therapist, couple: UUID, note: TherapistNote) -> None:
    """Save a note under its id, in place of the one before. NotSaved for more than 2,000 characters."""
    check_note(note.text)
    with notebook.write_as_therapist(therapist) as writer:
        writer.read_couple(couple)
        content = {"day": note.day.isoformat(), "text": note.text}
        save_record(writer, RecordId(couple, NOTE_RECORD, note.id), content)


def delete_therapist_note(notebook: Notebook, therapist: Therapist, couple: UUID, key: UUID) -> TherapistNote | None:
    """Delete a note for good, and hand it over; None when it is gone already."""
    with notebook.write_as_therapist(therapist) as writer:
        writer.read_couple(couple)
        note = next((note for note in read_notes(writer, couple) if note.id == key), None)
        delete_record(writer, RecordId(couple, NOTE_RECORD, key))
    return note


def add_visit(notebook: Notebook, therapist: Therapist, couple: UUID, day: date) -> None:
    """Add the day of a visit, past or to come; the same day again changes nothing."""
    with notebook.write_as_therapist(therapist) as writer:
        writer.read_couple(couple)
        _put_visits(writer, couple, {*read_visits(writer, couple), day})


def delete_visit(notebook: Notebook, therapist: Therapist, couple: UUID, day: date) -> date:
    """Delete the day of a visit, and hand it over; one that is not there is no error."""
    with notebook.write_as_therapist(therapist) as writer:
        writer.read_couple(couple)
        _put_visits(writer, couple, {*read_visits(writer, couple)} - {day})
    return day


def read_notes(reader: TherapistReader, couple: UUID) -> tuple[TherapistNote, ...]:
    """The therapist's notes on one couple, the newest day first."""
    records = read_records(reader, NOTE_RECORD, couple_id=couple)
    notes = [TherapistNote(row.record_id, date.fromisoformat(note["day"]), note["text"]) for row, note in records]
    return tuple(sorted(notes, key=lambda note: (note.day, note.id), reverse=True))


def read_visits(reader: TherapistReader, couple: UUID) -> tuple[date, ...]:
    """The days on which the therapist saw or will see this couple, in order."""
    return _parse_days(read_only_record(reader, couple, VISITS_RECORD))


@dataclass(frozen=True, slots=True)
class CaseloadRecords:
    """By couple: the days of visits, in order, and what is noted as its status, as `status_of` reads it."""

    visits: Mapping[UUID, tuple[date, ...]]
    statuses: Mapping[UUID, Mapping[str, Any]] = field(repr=False)


def read_caseload_records(reader: TherapistReader) -> CaseloadRecords:
    """The records of every couple; one that has none of a kind is not in it."""
    visits, statuses = {}, {}
    for row, content in read_records(reader, VISITS_RECORD, STATUS_RECORD):
        if row.kind == VISITS_RECORD:
            visits[row.couple_id] = _parse_days(content)
        else:
            statuses[row.couple_id] = content
    return CaseloadRecords(visits, statuses)


def _put_visits(writer: TherapistWriter, couple: UUID, days: set[date]) -> None:
    save_record(writer, RecordId(couple, VISITS_RECORD), [day.isoformat() for day in sorted(days)])


def _parse_days(record: Any) -> tuple[date, ...]:
    return tuple(date.fromisoformat(day) for day in record or ())


def save_note_draft(notebook: Notebook, therapist: Therapist, couple: UUID, text: TypedText) -> None:
    """Save a text that is not saved as a note yet, in place of the one in its field; an empty text deletes it.

    NotSaved when it is too long or there are too many; DraftChangedElsewhere as for a person's unsent texts.
    """
    with notebook.write_as_therapist(therapist) as writer:
        writer.read_couple(couple)
        after = changed_texts(lambda: read_only_record(writer, couple, TYPED_RECORD), text)
        if after:
            save_record(writer, RecordId(couple, TYPED_RECORD), after)
        elif after is not None:
            delete_record(writer, RecordId(couple, TYPED_RECORD))


def read_note_drafts(notebook: Notebook, therapist: Therapist, couple: UUID) -> Mapping[str, str]:
    """Each unsaved text by the id of its field. EntryBroken when they were damaged."""
    with notebook.read_as_therapist(therapist) as reader:
        reader.read_couple(couple)
        texts: dict[str, str] = read_only_record(reader, couple, TYPED_RECORD) or {}
    return texts
