"""One couple in full, as far as each of them granted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Row, bindparam, select

from nearer.domain.events import Event
from nearer.domain.roles_and_audiences import Audience, Part
from nearer.privacy.principal import Therapist
from nearer.storage.couple.events import open_events, readable_events
from nearer.storage.couple.responses import EVERY_RESPONSE, SavedResponse, granted_responses, last_of_each_week
from nearer.storage.database.schema import drawers, entries
from nearer.storage.notebook import Notebook
from nearer.storage.sealed.authorisation import own_couple
from nearer.storage.sealed.drawers import has_drawer_key
from nearer.storage.sealed.entries import ANSWERS, NOTE_ENTRY, SCORES, select_readable_entries
from nearer.storage.therapist.access_log import COUPLE_PAGES, log_access
from nearer.storage.therapist.assignments import Assignment, read_assignments
from nearer.storage.therapist.authorisation import TherapistReader, TherapistWriter
from nearer.storage.therapist.caseload import ConnectedPerson, make_connected_person
from nearer.storage.therapist.guide_shared_with_therapist import SharedGuide, read_shared_guide
from nearer.storage.therapist.notes_and_visits import TherapistNote, read_notes, read_visits
from nearer.storage.therapist.schema import therapist_keys

_ENTRIES = select_readable_entries(ANSWERS, SCORES, NOTE_ENTRY, keys=therapist_keys)
_EVENTS = readable_events(therapist_keys).where(own_couple(entries), entries.c.owner_id == bindparam("owner"))
_DRAWERS = (
    select(drawers.c.drawer_id, drawers.c.part, drawers.c.audience)
    .join(therapist_keys, has_drawer_key(therapist_keys, drawers))
    .where(own_couple(drawers), drawers.c.owner_id == bindparam("owner"))
)
Wanted = Callable[[Audience], bool]


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """One person in full, as granted: of a weekly questionnaire each week's last response, of others every one."""

    who: ConnectedPerson
    responses: tuple[SavedResponse, ...] = field(repr=False)
    events: tuple[Event, ...] = field(repr=False)
    guide: SharedGuide | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class CoupleRecord:
    """One couple in full: what each of them granted, and what the therapist keeps. `notes` newest first."""

    couple: UUID
    people: tuple[PersonRecord, ...]
    visits: tuple[date, ...] = ()
    notes: tuple[TherapistNote, ...] = field(default=(), repr=False)
    assignments: tuple[Assignment, ...] = ()


def read_couple_record(notebook: Notebook, therapist: Therapist, couple: UUID, now: datetime) -> CoupleRecord:
    """One couple in full. NotFound for a couple of which nobody ever connected with this therapist."""
    with notebook.write_as_therapist(therapist, now) as writer:
        people = _people(writer, couple, lambda _audience: True)
        visits, notes = read_visits(writer, couple), read_notes(writer, couple)
        return CoupleRecord(couple, people, visits, notes, read_assignments(writer, couple))


def read_joint_record(notebook: Notebook, therapist: Therapist, couple: UUID, now: datetime) -> CoupleRecord:
    """For a screen that both can see: only what each of them also lets the other read; no notes, no assignments."""
    with notebook.write_as_therapist(therapist, now) as writer:
        return CoupleRecord(couple, _people(writer, couple, lambda audience: audience is Audience.ALL))


def _people(writer: TherapistWriter, couple: UUID, wanted: Wanted) -> tuple[PersonRecord, ...]:
    rows = writer.read_couple(couple)
    pages = [_pages(writer, row, wanted) for row in rows.values()]
    opened = [rows[one.who.person] for one in pages if one.who.parts]
    log_access(writer, opened, COUPLE_PAGES)
    return tuple(pages)


def _pages(reader: TherapistReader, row: Row[Any], wanted: Wanted) -> PersonRecord:
    whose = {"couple": row.couple_id, "owner": row.person_id}
    read = {
        one.drawer_id: Part(one.part) for one in reader.execute(_DRAWERS, **whose) if wanted(Audience(one.audience))
    }
    responses = reader.execute(EVERY_RESPONSE, **whose, wanted=None).all()
    parts = [one for one in reader.execute(_ENTRIES, **whose) if one.drawer_id in read]
    events = [one for one in reader.execute(_EVENTS, **whose) if one.drawer_id in read]
    return PersonRecord(
        make_connected_person(row, frozenset(read.values())),
        tuple(granted_responses(reader.therapist, last_of_each_week(responses), parts, ZoneInfo(row.zone))),
        open_events(reader.therapist, events),
        read_shared_guide(reader, **whose) if Part.GUIDE in read.values() else None,
    )
