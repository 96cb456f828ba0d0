"""Scores from answers to what was shown: only answered items count, and too few of them give a score without a value.

A mean or a percent is of what applied and was shown. A sum is over all its items: one that is hidden, does not apply,
is declined or is left out leaves no sum, unless the scale names a rule (`need` below 1, or `hidden_counts_zero`).

Every answer is worth a whole number of points over one common denominator, so that a score is added without rounding
and rounded once, at the end. Reversal is part of the points; what a person answered is never changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from nearer.domain.answers import Answer, AnswerState
from nearer.domain.conditions import apply_conditions
from nearer.domain.scales import ScalePlan, is_over_all_items

if TYPE_CHECKING:
    from nearer.domain.questionnaire import Questionnaire
    from nearer.domain.scales import Scale

_ANSWERED = AnswerState.ANSWERED
_GIVEN = (AnswerState.ANSWERED, AnswerState.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class Score:
    """One scale's score as shown. `value` is None below `needed`; `applies` is false when no shown item fits, and of a
    scale of activity only when the answers say that there was none.

    The rest counts items: those with an answer or counted as 0 by a rule, all there are, those that were not asked,
    and those of which it was said that they do not apply.
    """

    scale: str
    value: Decimal | None
    answered: int
    needed: int
    applies: bool
    band: str | None
    items: int = 0
    not_shown: int = 0
    not_applicable: int = 0


def score_scale(questionnaire: Questionnaire, scale: Scale, answers: Mapping[str, Answer]) -> Score:
    """Apply the conditions, then score one scale of the questionnaire."""
    return _score(questionnaire.plans[scale.id], apply_conditions(questionnaire, answers))


def score_response(questionnaire: Questionnaire, answers: Mapping[str, Answer]) -> tuple[Score, ...]:
    """Apply the conditions, then score every scale, in the order of the questionnaire."""
    all_answers = apply_conditions(questionnaire, answers)
    return tuple(_score(plan, all_answers) for plan in questionnaire.plans.values())


def count_answered(scale: Scale, answers: Mapping[str, Answer]) -> int:
    """How many items of the scale have an answer, as `Scale.is_rough` asks for."""
    return sum(name in answers and answers[name].state is _ANSWERED for name in scale.items)


def _score(plan: ScalePlan, all_answers: Mapping[str, Answer]) -> Score:
    """Declined and skipped items apply but are not answered; items that do not apply or are hidden are left out."""
    scale, states = plan.scale, {name: all_answers[name].state for name in plan.points}
    points = [of(all_answers[name].value) for name, of in plan.points.items() if states[name] is _ANSWERED]
    if scale.hardest is not None:  # with fewer answers what is missing counts 0: another trouble never lowers the score
        points = sorted(points)[-scale.hardest :]
    hidden = [name for name, state in states.items() if state is AnswerState.NOT_SHOWN]
    zero = [name for name in hidden if scale.hidden_counts_zero and _is_zero(plan, name, all_answers)]
    counted = Counter(states.values())
    away, answered = counted[AnswerState.NOT_APPLICABLE], counted[_ANSWERED] + len(zero)
    applicable = len(states) - away - len(hidden) + len(zero)
    counts = (len(states), len(hidden) - len(zero), away)
    if scale.activity and (away or any(_is_ruled_out(plan, name, all_answers) for name in hidden)):
        return Score(scale.id, None, answered, plan.needed[-1], False, None, *counts)
    needed = plan.needed[applicable]
    if answered < needed:
        return Score(scale.id, None, answered, needed, applicable > 0 or scale.activity, None, *counts)
    of_all = len(states) if is_over_all_items(scale) else applicable
    value, band = plan.value(sum(points), scale.hardest or answered, of_all)
    return Score(scale.id, value, answered, needed, True, band, *counts)


def _is_ruled_out(plan: ScalePlan, name: str, all_answers: Mapping[str, Answer]) -> bool:
    """Whether the item is hidden by answers, and not only because the answer it depends on is missing."""
    looked_at = plan.depends_on.get(name, ())
    return bool(looked_at) and all(
        all_answers[other].state in _GIVEN
        or (all_answers[other].state is AnswerState.NOT_SHOWN and _is_ruled_out(plan, other, all_answers))
        for other in looked_at
    )


def _is_zero(plan: ScalePlan, name: str, all_answers: Mapping[str, Answer]) -> bool:
    """Whether answers hide the item, and those of its own scale among them weigh nothing."""
    inside = [other for other in plan.depends_on.get(name, ()) if other in plan.points]
    return _is_ruled_out(plan, name, all_answers) and all(
        _is_zero(plan, other, all_answers)
        if all_answers[other].state is AnswerState.NOT_SHOWN
        else all_answers[other].state is _ANSWERED and plan.points[other](all_answers[other].value) == 0
        for other in inside
    )
