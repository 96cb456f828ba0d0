"""What a therapist can ask a couple for with one press: the two sets that are always there, and their own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from nearer.caseload.couple import Couple
from nearer.domain.questionnaire import Questionnaire
from nearer.domain.roles_and_audiences import Role
from nearer.domain.weeks import Week
from nearer.session.values import TherapistSession
from nearer.storage.therapist.assignment_sets import AssignmentSet, read_assignment_sets
from nearer.storage.therapist.assignments import AssignmentRequest, save_assignments
from nearer.storage.therapist.caseload import PersonRecord
from nearer.trends.series import weeks_between
from nearer.views import text as words


def read_sets(session: TherapistSession) -> tuple[AssignmentSet, ...]:
    """The sets that are always there, then the therapist's own."""
    own = session.read_once("sets", None, lambda: read_assignment_sets(session.notebook, session.therapist))
    return (*shipped_sets(session), *own)


def shipped_sets(session: TherapistSession) -> tuple[AssignmentSet, AssignmentSet]:
    """*Intake* is also about hopes; *Every four weeks* begins with this week, and an answer of now counts for it."""
    catalogue, all_roles = session.catalogue, frozenset(Role)
    offered = tuple(name for name, is_offered in catalogue.custom.items() if is_offered)
    barriers, goals = _ids(catalogue.for_purpose("barriers")), _ids(catalogue.for_purpose("goals"))
    return (
        AssignmentSet(str(words.assigning.INTAKE), (*barriers, *goals, *offered), all_roles, due_in_weeks=1),
        AssignmentSet(str(words.assigning.EVERY_FOUR_WEEKS), (*barriers, *offered), all_roles, interval_weeks=4),
    )


def chosen_set(
    people: Iterable[PersonRecord], questionnaire_ids: Iterable[str], due: date, today: date
) -> AssignmentSet:
    """The questionnaires chosen for these people, as a set without a name, for once."""
    roles = frozenset(person.who.role for person in people)
    return AssignmentSet("", tuple(questionnaire_ids), roles, weeks_between(Week.of(today), Week.of(due)))


def connected_people(couple: Couple) -> dict[str, PersonRecord]:
    """The people who can be asked, by their id as text."""
    return {str(person.who.id): person for person in couple.connected}


def people_of(couple: Couple, assignment_set: AssignmentSet) -> tuple[PersonRecord, ...]:
    """Everybody whom a set is for."""
    return tuple(person for person in connected_people(couple).values() if person.who.role in assignment_set.roles)


def offered_titles(session: TherapistSession, people: Iterable[PersonRecord]) -> dict[str, str]:
    """The titles of the questionnaires that can be asked of any of them, by id."""
    return {one.id: one.title for person in people for one in session.catalogue.for_role(person.who.role)}


def set_sentence(session: TherapistSession, assignment_set: AssignmentSet) -> str:
    """The sentence on what a set asks for, as far as its questionnaires are still there."""
    questionnaires = (session.catalogue.get(name) for name in assignment_set.questionnaires)
    titles = [questionnaire.title for questionnaire in questionnaires if questionnaire is not None]
    return words.assigning.set_sentence(
        titles or [str(words.assigning.NO_QUESTIONNAIRE)], assignment_set.due_in_weeks, assignment_set.interval_weeks
    )


def ask_for(couple: Couple, assignment_set: AssignmentSet, people: Iterable[PersonRecord]) -> tuple[UUID, ...]:
    """Ask these people for what is offered to their role; the ids of what was not asked alike before."""
    session, due = couple.session, couple.session.week.plus(assignment_set.due_in_weeks)
    wishes = [
        AssignmentRequest(person.who.id, offered.id, due, assignment_set.interval_weeks)
        for person in people
        for offered in session.catalogue.for_role(person.who.role)
        if offered.id in assignment_set.questionnaires
    ]
    return save_assignments(session.notebook, session.therapist, couple.record.couple, wishes, session.now)


def _ids(questionnaires: Iterable[Questionnaire]) -> tuple[str, ...]:
    return tuple(one.id for one in questionnaires)
