"""The caseload, and each of its couples in full, as far as each person granted.

Every couple is read in few queries and few opened seals.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import groupby
from operator import attrgetter
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Row, select

from nearer.domain.events import Event
from nearer.domain.roles_and_audiences import Audience, Role, SharedPart
from nearer.domain.weekly_scores import WeeklyScale, WeeklyScores
from nearer.domain.weeks import Week
from nearer.privacy.principal import Therapist
from nearer.storage.couple.events import open_events
from nearer.storage.couple.guide import SharedGuide, open_shared_guide
from nearer.storage.couple.responses import (
    IN_ORDER,
    SHARED_PARTS,
    SavedResponse,
    granted_responses,
    last_of_each_week,
    open_parts,
    scores_of,
)
from nearer.storage.database.schema import drawers, entries, responses
from nearer.storage.notebook import Notebook
from nearer.storage.sealed.drawers import has_drawer_key
from nearer.storage.sealed.entries import EVENT, SCORES, SHARED_GUIDE, select_readable_entries
from nearer.storage.therapist.access_log import CASELOAD, COUPLE_PAGES, log_access
from nearer.storage.therapist.assignments import Assignment, read_assignments
from nearer.storage.therapist.authorisation import TherapistReader, TherapistWriter
from nearer.storage.therapist.own_records import TherapistNote, read_every_visit, read_notes, read_visits
from nearer.storage.therapist.schema import therapist_keys
from nearer.storage.therapist.weekly_scores import read_weekly_scores


@dataclass(frozen=True, slots=True)
class ConnectedPerson:
    """A person who let this therapist in. `parts` are what can be read now; none once it has `ended`."""

    person: UUID
    nickname: str
    role: Role
    first: bool
    zone: str
    parts: frozenset[SharedPart]
    since: datetime
    ended: datetime | None


@dataclass(frozen=True, slots=True)
class CasePerson:
    """One line of the caseload: the scores that were wanted, as far as they are granted.

    `last_week` is the last one of any weekly questionnaire whose scores can be read. `others` are oldest first.
    """

    who: ConnectedPerson
    weekly: WeeklyScores = WeeklyScores()
    last_week: Week | None = None
    others: tuple[SavedResponse, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Case:
    """One couple in the caseload: only the people who ever connected. `visits` are the therapist's own, by day."""

    couple: UUID
    people: tuple[CasePerson, ...]
    visits: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class WantedScores:
    """The weekly scale that is wanted, and questionnaires that are not weekly.

    Of these every score since `since` (aware UTC), and older ones until each scale is there twice.
    """

    weekly: WeeklyScale | None = None
    questionnaires: frozenset[str] = frozenset()
    since: datetime = datetime.max.replace(tzinfo=UTC)


NO_SCORES = WantedScores()


def read_caseload(
    notebook: Notebook, therapist: Therapist, now: datetime, wanted: WantedScores = NO_SCORES
) -> tuple[Case, ...]:
    """Every couple of which somebody ever connected, in the order they did. One query a table.

    Beside the weekly scores come the last ones of the questionnaires that are `wanted`, as far as they are granted.
    """
    with notebook.write_as_therapist(therapist, now) as writer:
        people, parts = writer.read_people(), granted_parts(writer)
        weekly = read_weekly_scores(writer, wanted.weekly)
        others = read_last_scores(writer, wanted, {one: ZoneInfo(people[one].zone) for one in people})
        visits = read_every_visit(writer)
        log_access(writer, [people[one] for one in parts if one in people], CASELOAD)
    couples: dict[UUID, list[CasePerson]] = defaultdict(list)
    for person, row in people.items():
        who = make_connected_person(row, parts.get(person, frozenset()))
        scores, last_week = weekly.get(person, (WeeklyScores(), None))
        couples[row.couple_id].append(CasePerson(who, scores, last_week, others.get(person, ())))
    return tuple(Case(couple, tuple(both), visits.get(couple, ())) for couple, both in couples.items())


def granted_parts(reader: TherapistReader) -> dict[UUID, frozenset[SharedPart]]:
    """What can be read of each person; nobody is named of whom nothing can."""
    parts: dict[UUID, frozenset[SharedPart]] = defaultdict(frozenset)
    has_key = has_drawer_key(therapist_keys, drawers, reader.therapist.therapist)
    granted = select(drawers.c.owner_id, drawers.c.part).join(therapist_keys, has_key).distinct()
    for row in reader.execute(granted.where(reader.of_clinic(therapist_keys))):
        parts[row.owner_id] |= frozenset(filter(None, (SharedPart.read(row.part),)))
    return parts


def make_connected_person(row: Row[Any], parts: frozenset[SharedPart]) -> ConnectedPerson:
    """From a row of `read_people` or `read_couple`, and what can be read of them."""
    return ConnectedPerson(
        row.person_id, row.nickname, Role(row.role), row.first, row.zone, parts, since=row.since, ended=row.ended
    )


def read_last_scores(
    reader: TherapistReader, wanted: WantedScores, zones: Mapping[UUID, ZoneInfo]
) -> dict[UUID, tuple[SavedResponse, ...]]:
    """By person, oldest first, as far as granted; of one week the last answers. What has no score leaves no trace."""
    if not wanted.questionnaires:
        return {}
    entries_of: dict[tuple[UUID, str], list[Row[Any]]] = defaultdict(list)
    scores = (
        select_readable_entries(reader.therapist.therapist, SCORES, keys=therapist_keys)
        .add_columns(responses.c.version, responses.c.sha256, responses.c.saved)
        .where(reader.of_clinic(entries), responses.c.questionnaire.in_(sorted(wanted.questionnaires)))
    )
    for row in reader.execute(scores):
        entries_of[row.owner_id, row.questionnaire].append(row)
    by_person: dict[UUID, tuple[SavedResponse, ...]] = defaultdict(tuple)
    for (person, _questionnaire), rows in entries_of.items():
        parts = [
            list(of_response) for _, of_response in groupby(last_of_each_week(rows), key=attrgetter("response_id"))
        ]
        scored = [
            SavedResponse.of(row, scores=values, day=row.saved.astimezone(zones[person]).date())
            for row, values in _until_twice(reader.therapist, parts[::-1], wanted)
        ]
        by_person[person] += tuple(reversed(scored))
    return by_person


def _until_twice(
    therapist: Therapist, newest_first: Iterable[list[Row[Any]]], wanted: WantedScores
) -> Iterator[tuple[Row[Any], dict[str, Decimal]]]:
    """Scored responses, newest first, until what is wanted is there: a person may have answered for years."""
    seen: dict[str, int] = defaultdict(int)
    for rows in newest_first:
        row = rows[0]
        if row.saved < wanted.since and all(count >= 2 for count in seen.values()):
            return
        scores = scores_of(open_parts(therapist, rows, [row])[row.response_id])
        for scale in scores:
            seen[scale] += 1
        if scores:
            yield row, scores


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
    read = {one.drawer_id: SharedPart.read(one.part) for one in rows if Audience(one.audience) in wanted}
    readable = select_readable_entries(me, *SHARED_PARTS, EVENT, SHARED_GUIDE, keys=therapist_keys)
    by_kind = defaultdict(list)
    for entry in reader.execute(
        readable.where(reader.of_clinic(entries, **whose), entries.c.drawer_id.in_(list(read)))
    ):
        by_kind[entry.kind].append(entry)
    every = reader.execute(IN_ORDER.where(reader.of_clinic(responses, **whose))).all()
    parts = [entry for kind in SHARED_PARTS for entry in by_kind[kind]]
    return PersonRecord(
        make_connected_person(row, frozenset(filter(None, read.values()))),
        tuple(granted_responses(reader.therapist, last_of_each_week(every), parts, ZoneInfo(row.zone))),
        open_events(reader.therapist, by_kind[EVENT]),
        open_shared_guide(reader.therapist, by_kind[SHARED_GUIDE]),
    )
