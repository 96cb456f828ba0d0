"""Scores from settled answers: only answered items count, and too few of them give a score without a value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from nearer.domain.answers import Answer, AnswerState
from nearer.domain.conditions import settle
from nearer.domain.plans import ScalePlan, half_up
from nearer.domain.questionnaire import Questionnaire, Scale


@dataclass(frozen=True, slots=True)
class Score:
    """One scale's score as shown. `value` is None below `needed`; `applies` is false when no shown item fits."""

    scale: str
    value: Decimal | None
    answered: int
    needed: int
    applies: bool
    band: str | None


def score_scale(questionnaire: Questionnaire, scale: Scale, answers: Mapping[str, Answer]) -> Score:
    """Settle the answers, then score one scale of the questionnaire."""
    return _score(questionnaire.plans[scale.id], settle(questionnaire, answers))


def score_response(questionnaire: Questionnaire, answers: Mapping[str, Answer]) -> tuple[Score, ...]:
    """Settle the answers, then score every scale, in the order of the questionnaire."""
    settled = settle(questionnaire, answers)
    return tuple(_score(plan, settled) for plan in questionnaire.plans.values())


def _score(plan: ScalePlan, settled: Mapping[str, Answer]) -> Score:
    """Declined and skipped items apply but are not answered; items that do not apply or are hidden are left out."""
    total: int | Fraction = 0
    answered = applicable = 0
    for item_id, points in plan.points:
        answer = settled[item_id]
        if answer.state is AnswerState.ANSWERED:
            answered += 1
            applicable += 1
            total += points(answer.value)
        elif answer.state in (AnswerState.DECLINED, AnswerState.SKIPPED):
            applicable += 1
    needed = plan.needed(applicable)
    if answered < needed:
        return Score(plan.scale, None, answered, needed, applicable > 0, None)
    times = applicable if plan.by_items else 1
    value = half_up(Fraction(total * times, plan.denominator * answered), plan.places)
    return Score(plan.scale, value, answered, needed, True, _band(plan, value))


def _band(plan: ScalePlan, shown: Decimal) -> str | None:
    """The last band that starts at or below the shown value."""
    return next((name for start, name in plan.bands if start <= shown), None)
