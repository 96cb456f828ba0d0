"""What is waiting for a person: each questionnaire with its standing today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from nearer.domain import Questionnaire
from nearer.domain.due import Standing, standing
from nearer.storage.drafts import drafts
from nearer.storage.kept_dates import kept_dates
from nearer.wiring.visit import Visit
from nearer.wiring.weeks import CHECK_IN

_FIRST = {Standing.STARTED: 0, Standing.DUE: 1, Standing.FINISHED: 2}


@dataclass(frozen=True, slots=True)
class Waiting:
    """One questionnaire for one person; `last` is the local day it was last saved."""

    questionnaire: Questionnaire
    standing: Standing
    last: date | None

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
    begun = {
        draft.questionnaire for draft in drafts(visit.notebook, visit.principal) if draft.week in (None, visit.week)
    }
    found = []
    for questionnaire in visit.questionnaires:
        last = visit.day_of(kept[questionnaire.id]) if questionnaire.id in kept else None
        where = standing(questionnaire.repeat, last, questionnaire.id in begun, visit.today)
        found.append(Waiting(questionnaire, where, last))
    return tuple(sorted(found, key=_order))


def _order(one: Waiting) -> tuple[bool, int]:
    return (not one.is_check_in or one.standing is Standing.FINISHED, _FIRST[one.standing])
