"""Assignments: what a therapist would like one person to answer, and that person's freedom to say no.

A declined one looks to the therapist like one not answered so far, and to the partner like nothing at all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Row, select, update

from nearer.database.row_errors import EntryBroken, NotFound, NotSaved
from nearer.database.schema import entries, new_id, responses
from nearer.database.therapist_schema import assignments, therapist_keys, therapists
from nearer.domain.weeks import Week
from nearer.language.error_catalogue.notebook_errors import NotebookText, TherapistText
from nearer.privacy.principal import Principal, Therapist
from nearer.sealed.authorisation import OF_COUPLE
from nearer.sealed.entries import select_readable_entries
from nearer.sealed.segments import OpenedSegments
from nearer.sealed.therapist_authorisation import TherapistReader
from nearer.statements.bound_values import matches_bound
from nearer.storage.couple.responses import IN_ORDER, SHARED_PARTS
from nearer.storage.notebook import Notebook

MAX_WEEKS_BETWEEN = 52

_BY_DUE_WEEK = (
    select(assignments, therapists.c.name).join(therapists).order_by(assignments.c.due, assignments.c.assignment_id)
)
_OWN = _BY_DUE_WEEK.where(matches_bound(assignments, *OF_COUPLE, "person_id"), assignments.c.declined.is_(None))


@dataclass(frozen=True, slots=True)
class AssignmentRequest:
    """What a therapist would like one person to answer: by which week, once or every so many weeks."""

    person: UUID
    questionnaire: str
    due: Week
    interval_weeks: int | None = None


@dataclass(frozen=True, slots=True)
class Assignment:
    """A request that is open, with the therapist's name; it tells neither whether it was answered nor declined."""

    id: UUID
    request: AssignmentRequest
    asked_at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class WithdrawnAssignment:
    """An assignment as it was; whether it was declined is in it, and nobody looks at that."""

    row: Mapping[str, Any] = field(repr=False)


def save_assignments(
    notebook: Notebook, therapist: Therapist, couple: UUID, requests: Iterable[AssignmentRequest], now: datetime
) -> tuple[UUID, ...]:
    """Ask people of the couple, all or nothing; the ids of what was not asked alike already.

    NotFound when somebody is not connected now; NotSaved unless every 1 to 52 weeks.
    """
    keys = []
    with notebook.write_as_therapist(therapist, now) as writer:
        # Declined or not: whoever presses twice learns nothing by it.
        request_ids = {one.request for one in read_assignments(writer, couple)}
        for request in dict.fromkeys(request for request in requests if request not in request_ids):
            if request.interval_weeks is not None and not 1 <= request.interval_weeks <= MAX_WEEKS_BETWEEN:
                raise NotSaved(TherapistText.WEEKS_OUT_OF_RANGE, most=MAX_WEEKS_BETWEEN)
            _check_connected(writer, couple, request.person)
            keys.append(new_id(now))
            values = {
                "person_id": request.person,
                "questionnaire": request.questionnaire,
                "interval_weeks": request.interval_weeks,
            }
            columns = values | {"due": str(request.due), "couple_id": couple, "assignment_id": keys[-1], "asked": now}
            writer.insert(assignments, **columns)
    return tuple(keys)


def withdraw_assignment(
    notebook: Notebook, therapist: Therapist, couple: UUID, key: UUID
) -> WithdrawnAssignment | None:
    """Ask no longer, and hand over what `ask_again` needs; None when it was withdrawn already."""
    with notebook.write_as_therapist(therapist) as writer:
        writer.read_couple(couple)
        row = _find(writer, couple, key)
        writer.delete(assignments, couple_id=couple, assignment_id=key)
    return None if row is None else WithdrawnAssignment(dict(row._mapping))


def withdraw_assignments(notebook: Notebook, therapist: Therapist, couple: UUID, keys: Iterable[UUID]) -> None:
    """All that was asked with one press; what was withdrawn already is no error."""
    with notebook.write_as_therapist(therapist) as writer:
        writer.read_couple(couple)
        for key in keys:
            writer.delete(assignments, couple_id=couple, assignment_id=key)


def ask_again(notebook: Notebook, therapist: Therapist, couple: UUID, withdrawn: WithdrawnAssignment) -> None:
    """Ask as before: one that was declined stays declined, unseen. NotFound for anybody not connected now."""
    with notebook.write_as_therapist(therapist) as writer:
        _check_connected(writer, couple, withdrawn.row["person_id"])
        if _find(writer, couple, withdrawn.row["assignment_id"]) is None:
            writer.insert(assignments, **{**withdrawn.row, "couple_id": couple})


def read_assignments(reader: TherapistReader, couple: UUID) -> tuple[Assignment, ...]:
    """What the therapist asks of this couple's people, the earliest week first."""
    return tuple(map(_make_assignment, reader.execute(_BY_DUE_WEEK.where(reader.own(assignments, couple_id=couple)))))


def read_every_assignment(reader: TherapistReader) -> dict[UUID, tuple[Assignment, ...]]:
    """What the therapist asks of every couple's people, by couple, the earliest week first."""
    by_couple: dict[UUID, tuple[Assignment, ...]] = defaultdict(tuple)
    for row in reader.execute(_BY_DUE_WEEK.where(reader.own(assignments), reader.of_connected(assignments))):
        by_couple[row.couple_id] += (_make_assignment(row),)
    return by_couple


def read_last_answered(
    reader: TherapistReader, people: Mapping[UUID, Row[Any]], assigned: Iterable[Assignment]
) -> dict[tuple[UUID, str], date]:
    """The last local day on which a person answered a questionnaire that is asked, since then, and as far as granted.

    What holds nothing that can be read leaves no trace.
    """
    requests = list(assigned)
    if not requests:
        return {}
    questionnaire_ids = sorted({own_assignment.request.questionnaire for own_assignment in requests})
    readable = select_readable_entries(reader.therapist.id, *SHARED_PARTS, keys=therapist_keys).where(
        reader.of_clinic(entries), reader.of_connected(entries), entries.c.questionnaire.in_(questionnaire_ids)
    )
    open_segments = OpenedSegments(reader.therapist, reader.execute(readable))
    rows = reader.execute(
        IN_ORDER.where(reader.of_clinic(responses), reader.of_connected(responses))
        .where(responses.c.questionnaire.in_(questionnaire_ids))
        .where(responses.c.saved >= min(own_assignment.asked_at for own_assignment in requests))
    ).all()
    days: dict[tuple[UUID, str], date] = {}
    for row in reversed(rows):
        answered = row.owner_id, row.questionnaire
        if answered not in days and row.owner_id in people and any(open_segments.parts(row).values()):
            days[answered] = row.saved.astimezone(ZoneInfo(people[row.owner_id].zone)).date()
    return days


def read_own_assignments(notebook: Notebook, principal: Principal) -> tuple[Assignment, ...]:
    """What is asked of the person and was not declined, the earliest week first."""
    with notebook.read_as(principal) as reader:
        return tuple(map(_make_assignment, reader.run(_OWN)))


def decline_assignment(notebook: Notebook, principal: Principal, key: UUID, now: datetime) -> None:
    """No longer ask this of the person; nobody else sees it. NotFound for what was never asked of them."""
    with notebook.write_as(principal, now) as writer:
        own = writer.own(assignments, assignment_id=key)
        if writer.execute(update(assignments).where(own).values(declined=now)).rowcount != 1:
            raise NotFound


def _check_connected(reader: TherapistReader, couple: UUID, person: UUID) -> None:
    """NotFound for anybody who is not of the couple or not connected now."""
    row = reader.read_couple(couple).get(person)
    if row is None or reader.ended(row) is not None:
        raise NotFound


def _find(reader: TherapistReader, couple: UUID, key: UUID) -> Row[Any] | None:
    own = reader.own(assignments, couple_id=couple, assignment_id=key)
    return reader.execute(select(assignments).where(own)).one_or_none()


def _make_assignment(row: Row[Any]) -> Assignment:
    if not row.due or (row.interval_weeks is not None and not 1 <= row.interval_weeks <= MAX_WEEKS_BETWEEN):
        raise EntryBroken(NotebookText.VALUE_DAMAGED)
    request = AssignmentRequest(row.person_id, row.questionnaire, Week.parse(row.due), row.interval_weeks)
    return Assignment(row.assignment_id, request, row.asked, row.name)
