"""Totals of questionnaires on paper that a therapist types in: sealed as their own notes are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from nearer.database.row_errors import NotFound, NotSaved
from nearer.language.error_catalogue.notebook_errors import TherapistText
from nearer.privacy.principal import Therapist
from nearer.sealed.therapist_authorisation import TherapistReader, TherapistWriter
from nearer.storage.notebook import Notebook
from nearer.storage.therapist.own_records import RecordId, read_only_record, read_records, save_record

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
        """What makes a total the same one: person, instrument and day."""
        return self.person, self.instrument, self.day


def save_total(notebook: Notebook, therapist: Therapist, couple: UUID, total: Total) -> None:
    """Save one total as `save_totals` does."""
    save_totals(notebook, therapist, couple, (total,))


def save_totals(notebook: Notebook, therapist: Therapist, couple: UUID, totals: Sequence[Total]) -> None:
    """Save them in place of those of the same days, all or none; of the same day the last one.

    NotFound for anybody who never connected; NotSaved over 500 totals.
    """
    with notebook.write_as_therapist(therapist) as writer:
        if not {total.person for total in totals} <= writer.read_couple(couple).keys():
            raise NotFound
        total_by_subject = {total.about: total for total in (*_read_totals(writer, couple), *totals)}
        if len(total_by_subject) > MAX_TOTALS:
            raise NotSaved(TherapistText.TOO_MANY_TOTALS, most=MAX_TOTALS)
        _write_totals(writer, couple, total_by_subject.values())


def delete_total(notebook: Notebook, therapist: Therapist, couple: UUID, total: Total) -> Total:
    """Delete it for good, and hand it over; one that is gone already is no error."""
    with notebook.write_as_therapist(therapist) as writer:
        writer.read_couple(couple)
        _write_totals(writer, couple, [one for one in _read_totals(writer, couple) if one.about != total.about])
    return total


def read_totals(notebook: Notebook, therapist: Therapist, couple: UUID) -> tuple[Total, ...]:
    """Read totals as `read_couple_totals` does. NotFound for a couple of which nobody ever connected."""
    with notebook.read_as_therapist(therapist) as reader:
        reader.read_couple(couple)
        return read_couple_totals(reader, couple)


def read_couple_totals(reader: TherapistReader, couple: UUID) -> tuple[Total, ...]:
    """Every one of a couple, by instrument and day."""
    totals = _read_totals(reader, couple)
    return tuple(sorted(totals, key=lambda total: (total.instrument, total.day, total.person)))


def read_every_total(reader: TherapistReader) -> dict[UUID, list[Total]]:
    """Read the totals of every couple, by person, in no order."""
    totals: dict[UUID, list[Total]] = defaultdict(list)
    for _row, content in read_records(reader, TOTALS_RECORD):
        for total in _parse_totals(content):
            totals[total.person].append(total)
    return totals


def _read_totals(reader: TherapistReader, couple: UUID) -> list[Total]:
    return _parse_totals(read_only_record(reader, couple, TOTALS_RECORD) or ())


def _parse_totals(content: Iterable[Mapping[str, str]]) -> list[Total]:
    return [
        Total(UUID(total["person"]), total["instrument"], date.fromisoformat(total["day"]), Decimal(total["value"]))
        for total in content
    ]


def _write_totals(writer: TherapistWriter, couple: UUID, totals: Iterable[Total]) -> None:
    """All of them lie in one record, so that the file does not show how many there are."""
    content = [
        {
            "person": str(total.person),
            "instrument": total.instrument,
            "day": total.day.isoformat(),
            "value": str(total.value),
        }
        for total in totals
    ]
    save_record(writer, RecordId(couple, TOTALS_RECORD), content)
