"""Totals that a therapist types in, of instruments that may not be shown here: sealed as their own notes are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import Connection

from nearer.language.error_catalogue.notebook_errors import TherapistText
from nearer.privacy.principal import Therapist
from nearer.storage.database.engines import reading, writing
from nearer.storage.errors import NotFound, NotSaved
from nearer.storage.notebook import Notebook
from nearer.storage.therapist.authorisation import read_connected_couple, therapist_values
from nearer.storage.therapist.notes_and_visits import OF_COUPLE, asking_about, open_record, record_row, save_record

TOTALS_RECORD = "totals"
MAX_TOTALS = 500


@dataclass(frozen=True, slots=True)
class Total:
    """One total of one person on one day; `instrument` as the registry calls it."""

    person: UUID
    instrument: str
    day: date
    value: Decimal = field(repr=False)

    @property
    def about(self) -> tuple[UUID, str, date]:
        return self.person, self.instrument, self.day


def save_total(notebook: Notebook, therapist: Therapist, couple: UUID, total: Total) -> None:
    """Keep it in place of another one of that day. NotFound for anybody who never connected."""
    with writing(notebook.engine) as connection:
        asking_about(connection, therapist, couple)
        if total.person not in read_connected_couple(connection, therapist, couple):
            raise NotFound
        others = [one for one in _totals(connection, therapist, couple) if one.about != total.about]
        if len(others) >= MAX_TOTALS:
            raise NotSaved(TherapistText.TOO_MANY_TOTALS, most=MAX_TOTALS)
        _put(connection, therapist, couple, [*others, total])


def delete_total(notebook: Notebook, therapist: Therapist, couple: UUID, total: Total) -> None:
    """Delete it for good; one that is gone already is no error."""
    with writing(notebook.engine) as connection:
        asking_about(connection, therapist, couple)
        left = [one for one in _totals(connection, therapist, couple) if one.about != total.about]
        _put(connection, therapist, couple, left)


def read_totals(notebook: Notebook, therapist: Therapist, couple: UUID) -> tuple[Total, ...]:
    """Every one of this couple, by instrument and day."""
    with reading(notebook.engine) as connection:
        asking_about(connection, therapist, couple)
        totals = _totals(connection, therapist, couple)
    return tuple(sorted(totals, key=lambda total: (total.instrument, total.day, total.person)))


def _totals(connection: Connection, therapist: Therapist, couple: UUID) -> list[Total]:
    where = therapist_values(therapist) | {"couple": couple, "of_kind": TOTALS_RECORD}
    row = connection.execute(OF_COUPLE, where).one_or_none()
    key = therapist.drawer_keys[therapist.therapist]
    return [] if row is None else [_total(one) for one in open_record(row, key)]


def _total(record: dict[str, Any]) -> Total:
    return Total(
        UUID(record["person"]), record["instrument"], date.fromisoformat(record["day"]), Decimal(record["value"])
    )


def _put(connection: Connection, therapist: Therapist, couple: UUID, totals: Iterable[Total]) -> None:
    """All of them lie in one record, so that the file does not show how many there are."""
    content = [
        {"person": str(one.person), "instrument": one.instrument, "day": one.day.isoformat(), "value": str(one.value)}
        for one in totals
    ]
    key = therapist.drawer_keys[therapist.therapist]
    save_record(connection, record_row(therapist, couple, TOTALS_RECORD, uuid5(couple, TOTALS_RECORD)), key, content)
