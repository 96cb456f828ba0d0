"""What a therapist keeps of a couple for themselves: notes and visits, sealed with a key that nobody else has."""

from __future__ import annotations

import json
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, bindparam, select

from nearer import privacy
from nearer.privacy import SealBroken, Therapist
from nearer.storage.connections import writing
from nearer.storage.drafts import check_note
from nearer.storage.entries import as_bytes
from nearer.storage.errors import EntryBroken
from nearer.storage.notebook import Notebook
from nearer.storage.therapists.asking import both_of, find_therapist, own_key, therapist_asked
from nearer.storage.therapists.shapes import TherapistNote
from nearer.storage.therapists.tables import case_records

NOTE = "note"
VISITS = "visits"

_own = (case_records.c.clinic_id == bindparam("clinic"), case_records.c.therapist_id == bindparam("person"))
_couple = case_records.c.couple_id == bindparam("couple")
_kind = case_records.c.kind == bindparam("of_kind")
_ALL = select(case_records).where(*_own, _kind)
OF_COUPLE = _ALL.where(_couple)
_DROP = case_records.delete().where(*_own, _couple, _kind, case_records.c.record_id == bindparam("key"))


def keep_therapist_note(notebook: Notebook, therapist: Therapist, couple: UUID, note: TherapistNote) -> None:
    """Keep a note under its id, in place of the one before. NotSaved for more than 2,000 characters."""
    check_note(note.text)
    with writing(notebook.engine) as connection:
        key = asking_about(connection, therapist, couple)
        content = {"day": note.day.isoformat(), "text": note.text}
        put_record(connection, record_row(therapist, couple, NOTE, note.id), key, content)


def drop_therapist_note(notebook: Notebook, therapist: Therapist, couple: UUID, key: UUID) -> TherapistNote | None:
    """Delete a note for good, and hand it over; None when it is gone already."""
    with writing(notebook.engine) as connection:
        own = asking_about(connection, therapist, couple)
        note = next((note for note in notes_of(connection, therapist, couple, own) if note.id == key), None)
        drop_record(connection, record_row(therapist, couple, NOTE, key))
    return note


def add_visit(notebook: Notebook, therapist: Therapist, couple: UUID, day: date) -> None:
    """Note a visit, past or to come; the same day again changes nothing."""
    with writing(notebook.engine) as connection:
        key = asking_about(connection, therapist, couple)
        _put_visits(connection, therapist, couple, {*visits_of(connection, therapist, couple, key), day})


def drop_visit(notebook: Notebook, therapist: Therapist, couple: UUID, day: date) -> None:
    """Take a visit out again."""
    with writing(notebook.engine) as connection:
        key = asking_about(connection, therapist, couple)
        _put_visits(connection, therapist, couple, {*visits_of(connection, therapist, couple, key)} - {day})


def notes_of(connection: Connection, therapist: Therapist, couple: UUID, key: bytes) -> tuple[TherapistNote, ...]:
    """The therapist's notes on one couple, the newest day first."""
    where = therapist_asked(therapist) | {"couple": couple, "of_kind": NOTE}
    opened = [(row.record_id, open_record(row, key)) for row in connection.execute(OF_COUPLE, where)]
    notes = [TherapistNote(key, date.fromisoformat(one["day"]), one["text"]) for key, one in opened]
    return tuple(sorted(notes, key=lambda note: (note.day, note.id), reverse=True))


def visits_of(connection: Connection, therapist: Therapist, couple: UUID, key: bytes) -> tuple[date, ...]:
    where = therapist_asked(therapist) | {"couple": couple, "of_kind": VISITS}
    return _days(connection.execute(OF_COUPLE, where).one_or_none(), key)


def every_visit(connection: Connection, therapist: Therapist, key: bytes) -> dict[UUID, tuple[date, ...]]:
    """The visits of every couple, by day."""
    where = therapist_asked(therapist) | {"of_kind": VISITS}
    return {row.couple_id: _days(row, key) for row in connection.execute(_ALL, where)}


def asking_about(connection: Connection, therapist: Therapist, couple: UUID) -> bytes:
    """The therapist's own key, once it is certain that the couple is one of theirs."""
    me = find_therapist(connection, therapist)
    both_of(connection, therapist, couple)
    return own_key(therapist, me)


def _put_visits(connection: Connection, therapist: Therapist, couple: UUID, days: set[date]) -> None:
    """All days lie in one record, whose id is the couple's, so that the file does not show how many there are."""
    key = therapist.drawer_keys[therapist.therapist]
    put_record(
        connection, record_row(therapist, couple, VISITS, couple), key, [day.isoformat() for day in sorted(days)]
    )


def put_record(connection: Connection, row: dict[str, Any], key: bytes, content: object) -> None:
    drop_record(connection, row)
    connection.execute(case_records.insert(), row | {"body": privacy.seal_body(as_bytes(content), key, _about(row))})


def drop_record(connection: Connection, row: dict[str, Any]) -> None:
    connection.execute(_DROP, _where(row))


def record_row(therapist: Therapist, couple: UUID, kind: str, key: UUID) -> dict[str, Any]:
    ours = {"clinic_id": therapist.clinic, "couple_id": couple, "therapist_id": therapist.therapist}
    return ours | {"record_id": key, "kind": kind}


def _where(row: dict[str, Any]) -> dict[str, Any]:
    asked = {"clinic": row["clinic_id"], "person": row["therapist_id"], "couple": row["couple_id"]}
    return asked | {"of_kind": row["kind"], "key": row["record_id"]}


def _days(row: Row[Any] | None, key: bytes) -> tuple[date, ...]:
    return () if row is None else tuple(date.fromisoformat(day) for day in open_record(row, key))


def open_record(row: Row[Any], key: bytes) -> Any:
    try:
        return json.loads(privacy.open_body(row.body, key, _about(dict(row._mapping))))
    except SealBroken:
        raise EntryBroken("One of your own records does not pass its seal check. Please put back a copy.") from None


def _about(row: dict[str, Any]) -> bytes:
    places = ("clinic_id", "couple_id", "therapist_id", "record_id", "kind")
    return "|".join(("case", *(str(row[place]) for place in places))).encode()
