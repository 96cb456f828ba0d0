"""One couple in full, as far as each of them granted."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Row, select

from nearer.domain.events import Event
from nearer.domain.roles_and_audiences import Audience, Part
from nearer.privacy.principal import Therapist
from nearer.storage.couple.events import open_events
from nearer.storage.couple.guide import SharedGuide, open_shared_guide
from nearer.storage.couple.responses import IN_ORDER, SHARED_PARTS, SavedResponse, granted_responses, last_of_each_week
from nearer.storage.database.schema import drawers, entries, responses
from nearer.storage.notebook import Notebook
from nearer.storage.sealed.drawers import has_drawer_key
from nearer.storage.sealed.entries import EVENT, SHARED_GUIDE, select_readable_entries
from nearer.storage.therapist.access_log import COUPLE_PAGES, log_access
from nearer.storage.therapist.assignments import Assignment, read_assignments
from nearer.storage.therapist.authorisation import TherapistReader, TherapistWriter
from nearer.storage.therapist.caseload import ConnectedPerson, make_connected_person
from nearer.storage.therapist.own_records import TherapistNote, read_notes, read_visits
from nearer.storage.therapist.schema import therapist_keys


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
    """One couple in full, as granted. NotFound for a couple of which nobody ever connected with this therapist."""
    with notebook.write_as_therapist(therapist, now) as writer:
        people = _people(writer, couple, frozenset(Audience))
        visits, notes = read_visits(writer, couple), read_notes(writer, couple)
        return CoupleRecord(couple, people, visits, notes, read_assignments(writer, couple))


def read_joint_record(notebook: Notebook, therapist: Therapist, couple: UUID, now: datetime) -> CoupleRecord:
    """For a screen that both can see: only what each of them also lets the other read; no notes, no assignments."""
    with notebook.write_as_therapist(therapist, now) as writer:
        return CoupleRecord(couple, _people(writer, couple, frozenset({Audience.ALL})))


def _people(writer: TherapistWriter, couple: UUID, wanted: frozenset[Audience]) -> tuple[PersonRecord, ...]:
    rows = writer.read_couple(couple)
    pages = [_pages(writer, row, wanted) for row in rows.values()]
    opened = [rows[one.who.person] for one in pages if one.who.parts]
    log_access(writer, opened, COUPLE_PAGES)
    return tuple(pages)


def _pages(reader: TherapistReader, row: Row[Any], wanted: frozenset[Audience]) -> PersonRecord:
    whose, me = {"couple_id": row.couple_id, "owner_id": row.person_id}, reader.therapist.therapist
    granted = select(drawers).join(therapist_keys, has_drawer_key(therapist_keys, drawers, me))
    rows = reader.execute(granted.where(reader.of_clinic(drawers, **whose)))
    read = {one.drawer_id: Part(one.part) for one in rows if Audience(one.audience) in wanted}
    readable = select_readable_entries(me, *SHARED_PARTS, EVENT, SHARED_GUIDE, keys=therapist_keys)
    by_kind = defaultdict(list)
    for entry in reader.execute(
        readable.where(reader.of_clinic(entries, **whose), entries.c.drawer_id.in_(list(read)))
    ):
        by_kind[entry.kind].append(entry)
    every = reader.execute(IN_ORDER.where(reader.of_clinic(responses, **whose))).all()
    parts = [entry for kind in SHARED_PARTS for entry in by_kind[kind]]
    return PersonRecord(
        make_connected_person(row, frozenset(read.values())),
        tuple(granted_responses(reader.therapist, last_of_each_week(every), parts, ZoneInfo(row.zone))),
        open_events(reader.therapist, by_kind[EVENT]),
        open_shared_guide(reader.therapist, by_kind[SHARED_GUIDE]),
    )
