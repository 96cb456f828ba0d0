"""One couple in full, as far as each of them granted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row, bindparam, select

from nearer.domain.roles_and_audiences import Audience, Part
from nearer.privacy.principal import Therapist
from nearer.storage.couple.events import open_events, readable_events
from nearer.storage.couple.responses import EVERY_RESPONSE, granted_responses, last_of_each_week
from nearer.storage.database.engines import writing
from nearer.storage.database.schema import drawers, entries
from nearer.storage.notebook import Notebook
from nearer.storage.sealed.authorisation import own_couple
from nearer.storage.sealed.drawers import has_drawer_key
from nearer.storage.sealed.entries import ANSWERS, NOTE_ENTRY, SCORES, select_readable_entries
from nearer.storage.therapist.access_log import COUPLE_PAGES, log_access
from nearer.storage.therapist.assignments import read_assignments
from nearer.storage.therapist.authorisation import find_therapist, open_own_key, read_connected_couple, therapist_values
from nearer.storage.therapist.case_records import CoupleRecord, PersonRecord
from nearer.storage.therapist.caseload import make_connected_person
from nearer.storage.therapist.guide_shared_with_therapist import read_shared_guide
from nearer.storage.therapist.notes_and_visits import read_notes, read_visits
from nearer.storage.therapist.schema import therapist_keys

_ENTRIES = select_readable_entries(ANSWERS, SCORES, NOTE_ENTRY, keys=therapist_keys)
_EVENTS = readable_events(therapist_keys).where(own_couple(entries), entries.c.owner_id == bindparam("owner"))
_DRAWERS = (
    select(drawers.c.drawer_id, drawers.c.part, drawers.c.audience)
    .join(therapist_keys, has_drawer_key(therapist_keys, drawers))
    .where(own_couple(drawers), drawers.c.owner_id == bindparam("owner"))
)
Wanted = Callable[[Audience], bool]


def read_couple_record(notebook: Notebook, therapist: Therapist, couple: UUID, now: datetime) -> CoupleRecord:
    """One couple in full. NotFound for a couple of which nobody ever connected with this therapist."""
    with writing(notebook.engine) as connection:
        key = open_own_key(therapist, find_therapist(connection, therapist))
        people = _people(connection, therapist, couple, lambda _audience: True, now)
        return CoupleRecord(
            couple,
            people,
            read_visits(connection, therapist, couple, key),
            read_notes(connection, therapist, couple, key),
            read_assignments(connection, therapist, couple),
        )


def read_joint_record(notebook: Notebook, therapist: Therapist, couple: UUID, now: datetime) -> CoupleRecord:
    """For a screen that both can see: only what each of them also lets the other read; no notes, no assignments."""
    with writing(notebook.engine) as connection:
        find_therapist(connection, therapist)
        return CoupleRecord(
            couple, _people(connection, therapist, couple, lambda audience: audience is Audience.ALL, now)
        )


def _people(
    connection: Connection, therapist: Therapist, couple: UUID, wanted: Wanted, now: datetime
) -> tuple[PersonRecord, ...]:
    rows = read_connected_couple(connection, therapist, couple)
    pages = [_pages(connection, therapist, row, wanted) for row in rows.values()]
    opened = [rows[one.who.person] for one in pages if one.who.parts]
    log_access(connection, therapist, opened, COUPLE_PAGES, now)
    return tuple(pages)


def _pages(connection: Connection, therapist: Therapist, row: Row[Any], wanted: Wanted) -> PersonRecord:
    where = therapist_values(therapist) | {"couple": row.couple_id, "owner": row.person_id, "wanted": None}
    read = {
        one.drawer_id: Part(one.part) for one in connection.execute(_DRAWERS, where) if wanted(Audience(one.audience))
    }
    responses = connection.execute(EVERY_RESPONSE, where).all()
    parts = [one for one in connection.execute(_ENTRIES, where) if one.drawer_id in read]
    events = [one for one in connection.execute(_EVENTS, where) if one.drawer_id in read]
    return PersonRecord(
        make_connected_person(row, frozenset(read.values())),
        tuple(granted_responses(therapist, last_of_each_week(responses), parts, ZoneInfo(row.zone))),
        open_events(therapist, events),
        read_shared_guide(connection, therapist, where) if Part.GUIDE in read.values() else None,
    )
