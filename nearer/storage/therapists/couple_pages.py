"""One couple in full, as far as each of them granted."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row, bindparam, select

from nearer.domain import Audience, Part
from nearer.privacy import Therapist
from nearer.storage.asking import own_couple
from nearer.storage.connections import writing
from nearer.storage.drawers import opens
from nearer.storage.entries import ANSWERS, NOTE, SCORES, readable_entries
from nearer.storage.events import opened_events, readable_events
from nearer.storage.guide_shown import guide_shown_to
from nearer.storage.notebook import Notebook
from nearer.storage.responses import EVERY_RESPONSE, opened_parts, scores_of, week_of
from nearer.storage.schema import drawers, entries
from nearer.storage.therapists.asking import both_of, find_therapist, own_key, therapist_asked
from nearer.storage.therapists.assignments import assignments_of
from nearer.storage.therapists.caseload import connected
from nearer.storage.therapists.openings import PAGES, write_opened
from nearer.storage.therapists.records import notes_of, visits_of
from nearer.storage.therapists.shapes import CouplePages, PersonPages, Readable
from nearer.storage.therapists.tables import therapist_keys

_ENTRIES = readable_entries(ANSWERS, SCORES, NOTE, keys=therapist_keys)
_EVENTS = readable_events(therapist_keys).where(own_couple(entries), entries.c.owner_id == bindparam("owner"))
_DRAWERS = (
    select(drawers.c.drawer_id, drawers.c.part, drawers.c.audience)
    .join(therapist_keys, opens(therapist_keys, drawers))
    .where(own_couple(drawers), drawers.c.owner_id == bindparam("owner"))
)
Wanted = Callable[[Audience], bool]


def couple_pages(notebook: Notebook, therapist: Therapist, couple: UUID, now: datetime) -> CouplePages:
    """One couple in full. NotFound for a couple of which nobody ever connected with this therapist."""
    with writing(notebook.engine) as connection:
        key = own_key(therapist, find_therapist(connection, therapist))
        people = _people(connection, therapist, couple, lambda _audience: True, now)
        return CouplePages(
            couple,
            people,
            visits_of(connection, therapist, couple, key),
            notes_of(connection, therapist, couple, key),
            assignments_of(connection, therapist, couple),
        )


def joint_pages(notebook: Notebook, therapist: Therapist, couple: UUID, now: datetime) -> CouplePages:
    """For a screen that both can see: only what each of them also lets the other read; no notes, no assignments."""
    with writing(notebook.engine) as connection:
        find_therapist(connection, therapist)
        return CouplePages(couple, _people(connection, therapist, couple, lambda one: one is Audience.ALL, now))


def _people(
    connection: Connection, therapist: Therapist, couple: UUID, wanted: Wanted, now: datetime
) -> tuple[PersonPages, ...]:
    rows = both_of(connection, therapist, couple)
    pages = [_pages(connection, therapist, row, wanted) for row in rows.values()]
    opened = [rows[one.who.person] for one in pages if one.who.parts]
    write_opened(connection, therapist, opened, PAGES, now)
    return tuple(pages)


def _pages(connection: Connection, therapist: Therapist, row: Row[Any], wanted: Wanted) -> PersonPages:
    where = therapist_asked(therapist) | {"couple": row.couple_id, "owner": row.person_id, "wanted": None}
    read = {
        one.drawer_id: Part(one.part) for one in connection.execute(_DRAWERS, where) if wanted(Audience(one.audience))
    }
    kept = connection.execute(EVERY_RESPONSE, where).all()
    parts = [one for one in connection.execute(_ENTRIES, where) if one.drawer_id in read]
    events = [one for one in connection.execute(_EVENTS, where) if one.drawer_id in read]
    return PersonPages(
        connected(row, frozenset(read.values())),
        _responses(therapist, kept, parts, ZoneInfo(row.zone)),
        opened_events(therapist, events),
        guide_shown_to(connection, therapist, where) if Part.GUIDE in read.values() else None,
    )


def _responses(
    therapist: Therapist, kept: Iterable[Row[Any]], parts: Iterable[Row[Any]], zone: ZoneInfo
) -> tuple[Readable, ...]:
    last = {(row.questionnaire, row.week or row.number): row for row in kept}
    opened = opened_parts(therapist, parts, {row.response_id for row in last.values()})
    shown = (
        Readable(
            questionnaire=row.questionnaire,
            version=row.version,
            sha256=row.sha256,
            week=week_of(row),
            day=row.saved.astimezone(zone).date(),
            scores=scores_of(opened[row.response_id]),
            answers=opened[row.response_id].get(ANSWERS) or None,
            note=opened[row.response_id].get(NOTE) or None,
        )
        for row in sorted(last.values(), key=lambda row: row.number)
        if row.response_id in opened
    )
    return tuple(one for one in shown if one.scores or one.answers or one.note)
