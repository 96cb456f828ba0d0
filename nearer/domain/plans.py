"""What a scale gives for each answer, as exact numbers worked out once.

Every answer is worth a whole number of points over one common denominator, so that a score is added without rounding
and rounded once, at the end. Reversal is part of the points; what a person answered is never changed.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nearer.domain.questionnaire import Item, Scale

_EXACT = Context(prec=60, rounding=ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class ScalePlan:
    """How to score one scale. `points` of an item takes its answer; divide their mean by `denominator`.

    `lowest` and `highest` are the ends of the shown score, also when some items do not apply.
    """

    scale: str
    points: tuple[tuple[str, Callable[[Any], int | Fraction]], ...]
    denominator: int
    need: Fraction
    by_items: bool
    places: Decimal
    bands: tuple[tuple[Decimal, str], ...]
    lowest: Decimal
    highest: Decimal

    def needed(self, applicable: int) -> int:
        """How many answers there must be when so many items apply; at least one."""
        return max(1, math.ceil(self.need * applicable))


def half_up(value: Fraction | int, places: Decimal) -> Decimal:
    """Round once, a half away from zero, to steps of `places`."""
    return _EXACT.divide(Decimal(value.numerator), Decimal(value.denominator)).quantize(places, context=_EXACT)


def weight_range(item: Item) -> tuple[Fraction, Fraction] | None:
    """The lowest and highest an item can weigh, or None when it cannot be scored."""
    if item.type == "choice":
        weights = [Fraction(option.weight) for option in item.options if option.weight is not None]
        return (min(weights), max(weights)) if weights else None
    limits = item.limits
    if item.type in ("integer", "decimal") and limits and limits.min is not None and limits.max is not None:
        return Fraction(limits.min), Fraction(limits.max)
    return None


def plan_scale(scale: Scale, items: Sequence[Item]) -> ScalePlan:
    """Plan a scale whose items the loader has checked: each has a range, and for percent one that is not empty."""
    lines = [_line(scale, item) for item in items]
    denominator = math.lcm(*(number.denominator for line in lines for number in line.numbers))
    lowest, highest = _ends(scale, items, lines)
    return ScalePlan(
        scale=scale.id,
        points=tuple((item.id, _points(item, line, denominator)) for item, line in zip(items, lines, strict=True)),
        denominator=denominator,
        need=scale.need,
        by_items=scale.method == "sum",
        places=scale.places,
        bands=tuple((band.start, band.name) for band in reversed(scale.bands)),
        lowest=half_up(lowest, scale.places),
        highest=half_up(highest, scale.places),
    )


@dataclass(frozen=True, slots=True)
class _Line:
    """An item's points as a straight line over its weights."""

    slope: Fraction
    start: Fraction
    weights: tuple[Fraction, ...]

    def at(self, weight: Fraction) -> Fraction:
        return self.slope * weight + self.start

    @property
    def numbers(self) -> tuple[Fraction, ...]:
        return (self.slope, self.start, *(self.at(weight) for weight in self.weights))


def _line(scale: Scale, item: Item) -> _Line:
    low, high = weight_range(item) or (Fraction(0), Fraction(0))
    slope, start = (Fraction(-1), low + high) if item.reverse else (Fraction(1), Fraction(0))
    if scale.method == "percent":
        stretch = 100 / (high - low)
        slope, start = slope * stretch, (start - low) * stretch
    weights = [Fraction(option.weight) for option in item.options if option.weight is not None]
    return _Line(slope, start, tuple(weights or (low, high)))


def _points(item: Item, line: _Line, denominator: int) -> Callable[[Any], int | Fraction]:
    if item.type == "choice":
        weights = {option.code: Fraction(option.weight) for option in item.options if option.weight is not None}
        return {code: int(line.at(weight) * denominator) for code, weight in weights.items()}.__getitem__
    return lambda number: line.at(Fraction(number)) * denominator


def _ends(scale: Scale, items: Sequence[Item], lines: Sequence[_Line]) -> tuple[Fraction, Fraction]:
    """The ends over every number of items that may apply and every choice of those that are answered."""
    points = [sorted(line.at(weight) for weight in line.weights) for line in lines]
    lows, highs = sorted(ends[0] for ends in points), sorted((ends[-1] for ends in points), reverse=True)
    may_be_away = any(item.show_if or item.not_applicable_codes for item in items)
    lowest, highest = [], []
    for applicable in range(1 if may_be_away else len(items), len(items) + 1):
        answered = max(1, math.ceil(scale.need * applicable))
        times = Fraction(applicable if scale.method == "sum" else 1, answered)
        lowest.append(sum(lows[:answered]) * times)
        highest.append(sum(highs[:answered]) * times)
    return min(lowest), max(highest)
