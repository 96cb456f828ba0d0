"""What is waiting for a person: each questionnaire with its standing today."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from nearer.domain.questionnaire import Questionnaire
from nearer.domain.schedule import DueState, asked_week, due_state, is_still_asked
from nearer.domain.weeks import Week
from nearer.session.values import PersonSession
from nearer.storage.couple.drafts import begun_forms
from nearer.storage.couple.responses import read_last_saved
from nearer.storage.therapist.assignments import Assignment, read_own_assignments

_FIRST = {DueState.STARTED: 0, DueState.DUE: 1, DueState.FINISHED: 2}


@dataclass(frozen=True, slots=True)
class DueQuestionnaire:
    """One questionnaire for one person; `last` is the local day it was last saved. `assignment` while there is one."""

    questionnaire: Questionnaire
    standing: DueState
    last: date | None
    assignment: Assignment | None = None
    asked_week: Week | None = None

    @property
    def is_check_in(self) -> bool:
        return self.questionnaire.purpose == "closeness"

    @property
    def is_open(self) -> bool:
        """Whether there is something to do."""
        return self.standing is not DueState.FINISHED


def due_questionnaires(visit: PersonSession) -> tuple[DueQuestionnaire, ...]:
    """Every questionnaire of the person's role: the check-in first, then what was begun, what is due, what is done."""
    last_saved = read_last_saved(visit.notebook, visit.principal)
    begun = {name for name, week in begun_forms(visit.notebook, visit.principal) if week in (None, visit.week)}
    all_due, assignments = [], read_own_assignments(visit.notebook, visit.principal)
    for questionnaire in visit.questionnaires:
        last = visit.day_of(last_saved[questionnaire.id]) if questionnaire.id in last_saved else None
        where = due_state(questionnaire.repeat, last, questionnaire.id in begun, visit.today)
        all_due.append(_with_asked(visit, DueQuestionnaire(questionnaire, where, last), assignments))
    return tuple(sorted(all_due, key=_order))


def _with_asked(visit: PersonSession, due: DueQuestionnaire, assignments: Iterable[Assignment]) -> DueQuestionnaire:
    """With the first assignment that is not answered yet; what a therapist asks for is due again."""
    for wish in (each for each in assignments if each.wish.questionnaire == due.questionnaire.id):
        about = asked_week(wish.wish.due, wish.wish.every, visit.week)
        if is_still_asked(wish.wish.due, about, visit.day_of(wish.asked_at), due.last):
            where = DueState.DUE if due.standing is DueState.FINISHED else due.standing
            return replace(due, standing=where, assignment=wish, asked_week=about)
    return due


def _order(due: DueQuestionnaire) -> tuple[bool, int]:
    return (not due.is_check_in or due.standing is DueState.FINISHED, _FIRST[due.standing])
