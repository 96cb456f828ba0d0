"""What is waiting for a person: each questionnaire with its state today."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from nearer.domain.questionnaire import Questionnaire
from nearer.domain.schedule import DueState, asked_week, due_state, is_still_asked
from nearer.domain.weeks import Week
from nearer.session.values import PersonSession
from nearer.storage.couple.form_drafts import read_begun_forms
from nearer.storage.couple.responses import read_last_saved
from nearer.storage.therapist.assignments import Assignment, read_own_assignments
from nearer.views import text as words
from nearer.views.screen_values import Task

_FIRST = {DueState.STARTED: 0, DueState.DUE: 1, DueState.FINISHED: 2}


@dataclass(frozen=True, slots=True)
class DueQuestionnaire:
    """One questionnaire for one person today; `last` is the local day it was last saved. `assignment` where it is asked
    for."""

    questionnaire: Questionnaire
    state: DueState
    last: date | None
    today: date
    assignment: Assignment | None = None
    asked_week: Week | None = None

    @property
    def is_check_in(self) -> bool:
        """Whether it is the weekly questionnaire of closeness."""
        return self.questionnaire.purpose == "closeness"

    @property
    def is_open(self) -> bool:
        """Whether there is something to do."""
        return self.state is not DueState.FINISHED


@dataclass(frozen=True, slots=True)
class QuestionnairesScreen:
    """The list of all that a person is asked beside the check-in; `has_barriers` where some of it has a picture."""

    questionnaires: tuple[DueQuestionnaire, ...]
    has_barriers: bool

    def is_next(self, due: DueQuestionnaire) -> bool:
        """Whether it is the first of those that are open; before any was answered that has a picture, the short start
        above them is the next thing."""
        return self.has_barriers and due.is_open and due is self.questionnaires[0]


def load_questionnaires(session: PersonSession) -> QuestionnairesScreen:
    """Read what is due once."""
    due_forms = load_due_questionnaires(session)
    has_barriers = any(due.last is not None and due.questionnaire.purpose == "barriers" for due in due_forms)
    return QuestionnairesScreen(tuple(due for due in due_forms if not due.is_check_in), has_barriers)


def load_due_questionnaires(session: PersonSession) -> tuple[DueQuestionnaire, ...]:
    """Every questionnaire of the person's role: the check-in first, then what was begun, what is due, what is done."""
    last_saved = session.read_unchanged(read_last_saved)
    begun = {name for name, week in session.read_once(read_begun_forms) if week in (None, session.week)}
    read = partial(read_own_assignments, session.notebook, session.principal)
    all_due, assignments = [], session.load_until_written("assignments", read)
    for questionnaire in session.questionnaires:
        last = session.day_of(last_saved[questionnaire.id]) if questionnaire.id in last_saved else None
        state = due_state(questionnaire.repeat, last, questionnaire.id in begun, session.today)
        all_due.append(
            _with_assignment(session, DueQuestionnaire(questionnaire, state, last, session.today), assignments)
        )
    return tuple(sorted(all_due, key=_order))


def _with_assignment(
    session: PersonSession, due: DueQuestionnaire, assignments: Iterable[Assignment]
) -> DueQuestionnaire:
    """The questionnaire with the first assignment that is not answered yet; what a therapist asks for is due again."""
    own = [assignment for assignment in assignments if assignment.request.questionnaire == due.questionnaire.id]
    for assignment in own:
        about = asked_week(assignment.request.due, assignment.request.interval_weeks, session.week)
        if is_still_asked(assignment.request.due, about, session.day_of(assignment.asked_at), due.last):
            state = DueState.DUE if due.state is DueState.FINISHED else due.state
            return replace(due, state=state, assignment=assignment, asked_week=about)
    return due


def _order(due: DueQuestionnaire) -> tuple[bool, int]:
    return (not due.is_check_in or due.state is DueState.FINISHED, _FIRST[due.state])


def task_of(due: DueQuestionnaire, is_next: bool) -> Task:
    """A questionnaire as what opens it; the one next thing stands out, and says what it is about."""
    waiting = words.this_week.NEXT if is_next else words.questionnaires.WAITING
    state, button = {
        DueState.DUE: (waiting, words.questionnaires.START),
        DueState.STARTED: (words.questionnaires.BEGUN, words.questionnaires.RESUME),
        DueState.FINISHED: (words.questionnaires.FINISHED, words.questionnaires.ANSWER_AGAIN),
    }[due.state]
    finished, begun = due.state is DueState.FINISHED, due.state is DueState.STARTED
    is_again = not finished and not begun and not is_next and not due.is_check_in
    if due.last is not None and (finished or is_again):
        state = words.questionnaires.answered_on(due.last, due.today)
    if not finished and due.questionnaire.minutes and not due.is_check_in:
        state = f"{state}, {words.questionnaires.about_minutes(due.questionnaire.minutes)}"
    if due.assignment is not None and due.asked_week is not None:
        state = words.assigning.asked_by(due.assignment.by, due.asked_week, due.assignment.request.interval_weeks)
    check_in = words.this_week.CHECK_IN_GO_ON if begun else words.this_week.CHECK_IN_LEAD
    summary = due.questionnaire.summary or "" if is_next else ""
    lead = check_in if due.is_check_in else summary
    return Task(due.questionnaire.title, lead, state, button, is_next)
