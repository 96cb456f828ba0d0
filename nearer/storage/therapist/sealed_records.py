"""What a therapist keeps of a couple for themselves, sealed with a key that nobody else has: one body a record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import Row, select

from nearer.language.error_catalogue.notebook_errors import TherapistText
from nearer.privacy.seal import seal_body
from nearer.storage.sealed.entries import as_bytes, open_content
from nearer.storage.therapist.authorisation import TherapistReader, TherapistWriter
from nearer.storage.therapist.schema import case_records


@dataclass(frozen=True, slots=True)
class RecordPlace:
    """Where a record lies; without a key it is the only one of its kind of this couple."""

    couple: UUID
    kind: str
    key: UUID | None = None

    @property
    def record(self) -> UUID:
        return self.key or uuid5(self.couple, self.kind)


def read_records(reader: TherapistReader, couple: UUID, kind: str) -> dict[UUID, Any]:
    """What each record of this kind holds, by its id. EntryBroken when one was damaged."""
    rows = reader.execute(select(case_records).where(reader.own(case_records, couple_id=couple, kind=kind)))
    return {row.record_id: _opened(reader, row) for row in rows}


def read_only_record(reader: TherapistReader, couple: UUID, kind: str) -> Any:
    """What the one record of a kind holds that has one a couple, or None."""
    return next(iter(read_records(reader, couple, kind).values()), None)


def read_every_record(reader: TherapistReader, kind: str) -> dict[UUID, Any]:
    """By couple, of a kind that has one record a couple."""
    rows = reader.execute(select(case_records).where(reader.own(case_records, kind=kind)))
    return {row.couple_id: _opened(reader, row) for row in rows}


def save_record(writer: TherapistWriter, place: RecordPlace, content: object) -> None:
    """In place of what lay there before."""
    drop_record(writer, place)
    row = {"couple_id": place.couple, "record_id": place.record, "kind": place.kind}
    about = _about(row | {"clinic_id": writer.therapist.clinic, "therapist_id": writer.therapist.therapist})
    writer.insert(case_records, **row, body=seal_body(as_bytes(content), writer.own_key, about))


def drop_record(writer: TherapistWriter, place: RecordPlace) -> None:
    writer.delete(case_records, couple_id=place.couple, kind=place.kind, record_id=place.record)


def _opened(reader: TherapistReader, row: Row[Any]) -> Any:
    return open_content(row.body, reader.own_key, _about(row._mapping), TherapistText.RECORD_DAMAGED())


def _about(row: Any) -> bytes:
    places = ("clinic_id", "couple_id", "therapist_id", "record_id", "kind")
    return "|".join(("case", *(str(row[place]) for place in places))).encode()
