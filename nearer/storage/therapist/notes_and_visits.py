"""What a therapist keeps of a couple for themselves: notes and visits, sealed with a key that nobody else has."""

from __future__ import annotations

import json
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, bindparam, select

from nearer.language.error_catalogue.notebook_errors import TherapistText
from nearer.privacy.principal import Therapist
from nearer.privacy.seal import SealBroken, open_body, seal_body
from nearer.storage.couple.drafts import check_note
from nearer.storage.database.engines import writing
from nearer.storage.errors import EntryBroken
from nearer.storage.notebook import Notebook
from nearer.storage.sealed.entries import as_bytes
from nearer.storage.therapist.authorisation import find_therapist, open_own_key, read_connected_couple, therapist_values
from nearer.storage.therapist.case_records import TherapistNote
from nearer.storage.therapist.schema import case_records

NOTE_RECORD = "note"
VISITS_RECORD = "visits"

_own = (case_records.c.clinic_id == bindparam("clinic"), case_records.c.therapist_id == bindparam("person"))
_couple = case_records.c.couple_id == bindparam("couple")
_kind = case_records.c.kind == bindparam("of_kind")
_ALL = select(case_records).where(*_own, _kind)
OF_COUPLE = _ALL.where(_couple)
_DROP = case_records.delete().where(*_own, _couple, _kind, case_records.c.record_id == bindparam("key"))


def save_therapist_note(notebook: Notebook, therapist: Therapist, couple: UUID, note: TherapistNote) -> None:
    """Keep a note under its id, in place of the one before. NotSaved for more than 2,000 characters."""
    check_note(note.text)
    with writing(notebook.engine) as connection:
        key = asking_about(connection, therapist, couple)
        content = {"day": note.day.isoformat(), "text": note.text}
        save_record(connection, record_row(therapist, couple, NOTE_RECORD, note.id), key, content)


def delete_therapist_note(notebook: Notebook, therapist: Therapist, couple: UUID, key: UUID) -> TherapistNote | None:
    """Delete a note for good, and hand it over; None when it is gone already."""
    with writing(notebook.engine) as connection:
        own = asking_about(connection, therapist, couple)
        note = next((note for note in read_notes(connection, therapist, couple, own) if note.id == key), None)
        drop_record(connection, record_row(therapist, couple, NOTE_RECORD, key))
    return note


def add_visit(notebook: Notebook, therapist: Therapist, couple: UUID, day: date) -> None:
    """Note a visit, past or to come; the same day again changes nothing."""
    with writing(notebook.engine) as connection:
        key = asking_about(connection, therapist, couple)
        _put_visits(connection, therapist, couple, {*read_visits(connection, therapist, couple, key), day})


def delete_visit(notebook: Notebook, therapist: Therapist, couple: UUID, day: date) -> None:
    """Take a visit out again."""
    with writing(notebook.engine) as connection:
        key = asking_about(connection, therapist, couple)
        _put_visits(connection, therapist, couple, {*read_visits(connection, therapist, couple, key)} - {day})


def read_notes(connection: Connection, therapist: Therapist, couple: UUID, key: bytes) -> tuple[TherapistNote, ...]:
    """The therapist's notes on one couple, the newest day first."""
    where = therapist_values(therapist) | {"couple": couple, "of_kind": NOTE_RECORD}
    opened = [(row.record_id, open_record(row, key)) for row in connection.execute(OF_COUPLE, where)]
    notes = [TherapistNote(key, date.fromisoformat(one["day"]), one["text"]) for key, one in opened]
    return tuple(sorted(notes, key=lambda note: (note.day, note.id), reverse=True))


def read_visits(connection: Connection, therapist: Therapist, couple: UUID, key: bytes) -> tuple[date, ...]:
    where = therapist_values(therapist) | {"couple": couple, "of_kind": VISITS_RECORD}
    return _days(connection.execute(OF_COUPLE, where).one_or_none(), key)


def read_every_visit(connection: Connection, therapist: Therapist, key: bytes) -> dict[UUID, tuple[date, ...]]:
    """The visits of every couple, by day."""
    where = therapist_values(therapist) | {"of_kind": VISITS_RECORD}
    return {row.couple_id: _days(row, key) for row in connection.execute(_ALL, where)}


def asking_about(connection: Connection, therapist: Therapist, couple: UUID) -> bytes:
    """The therapist's own key, once it is certain that the couple is one of theirs."""
    me = find_therapist(connection, therapist)
    read_connected_couple(connection, therapist, couple)
    return open_own_key(therapist, me)


def _put_visits(connection: Connection, therapist: Therapist, couple: UUID, days: set[date]) -> None:
    """All days lie in one record, whose id is the couple's, so that the file does not show how many there are."""
    key = therapist.drawer_keys[therapist.therapist]
    save_record(
        connection, record_row(therapist, couple, VISITS_RECORD, couple), key, [day.isoformat() for day in sorted(days)]
    )


def save_record(connection: Connection, row: dict[str, Any], key: bytes, content: object) -> None:
    drop_record(connection, row)
    connection.execute(case_records.insert(), row | {"body": seal_body(as_bytes(content), key, _about(row))})


def drop_record(connection: Connection, row: dict[str, Any]) -> None:
    connection.execute(_DROP, _where(row))


def record_row(therapist: Therapist, couple: UUID, kind: str, key: UUID) -> dict[str, Any]:
    ours = {"clinic_id": therapist.clinic, "couple_id": couple, "therapist_id": therapist.therapist}
    return ours | {"record_id": key, "kind": kind}


def _where(row: dict[str, Any]) -> dict[str, Any]:
    values = {"clinic": row["clinic_id"], "person": row["therapist_id"], "couple": row["couple_id"]}
    return values | {"of_kind": row["kind"], "key": row["record_id"]}


def _days(row: Row[Any] | None, key: bytes) -> tuple[date, ...]:
    return () if row is None else tuple(date.fromisoformat(day) for day in open_record(row, key))


def open_record(row: Row[Any], key: bytes) -> Any:
    try:
        return json.loads(open_body(row.body, key, _about(dict(row._mapping))))
    except SealBroken:
        raise EntryBroken(TherapistText.RECORD_DAMAGED) from None


def _about(row: dict[str, Any]) -> bytes:
    places = ("clinic_id", "couple_id", "therapist_id", "record_id", "kind")
    return "|".join(("case", *(str(row[place]) for place in places))).encode()
