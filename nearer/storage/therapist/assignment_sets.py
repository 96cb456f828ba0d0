"""Sets of questionnaires that a therapist asks for with one press; all of them in one body, sealed for them alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from nearer.database.row_errors import NotSaved
from nearer.database.therapist_schema import assignment_sets
from nearer.domain.roles_and_audiences import Role
from nearer.language.error_catalogue.notebook_errors import TherapistText
from nearer.privacy.associated_data import bind
from nearer.privacy.principal import Therapist
from nearer.privacy.seal import own_mac, seal_body
from nearer.sealed.entries import check_own, content_bytes, open_content
from nearer.sealed.therapist_authorisation import TherapistReader
from nearer.storage.notebook import Notebook

MAX_SETS, MAX_SET_TITLE = 30, 60  # of one therapist; characters
Sets = tuple["AssignmentSet", ...]


@dataclass(frozen=True, slots=True)
class AssignmentSet:
    """What is asked of everybody of a couple in these roles, each as far as it is for their role.

    Due so many weeks from the one in which it is asked for; then again every so many weeks, or once.
    """

    title: str = field(repr=False)
    questionnaires: tuple[str, ...]
    roles: frozenset[Role]
    due_in_weeks: int = 0
    interval_weeks: int | None = None


def read_assignment_sets(notebook: Notebook, therapist: Therapist) -> Sets:
    """The therapist's own, in the order they were made. EntryBroken when they were damaged."""
    with notebook.read_as_therapist(therapist) as reader:
        return _read(reader)


def save_assignment_set(notebook: Notebook, therapist: Therapist, assignment_set: AssignmentSet) -> None:
    """Save a set in place of one with the same title. NotSaved for a title that is too long, nothing in it, or too many
    sets."""

    def with_it(sets: Sets) -> Sets:
        others = tuple(one for one in sets if one.title != assignment_set.title)
        if not assignment_set.questionnaires or len(assignment_set.title) > MAX_SET_TITLE or len(others) >= MAX_SETS:
            raise NotSaved(TherapistText.NO_SUCH_SET, most=MAX_SETS, limit=MAX_SET_TITLE)
        return (*others, assignment_set)

    _change(notebook, therapist, with_it)


def delete_assignment_set(notebook: Notebook, therapist: Therapist, assignment_set: AssignmentSet) -> AssignmentSet:
    """Delete it, and hand it over; what was asked with it stays asked. One that is not there is no error."""
    _change(notebook, therapist, lambda sets: tuple(one for one in sets if one != assignment_set))
    return assignment_set


def _read(reader: TherapistReader) -> Sets:
    row = reader.execute(select(assignment_sets).where(reader.own(assignment_sets))).one_or_none()
    if row is None:
        return ()
    associated_data, damaged = _bind_sets(reader.therapist), TherapistText.RECORD_DAMAGED()
    check_own(reader.therapist, row, associated_data, damaged)
    return tuple(map(_parse_set, open_content(row.body, reader.own_key, associated_data, damaged)))


def _change(notebook: Notebook, therapist: Therapist, change: Callable[[Sets], Sets]) -> None:
    with notebook.write_as_therapist(therapist) as writer:
        contents = [
            [
                assignment_set.title,
                assignment_set.questionnaires,
                sorted(assignment_set.roles),
                assignment_set.due_in_weeks,
                assignment_set.interval_weeks,
            ]
            for assignment_set in change(_read(writer))
        ]
        associated_data = _bind_sets(therapist)
        sealed = seal_body(content_bytes(contents), writer.own_key, associated_data)
        writer.delete(assignment_sets)
        writer.insert(assignment_sets, mac=own_mac(therapist.keys, associated_data + sealed), body=sealed)


def _parse_set(content: Any) -> AssignmentSet:
    title, questionnaires, roles, due_in_weeks, interval_weeks = content
    return AssignmentSet(title, tuple(questionnaires), frozenset(map(Role, roles)), due_in_weeks, interval_weeks)


def _bind_sets(therapist: Therapist) -> bytes:
    return bind("sets", therapist.clinic, therapist.id)
