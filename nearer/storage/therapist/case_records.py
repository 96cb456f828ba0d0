"""What a therapist is given: frozen values that hold what was granted, and nothing that tells of the rest."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from nearer.domain.events import Event
from nearer.domain.roles_and_audiences import Part, Role
from nearer.domain.weekly_scores import WeeklyScores
from nearer.domain.weeks import Week
from nearer.storage.couple.responses import SavedResponse
from nearer.storage.therapist.guide_shared_with_therapist import SharedGuide


@dataclass(frozen=True, slots=True)
class ConnectedPerson:
    """A person who let this therapist in. `parts` are what can be read now; none once it has `ended`."""

    person: UUID
    nickname: str
    role: Role
    first: bool
    zone: str
    parts: frozenset[Part]
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
class PersonRecord:
    """One person in full, as granted: of a weekly questionnaire each week's last response, of others every one."""

    who: ConnectedPerson
    responses: tuple[SavedResponse, ...] = field(repr=False)
    events: tuple[Event, ...] = field(repr=False)
    guide: SharedGuide | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class TherapistNote:
    """A therapist's own note on a couple, which only that therapist can open."""

    id: UUID
    day: date
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class AssignmentRequest:
    """What a therapist would like one person to answer: by which week, once or every so many weeks."""

    person: UUID
    questionnaire: str
    due: Week
    every: int | None = None


@dataclass(frozen=True, slots=True)
class Assignment:
    """A wish that stands. It says neither whether it was answered nor whether it was declined."""

    id: UUID
    wish: AssignmentRequest
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class CoupleRecord:
    """One couple in full: what each of them granted, and what the therapist keeps. `notes` newest first."""

    couple: UUID
    people: tuple[PersonRecord, ...]
    visits: tuple[date, ...] = ()
    notes: tuple[TherapistNote, ...] = field(default=(), repr=False)
    assignments: tuple[Assignment, ...] = ()


@dataclass(frozen=True, slots=True)
class CustomQuestionnaireFile:
    """A file that was taken. `kind` is fhir or yaml; `definition` is YAML; `report` (JSON) says what became of it."""

    kind: str
    original: bytes = field(repr=False)
    definition: str = field(repr=False)
    report: str = field(default="{}", repr=False)


@dataclass(frozen=True, slots=True)
class CustomQuestionnaire:
    """One version of one questionnaire; `state` is draft, offered or retired.

    `marks` are the items that the therapist marked as asking about harm, None until they have looked.
    """

    id: UUID
    questionnaire: str
    version: str
    title: str
    sha256: str
    kind: str
    state: str
    brought: datetime
    offered: datetime | None
    retired: datetime | None
    marks: frozenset[str] | None
    report: str = field(repr=False)
