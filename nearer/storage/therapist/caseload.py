"""The caseload: every couple in few queries and few opened seals, as far as each person granted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row, bindparam, select

from nearer.domain.roles_and_audiences import Part, Role
from nearer.domain.weekly_scores import WeeklyScores
from nearer.privacy.principal import Therapist
from nearer.storage.database.engines import writing
from nearer.storage.database.schema import drawers
from nearer.storage.notebook import Notebook
from nearer.storage.sealed.drawers import has_drawer_key
from nearer.storage.therapist.access_log import CASELOAD, log_access
from nearer.storage.therapist.authorisation import find_therapist, open_own_key, read_connected_people, therapist_values
from nearer.storage.therapist.case_records import Case, CasePerson, ConnectedPerson
from nearer.storage.therapist.latest_granted_scores import NO_SCORES, WantedScores, read_last_scores
from nearer.storage.therapist.notes_and_visits import read_every_visit
from nearer.storage.therapist.schema import therapist_keys
from nearer.storage.therapist.weekly_scores import read_weekly_scores

_clinic = therapist_keys.c.clinic_id == bindparam("clinic")
_PARTS = (
    select(drawers.c.owner_id, drawers.c.part)
    .join(therapist_keys, has_drawer_key(therapist_keys, drawers))
    .where(_clinic)
    .distinct()
)


def read_caseload(
    notebook: Notebook, therapist: Therapist, now: datetime, wanted: WantedScores = NO_SCORES
) -> tuple[Case, ...]:
    """Every couple of which somebody ever connected, in the order they did. One query a table.

    Beside the weekly scores come the last ones of the questionnaires that are `wanted`, as far as they are granted.
    """
    where = therapist_values(therapist)
    with writing(notebook.engine) as connection:
        me = find_therapist(connection, therapist)
        people, parts = read_connected_people(connection, therapist), granted_parts(connection, where)
        weekly = read_weekly_scores(connection, therapist, wanted.weekly)
        others = read_last_scores(connection, therapist, wanted, {one: ZoneInfo(people[one].zone) for one in people})
        visits = read_every_visit(connection, therapist, open_own_key(therapist, me))
        log_access(connection, therapist, [people[one] for one in parts if one in people], CASELOAD, now)
    couples: dict[UUID, list[CasePerson]] = defaultdict(list)
    for person, row in people.items():
        who = make_connected_person(row, parts.get(person, frozenset()))
        scores, last_week = weekly.get(person, (WeeklyScores(), None))
        couples[row.couple_id].append(CasePerson(who, scores, last_week, others.get(person, ())))
    return tuple(Case(couple, tuple(both), visits.get(couple, ())) for couple, both in couples.items())


def granted_parts(connection: Connection, where: Mapping[str, Any]) -> dict[UUID, frozenset[Part]]:
    """What can be read of each person; nobody is named of whom nothing can."""
    parts: dict[UUID, frozenset[Part]] = defaultdict(frozenset)
    for row in connection.execute(_PARTS, dict(where)):
        parts[row.owner_id] |= {Part(row.part)}
    return parts


def make_connected_person(row: Row[Any], parts: frozenset[Part]) -> ConnectedPerson:
    return ConnectedPerson(
        row.person_id, row.nickname, Role(row.role), row.first, row.zone, parts, since=row.since, ended=row.ended
    )
