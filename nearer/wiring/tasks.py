"""What is waiting for a person: each questionnaire with its standing today."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from nearer.domain import Questionnaire, Week
from nearer.domain.due import Standing, asked_week, is_still_asked, standing
from nearer.storage import Asked, own_assignments
from nearer.storage.drafts import begun_forms
from nearer.storage.kept_dates import kept_dates
from nearer.wiring.visit import Visit
from nearer.wiring.weeks import CHECK_IN

_FIRST = {Standing.STARTED: 0, Standing.DUE: 1, Standing.FINISHED: 2}


@dataclass(frozen=True, slots=True)
class Waiting:
    """One questionnaire for one person; `last` is the local day it was last saved. `asked` while a therapist asks."""

    questionnaire: Questionnaire
    standing: Standing
    last: date | None
    asked: Asked | None = None
    asked_week: Week | None = None

    @property
    def is_check_in(self) -> bool:
        return self.questionnaire.id == CHECK_IN

    @property
    def is_open(self) -> bool:
        """Whether there is something to do."""
        return self.standing is not Standing.FINISHED


def waiting(visit: Visit) -> tuple[Waiting, ...]:
    """Every questionnaire of the person's role: the check-in first, then what was begun, what is due, what is done."""
    kept = kept_dates(visit.notebook, visit.principal)
    begun = {name for name, week in begun_forms(visit.notebook, visit.principal) if week in (None, visit.week)}
    found, asked = [], own_assignments(visit.notebook, visit.principal)
    for questionnaire in visit.questionnaires:
        last = visit.day_of(kept[questionnaire.id]) if questionnaire.id in kept else None
        where = standing(questionnaire.repeat, last, questionnaire.id in begun, visit.today)
        found.append(_with_asked(visit, Waiting(questionnaire, where, last), asked))
    return tuple(sorted(found, key=_order))


def _with_asked(visit: Visit, one: Waiting, asked: Iterable[Asked]) -> Waiting:
    """With the first assignment that is not answered yet; what a therapist asks for is due again."""
    for wish in (each for each in asked if each.wish.questionnaire == one.questionnaire.id):
        about = asked_week(wish.wish.due, wish.wish.every, visit.week)
        if is_still_asked(wish.wish.due, about, visit.day_of(wish.asked), one.last):
            where = Standing.DUE if one.standing is Standing.FINISHED else one.standing
            return replace(one, standing=where, asked=wish, asked_week=about)
    return one


def _order(one: Waiting) -> tuple[bool, int]:
    return (not one.is_check_in or one.standing is Standing.FINISHED, _FIRST[one.standing])
