"""The caseload, and each of its couples in full, as far as each person granted.

Every couple is read in few queries and few opened seals.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import chain
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Row, select

from nearer.database.schema import drawers, entries, responses
from nearer.database.therapist_schema import therapist_keys
from nearer.domain.events import Event
from nearer.domain.roles_and_audiences import PARTNER, Audience, Role, SharedPart
from nearer.domain.weekly_scores import WeeklyScores
from nearer.domain.weeks import Week
from nearer.privacy.principal import Therapist
from nearer.sealed.drawers import drawer_key_condition
from nearer.sealed.entries import EVENT, SHARED_GUIDE, select_readable_entries
from nearer.sealed.segments import OpenedSegments
from nearer.sealed.therapist_authorisation import TherapistReader, TherapistWriter
from nearer.storage.couple.events import open_events
from nearer.storage.couple.responses import (
    IN_ORDER,
    SHARED_PARTS,
    SavedResponse,
    granted_responses,
    last_of_each_week,
)
from nearer.storage.couple.shared_guide import SharedGuide, open_shared_guide
from nearer.storage.notebook import Notebook
from nearer.storage.therapist.access_log import CASELOAD, COUPLE_PAGES, log_access
from nearer.storage.therapist.assignments import (
    Assignment,
    read_assignments,
    read_every_assignment,
    read_last_answered,
)
from nearer.storage.therapist.couple_status import CoupleStatus, read_couple_status, status_of
from nearer.storage.therapist.grants import granted_parts, readable_part
from nearer.storage.therapist.last_scores import NO_SCORES, WantedScores, read_last_scores
from nearer.storage.therapist.own_records import TherapistNote, read_caseload_records, read_notes, read_visits
from nearer.storage.therapist.paper_totals import Total, read_couple_totals, read_every_total
from nearer.storage.therapist.weekly_scores import read_weekly_scores


@dataclass(frozen=True, slots=True)
class ConnectedPerson:
    """A person who let this therapist in. `parts` are what can be read now; none once it has `ended`.

    `new_keys`: since they connected they took other keys, which the earlier ones signed.
    """

    id: UUID
    nickname: str
    role: Role
    first: bool
    zone: str
    parts: frozenset[SharedPart]
    since: datetime
    ended: datetime | None
    new_keys: bool = False


@dataclass(frozen=True, slots=True)
class CasePerson:
    """One line of the caseload: the scores that were wanted, as far as they are granted.

    `last_week` is the last one of any weekly questionnaire whose scores can be read. `other_responses`, of those that
    are not weekly, are oldest first. `totals` are those that the therapist typed in from paper, in no order.
    """

    who: ConnectedPerson
    weekly: WeeklyScores = WeeklyScores()
    last_week: Week | None = None
    other_responses: tuple[SavedResponse, ...] = field(default=(), repr=False)
    totals: tuple[Total, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Case:
    """One couple in the caseload: only the people who ever connected. `visits` are the therapist's own, by day.

    `answered` has the last day on which something that can be read answered what is asked, by person and questionnaire.
    """

    couple: UUID
    people: tuple[CasePerson, ...]
    visits: tuple[date, ...] = ()
    status: CoupleStatus = CoupleStatus()
    assignments: tuple[Assignment, ...] = ()
    answered: Mapping[tuple[UUID, str], date] = field(default_factory=dict)

    @property
    def readable(self) -> frozenset[str]:
        """What can be read of them, as names that change with each check-in and each scored questionnaire."""
        weeks = {f"{one.who.id} {one.last_week}" for one in self.people if one.last_week is not None}
        return frozenset(
            weeks | {f"{one.who.id} {one.other_responses[-1].day}" for one in self.people if one.other_responses}
        )


def read_caseload(
    notebook: Notebook, therapist: Therapist, now: datetime, scores_to_read: WantedScores = NO_SCORES
) -> tuple[Case, ...]:
    """Every couple of which somebody ever connected, in the order they did. One query a table.

    Beside the weekly scores come the last ones of the questionnaires in `scores_to_read`, as far as they are granted.
    EntryBroken where anything of one of them was changed (unreadable_couples.py reads the others).
    """
    with notebook.write_as_therapist(therapist, now) as writer:
        return read_cases(writer, scores_to_read)


def read_cases(writer: TherapistWriter, scores_to_read: WantedScores) -> tuple[Case, ...]:
    """The couples that `read_caseload` reads, inside a transaction that is open already."""
    people, parts = writer.read_people(), granted_parts(writer)
    weekly = read_weekly_scores(writer, scores_to_read.weekly, people)
    other_responses = read_last_scores(writer, scores_to_read, {one: ZoneInfo(people[one].zone) for one in people})
    records, totals = read_caseload_records(writer), read_every_total(writer)
    assigned = read_every_assignment(writer)
    answered = read_last_answered(writer, people, chain.from_iterable(assigned.values()))
    log_access(writer, [people[one] for one in parts if one in people], CASELOAD)
    couples: dict[UUID, list[CasePerson]] = defaultdict(list)
    for person, row in people.items():
        who = make_connected_person(writer, row, parts.get(person, frozenset()))
        scores, last_week = weekly.get(person, (WeeklyScores(), None))
        case_person = CasePerson(who, scores, last_week, other_responses.get(person, ()), tuple(totals.get(person, ())))
        couples[row.couple_id].append(case_person)
    return tuple(
        Case(
            couple,
            tuple(members),
            records.visits.get(couple, ()),
            status_of(records.statuses.get(couple)),
            assigned.get(couple, ()),
            answered,
        )
        for couple, members in couples.items()
    )


def make_connected_person(reader: TherapistReader, row: Row[Any], parts: frozenset[SharedPart]) -> ConnectedPerson:
    """The connected person of a row of `read_people` or `read_couple`, and what can be read of them."""
    return ConnectedPerson(
        row.person_id,
        row.nickname,
        Role(row.role),
        row.first,
        row.zone,
        parts,
        since=row.since,
        ended=reader.ended(row),
    )


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """One person in full, as granted: of a weekly questionnaire each week's last response, of others every one."""

    who: ConnectedPerson
    responses: tuple[SavedResponse, ...] = field(repr=False)
    events: tuple[Event, ...] = field(repr=False)
    guide: SharedGuide | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class CoupleRecord:
    """One couple in full: what each of them granted, and what the therapist keeps. `notes` newest first.

    `totals` are those typed in from paper, by instrument and day.
    Reading it is `logged` where it is the first of somebody's day, which is written down for them.
    """

    couple: UUID
    people: tuple[PersonRecord, ...]
    visits: tuple[date, ...] = ()
    notes: tuple[TherapistNote, ...] = field(default=(), repr=False)
    assignments: tuple[Assignment, ...] = ()
    status: CoupleStatus = CoupleStatus()
    totals: tuple[Total, ...] = field(default=(), repr=False)
    logged: bool = field(default=False, repr=False, compare=False)


def read_couple_record(notebook: Notebook, therapist: Therapist, couple: UUID, now: datetime) -> CoupleRecord:
    """One couple in full, as granted. NotFound for a couple of which nobody ever connected with this therapist."""
    with notebook.write_as_therapist(therapist, now) as writer:
        open_people = _open_people(writer, couple, joint=False)
        visits, notes = read_visits(writer, couple), read_notes(writer, couple)
        assigned, status = read_assignments(writer, couple), read_couple_status(writer, couple)
        totals = read_couple_totals(writer, couple)
        return replace(open_people, visits=visits, notes=notes, assignments=assigned, status=status, totals=totals)


def read_joint_record(notebook: Notebook, therapist: Therapist, couple: UUID, now: datetime) -> CoupleRecord:
    """For a screen that both can see: what each of them also lets the other read; nothing of the therapist's own."""
    with notebook.write_as_therapist(therapist, now) as writer:
        return _open_people(writer, couple, joint=True)


def _open_people(writer: TherapistWriter, couple: UUID, joint: bool) -> CoupleRecord:
    """What each of them granted, which is written down for whoever granted anything."""
    rows = writer.read_couple(couple)
    people = tuple(_read_person_record(writer, row, joint) for row in rows.values())
    logged = log_access(writer, [rows[one.who.id] for one in people if one.who.parts], COUPLE_PAGES)
    return CoupleRecord(couple, people, logged=logged)


def _read_person_record(reader: TherapistReader, row: Row[Any], joint: bool) -> PersonRecord:
    whose, me = {"couple_id": row.couple_id, "owner_id": row.person_id}, reader.therapist.id
    granted = select(drawers).join(therapist_keys, drawer_key_condition(therapist_keys, drawers, me))
    rows = reader.execute(granted.where(reader.of_clinic(drawers, **whose)))
    audiences = ((one, Audience.parse_label(one.audience).others) for one in rows)
    read = {one.drawer_id: readable_part(one.part) for one, others in audiences if not joint or PARTNER in others}
    readable = select_readable_entries(me, *SHARED_PARTS, EVENT, SHARED_GUIDE, keys=therapist_keys)
    by_kind = defaultdict(list)
    for entry in reader.execute(
        readable.where(reader.of_clinic(entries, **whose), entries.c.drawer_id.in_(list(read)))
    ):
        by_kind[entry.kind].append(entry)
    response_rows = reader.execute(IN_ORDER.where(reader.of_clinic(responses, **whose))).all()
    open_segments = OpenedSegments(reader.therapist, [entry for kind in SHARED_PARTS for entry in by_kind[kind]])
    granted_of_weeks = tuple(granted_responses(open_segments, last_of_each_week(response_rows), ZoneInfo(row.zone)))
    open_segments.check_responses(response_rows)
    return PersonRecord(
        replace(
            make_connected_person(reader, row, frozenset(filter(None, read.values()))),
            new_keys=reader.has_new_keys(row),
        ),
        granted_of_weeks,
        open_events(reader.therapist, by_kind[EVENT]),
        open_shared_guide(reader.therapist, by_kind[SHARED_GUIDE]),
    )
