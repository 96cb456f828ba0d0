"""Scores from settled answers: only answered items count, and too few of them give a score without a value.

A mean or a percent is of what applied and was shown. A sum is over all its items: one that is hidden, does not apply,
is declined or is left out leaves no sum, unless the scale names a rule (`need` below 1, or `hidden_counts_zero`).

Every answer is worth a whole number of points over one common denominator, so that a score is added without rounding
and rounded once, at the end. Reversal is part of the points; what a person answered is never changed.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from nearer.domain.answers import Answer, AnswerState
from nearer.domain.conditions import settle

if TYPE_CHECKING:
    from nearer.domain.questionnaire import Item, Questionnaire, Scale

_ANSWERED = AnswerState.ANSWERED
_GIVEN = (AnswerState.ANSWERED, AnswerState.NOT_APPLICABLE)
_KEPT = 1024  # sums of points of one scale whose score is worked out once
_EXACT = Context(prec=60, rounding=ROUND_HALF_UP)


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


@dataclass(frozen=True, slots=True)
class ScalePlan:
    """A scale with what each answer gives: `points` of an item takes its answer.

    `needed` says for each number of items that apply how many answers there must be. `value` takes the sum of points,
    how many answers they are of and how many items apply, and gives the shown score with its band. `lowest` and
    `highest` are the ends of the shown score, also when some items do not apply. `looks_at` holds for each item that
    can be hidden the items its conditions look at.
    """

    scale: Scale
    points: Mapping[str, Callable[[Any], int | Fraction]]
    needed: tuple[int, ...]
    value: Callable[[int | Fraction, int, int], tuple[Decimal, str | None]]
    lowest: Decimal
    highest: Decimal
    looks_at: Mapping[str, frozenset[str]]


def is_over_all_items(scale: Scale) -> bool:
    """Whether an item that is hidden or does not apply counts as one without an answer."""
    return scale.method == "sum" or scale.whole or scale.activity


def score_scale(questionnaire: Questionnaire, scale: Scale, answers: Mapping[str, Answer]) -> Score:
    """Settle the answers, then score one scale of the questionnaire."""
    return _score(questionnaire.plans[scale.id], settle(questionnaire, answers))


def score_response(questionnaire: Questionnaire, answers: Mapping[str, Answer]) -> tuple[Score, ...]:
    """Settle the answers, then score every scale, in the order of the questionnaire."""
    settled = settle(questionnaire, answers)
    return tuple(_score(plan, settled) for plan in questionnaire.plans.values())


def plan_scale(scale: Scale, items: Sequence[Item]) -> ScalePlan:
    """Plan a scale whose items the loader has checked: each has a range, and for percent one that is not empty."""
    worths = [
        {option.code: _worth(scale, item, option.weight) for option in item.options if option.weight is not None}
        for item in items
    ]
    denominator = math.lcm(*(worth.denominator for of_item in worths for worth in of_item.values()))

    def points(item: Item, worth: Mapping[str, Fraction]) -> Callable[[Any], int | Fraction]:
        if item.type == "choice":
            return {code: int(number * denominator) for code, number in worth.items()}.__getitem__
        return lambda number: _worth(scale, item, number) * denominator

    @lru_cache(maxsize=_KEPT)
    def value(total: int | Fraction, answered: int, applicable: int) -> tuple[Decimal, str | None]:
        shown = _shown(scale, Fraction(total, denominator * answered), applicable)
        return shown, next((band.name for band in reversed(scale.bands) if band.start <= shown), None)

    every = {item.id: points(item, worth) for item, worth in zip(items, worths, strict=True)}
    whole = is_over_all_items(scale)
    needed = tuple(_needed(scale, len(items) if whole else applicable) for applicable in range(len(items) + 1))
    looks_at = {item.id: frozenset[str]().union(*(gate.items for gate in item.gates)) for item in items if item.gates}
    return ScalePlan(scale, every, needed, value, *_ends(scale, items), looks_at)


def weight_range(item: Item) -> tuple[Decimal, Decimal] | None:
    """The lowest and highest an item can weigh, or None when it cannot be scored."""
    if item.type == "choice":
        weights = [option.weight for option in item.options if option.weight is not None]
        return (min(weights), max(weights)) if weights else None
    limits = item.limits
    if item.type in ("integer", "decimal") and limits and limits.min is not None and limits.max is not None:
        return limits.min, limits.max
    return None


def _worth(scale: Scale, item: Item, weight: Decimal) -> Fraction:
    """What an answer of this weight gives: turned around for a reversed item, and stretched to 0-100 for percent."""
    low, high = (Fraction(end) for end in weight_range(item) or (0, 0))
    worth = low + high - Fraction(weight) if item.reverse else Fraction(weight)
    if scale.method == "percent":
        return 100 * (worth - low) / (high - low)
    return worth * Fraction(scale.factors[item.id]) if scale.factors else worth


def _ends(scale: Scale, items: Sequence[Item]) -> tuple[Decimal, Decimal]:
    """The ends over every number of items that may apply and every choice of those that are answered."""
    ends: list[list[Fraction]] = []
    for item in items:
        low, high = sorted(_worth(scale, item, end) for end in weight_range(item) or ())
        ends.append([min(low, Fraction()) if scale.hidden_counts_zero and item.gates else low, high])
    lows, highs = sorted(low for low, _ in ends), sorted((high for _, high in ends), reverse=True)
    may_be_away = not is_over_all_items(scale) and any(item.gates or item.not_applicable_codes for item in items)
    lowest, highest = [], []
    for applicable in range(1 if may_be_away else len(items), len(items) + 1):
        answered = _needed(scale, applicable)
        lowest.append(_shown(scale, Fraction(sum(lows[:answered]), answered), applicable))
        highest.append(_shown(scale, Fraction(sum(highs[:answered]), answered), applicable))
    return min(lowest), max(highest)


def _score(plan: ScalePlan, settled: Mapping[str, Answer]) -> Score:
    """Declined and skipped items apply but are not answered; items that do not apply or are hidden are left out."""
    scale, states = plan.scale, {name: settled[name].state for name in plan.points}
    total = sum(points(settled[name].value) for name, points in plan.points.items() if states[name] is _ANSWERED)
    hidden = [name for name, state in states.items() if state is AnswerState.NOT_SHOWN]
    zero = [name for name in hidden if scale.hidden_counts_zero and _is_zero(plan, name, settled)]
    counted = Counter(states.values())
    away, answered = counted[AnswerState.NOT_APPLICABLE], counted[_ANSWERED] + len(zero)
    applicable = len(states) - away - len(hidden) + len(zero)
    counts = (len(states), len(hidden) - len(zero), away)
    if scale.activity and (away or any(_is_ruled_out(plan, name, settled) for name in hidden)):
        return Score(scale.id, None, answered, plan.needed[-1], False, None, *counts)
    needed = plan.needed[applicable]
    if answered < needed:
        return Score(scale.id, None, answered, needed, applicable > 0 or scale.activity, None, *counts)
    of_all = len(states) if is_over_all_items(scale) else applicable
    value, band = plan.value(total, answered, of_all)
    return Score(scale.id, value, answered, needed, True, band, *counts)


def _is_ruled_out(plan: ScalePlan, name: str, settled: Mapping[str, Answer]) -> bool:
    """Whether answers hide the item, rather than that one is missing to which it would be the next."""
    looked_at = plan.looks_at.get(name, ())
    return bool(looked_at) and all(
        settled[other].state in _GIVEN
        or (settled[other].state is AnswerState.NOT_SHOWN and _is_ruled_out(plan, other, settled))
        for other in looked_at
    )


def _is_zero(plan: ScalePlan, name: str, settled: Mapping[str, Answer]) -> bool:
    """Whether answers hide the item, and those of its own scale among them weigh nothing."""
    inside = [other for other in plan.looks_at.get(name, ()) if other in plan.points]
    return _is_ruled_out(plan, name, settled) and all(
        _is_zero(plan, other, settled)
        if settled[other].state is AnswerState.NOT_SHOWN
        else settled[other].state is _ANSWERED and plan.points[other](settled[other].value) == 0
        for other in inside
    )


def _needed(scale: Scale, applicable: int) -> int:
    """How many answers there must be when so many items apply; at least one."""
    return max(1, math.ceil(scale.need * applicable))


def _shown(scale: Scale, mean: Fraction, applicable: int) -> Decimal:
    """Fill a sum up to the items that apply, then round once, a half away from zero."""
    exact = mean * applicable if scale.method == "sum" else mean
    step = Decimal(1).scaleb(-scale.decimals)
    return _EXACT.divide(Decimal(exact.numerator), Decimal(exact.denominator)).quantize(step, context=_EXACT)
