"""Assignments: what a therapist would like one person to answer, and that person's freedom to say no.

A declined one looks to the therapist like one not answered so far, and to the partner like nothing at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, and_, bindparam, select, update

from nearer.domain.weeks import Week
from nearer.language.error_catalogue.notebook_errors import TherapistText
from nearer.privacy.principal import Principal, Therapist
from nearer.storage.database.engines import writing
from nearer.storage.database.uuids import new_id
from nearer.storage.errors import NotFound, NotSaved
from nearer.storage.notebook import Notebook
from nearer.storage.sealed.authorisation import own_couple
from nearer.storage.therapist.authorisation import find_therapist, read_connected_couple, therapist_values
from nearer.storage.therapist.case_records import Assignment, AssignmentRequest
from nearer.storage.therapist.schema import assignments, therapists

MOST_WEEKS_BETWEEN = 52

_of_therapist = and_(own_couple(assignments), assignments.c.therapist_id == bindparam("person"))
_OF_COUPLE = select(assignments).where(_of_therapist).order_by(assignments.c.due, assignments.c.assignment_id)
_ONE = select(assignments).where(_of_therapist, assignments.c.assignment_id == bindparam("key"))
_WITHDRAW = assignments.delete().where(_of_therapist, assignments.c.assignment_id == bindparam("key"))
_of_person = and_(own_couple(assignments), assignments.c.person_id == bindparam("person"))
_OWN = (
    select(assignments, therapists.c.name)
    .join(
        therapists,
        and_(
            therapists.c.clinic_id == assignments.c.clinic_id, therapists.c.therapist_id == assignments.c.therapist_id
        ),
    )
    .where(_of_person, assignments.c.declined.is_(None))
    .order_by(assignments.c.due, assignments.c.assignment_id)
)
_DECLINE = (
    update(assignments)
    .where(_of_person, assignments.c.assignment_id == bindparam("key"))
    .values(declined=bindparam("at"))
)


@dataclass(frozen=True, slots=True)
class OwnAssignment:
    """What a therapist asks of the person: by whom, and since when."""

    id: UUID
    wish: AssignmentRequest
    asked_at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class WithdrawnAssignment:
    """An assignment as it stood; whether it was declined is in it, and nobody looks at that."""

    row: Mapping[str, Any] = field(repr=False)


def save_assignment(
    notebook: Notebook, therapist: Therapist, couple: UUID, wish: AssignmentRequest, now: datetime
) -> UUID:
    """Ask a person of the couple. NotFound for anybody who is not connected now; NotSaved for a wish out of bounds."""
    if wish.every is not None and not 1 <= wish.every <= MOST_WEEKS_BETWEEN:
        raise NotSaved(TherapistText.WEEKS_OUT_OF_RANGE, most=MOST_WEEKS_BETWEEN)
    with writing(notebook.engine) as connection:
        find_therapist(connection, therapist)
        person = read_connected_couple(connection, therapist, couple).get(wish.person)
        if person is None or person.ended is not None:
            raise NotFound
        key = new_id(now)
        connection.execute(assignments.insert(), _row(therapist, couple, wish) | {"assignment_id": key, "asked": now})
    return key


def withdraw_assignment(
    notebook: Notebook, therapist: Therapist, couple: UUID, key: UUID
) -> WithdrawnAssignment | None:
    """Ask no longer, and hand over what `ask_again` needs; None when it was withdrawn already."""
    with writing(notebook.engine) as connection:
        find_therapist(connection, therapist)
        read_connected_couple(connection, therapist, couple)
        values = therapist_values(therapist) | {"couple": couple, "key": key}
        row = connection.execute(_ONE, values).one_or_none()
        connection.execute(_WITHDRAW, values)
    return None if row is None else WithdrawnAssignment(dict(row._mapping))


def ask_again(notebook: Notebook, therapist: Therapist, couple: UUID, withdrawn: WithdrawnAssignment) -> None:
    """Ask as before: one that was declined stays declined, unseen. NotFound for anybody not connected now."""
    with writing(notebook.engine) as connection:
        find_therapist(connection, therapist)
        person = read_connected_couple(connection, therapist, couple).get(withdrawn.row["person_id"])
        if person is None or person.ended is not None:
            raise NotFound
        values = therapist_values(therapist) | {"couple": couple, "key": withdrawn.row["assignment_id"]}
        if connection.execute(_ONE, values).one_or_none() is None:
            ours = {"clinic_id": therapist.clinic, "couple_id": couple, "therapist_id": therapist.therapist}
            connection.execute(assignments.insert(), {**withdrawn.row, **ours})


def read_assignments(connection: Connection, therapist: Therapist, couple: UUID) -> tuple[Assignment, ...]:
    rows = connection.execute(_OF_COUPLE, therapist_values(therapist) | {"couple": couple})
    return tuple(Assignment(row.assignment_id, _wish(row), row.asked) for row in rows)


def read_own_assignments(notebook: Notebook, principal: Principal) -> tuple[OwnAssignment, ...]:
    """What is asked of the person and was not declined, the earliest week first."""
    with notebook.read_as(principal) as reader:
        rows = reader.execute(_OWN).all()
    return tuple(OwnAssignment(row.assignment_id, _wish(row), row.asked, row.name) for row in rows)


def decline_assignment(notebook: Notebook, principal: Principal, key: UUID, now: datetime) -> None:
    """No longer ask this of me. Nobody else sees it. NotFound for what was never asked of them."""
    with notebook.write_as(principal, now) as writer:
        if writer.execute(_DECLINE, key=key, at=now).rowcount != 1:
            raise NotFound


def _row(therapist: Therapist, couple: UUID, wish: AssignmentRequest) -> dict[str, Any]:
    ours = {"clinic_id": therapist.clinic, "couple_id": couple, "therapist_id": therapist.therapist}
    what = {"person_id": wish.person, "questionnaire": wish.questionnaire}
    return ours | what | {"due": str(wish.due), "every": wish.every}


def _wish(row: Row[Any]) -> AssignmentRequest:
    return AssignmentRequest(row.person_id, row.questionnaire, Week.parse(row.due), row.every)
