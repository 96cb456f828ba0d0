"""What a therapist notes of a couple on their caseload: tags, what they saw, what is dealt with, what is archived.

One record a couple, sealed as their own notes are; nobody else can read it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from nearer.database.row_errors import NotSaved
from nearer.language.error_catalogue.notebook_errors import TherapistText
from nearer.privacy.principal import Therapist
from nearer.sealed.therapist_authorisation import TherapistReader
from nearer.storage.notebook import Notebook
from nearer.storage.therapist.own_records import STATUS_RECORD, RecordId, read_only_record, save_record

MAX_TAGS, MAX_TAG = 12, 30  # tags of one couple, characters of a tag


@dataclass(frozen=True, slots=True)
class CoupleStatus:
    """What a therapist says of one couple. `seen` names what could be read when last opened, None if never.

    `reason_key` is of the reason that is dealt with until the end of the day `until`.
    """

    tags: tuple[str, ...] = field(default=(), repr=False)
    seen: frozenset[str] | None = field(default=None, repr=False)
    until: date | None = None
    reason_key: str = field(default="", repr=False)
    archived: bool = False


def status_of(record: Mapping[str, Any] | None) -> CoupleStatus:
    """The status in a record of the kind STATUS_RECORD; without one nothing is noted."""
    if record is None:
        return CoupleStatus()
    seen, until = record["seen"], record["until"]
    return CoupleStatus(
        tuple(record["tags"]),
        None if seen is None else frozenset(seen),
        date.fromisoformat(until) if until else None,
        record["reason_key"],
        record["archived"],
    )


def read_couple_status(reader: TherapistReader, couple: UUID) -> CoupleStatus:
    """The status of one couple. EntryBroken when it was damaged."""
    return status_of(read_only_record(reader, couple, STATUS_RECORD))


def change_couple_status(
    notebook: Notebook, therapist: Therapist, couple: UUID, change: Callable[[CoupleStatus], CoupleStatus]
) -> bool:
    """Save what `change` makes of the status, and say whether it is anything else. NotSaved for too many tags.

    NotSaved also for a tag that is too long.
    """
    with notebook.write_as_therapist(therapist) as writer:
        writer.read_couple(couple)
        before = read_couple_status(writer, couple)
        status = change(before)
        if len(status.tags) > MAX_TAGS or any(len(tag) > MAX_TAG for tag in status.tags):
            raise NotSaved(TherapistText.TOO_MANY_TAGS, most=MAX_TAGS, limit=MAX_TAG)
        if status != before:
            content = {
                "tags": status.tags,
                "seen": None if status.seen is None else sorted(status.seen),
                "until": status.until.isoformat() if status.until else None,
                "reason_key": status.reason_key,
                "archived": status.archived,
            }
            save_record(writer, RecordId(couple, STATUS_RECORD), content)
    return status != before
