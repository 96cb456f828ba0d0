"""Scales: which items are scored together, their bands, and what scoring needs of each."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Annotated, Any, Literal

from nearer.domain.bands import Band, WrittenBand, band_at
from nearer.domain.item_parts import MAX_OPTIONS
from nearer.domain.items import MAX_ITEMS, Item
from nearer.domain.roles_and_audiences import Part
from nearer.domain.yaml_scalars import Bounds, Id, Number, Share, Text, Whole, YamlRecord, YesNo

MIN_ITEMS_OF_NUMBER = 3  # answers that a number of 100 needs


@dataclass(frozen=True, kw_only=True)
class WrittenScale(YamlRecord):
    """A scale as written: its `bands` may take what they do not say from the questionnaire's list of this name."""

    id: Id
    title: Text
    items: Annotated[tuple[Id, ...], Bounds(min_length=1, max_length=MAX_ITEMS)]
    method: Literal["percent", "mean", "sum"]
    need: Share
    higher: Literal["better", "worse", "unsaid"]
    part: Literal[Part.CLOSENESS, Part.BARRIERS] = Part.BARRIERS
    decimals: Annotated[Whole, Bounds(ge=0, le=4)] = 0
    factors: Annotated[dict[Id, Number], Bounds(max_length=MAX_ITEMS)] = field(default_factory=dict)  # of weights
    whole: YesNo = False
    activity: YesNo = False  # what is hidden or does not apply says that there was nothing to rate
    hidden_counts_zero: YesNo = False  # in a sum
    hardest: Annotated[Whole, Bounds(ge=1, le=MAX_ITEMS)] | None = None  # in percent: so many answers count
    total: Id | None = None
    instrument: Id | None = None
    cuts_from: Text | None = None  # where the cuts of its bands come from
    band_list: Id | None = None
    bands: Annotated[tuple[WrittenBand, ...], Bounds(max_length=MAX_OPTIONS)] = ()


@dataclass(frozen=True, kw_only=True)
class Scale(WrittenScale):
    """Items scored together. `need` is the share of those that apply and were shown that must be answered; in a sum and
    a `whole` scale it is of all. `total` is where other programs keep it; `instrument` is the entry of its rule."""

    band_list: None = None
    bands: Annotated[tuple[Band, ...], Bounds(max_length=MAX_OPTIONS)] = ()

    def worst_bands(self, count: int) -> tuple[Band, ...]:
        """So many bands from the hard end on, the worst first; none where nobody said which end that is."""
        from_the_hard_end = {"worse": self.bands[::-1], "better": self.bands, "unsaid": ()}
        return from_the_hard_end[self.higher][:count]

    @property
    def end_bands(self) -> tuple[str, str] | None:
        """What the outermost bands are called, where all is well and at the hard end; None without bands, and where
        nobody said which end is which."""
        bands = self.worst_bands(len(self.bands))
        return (bands[-1].name, bands[0].name) if bands else None

    def is_rough(self, answered: int | None) -> bool:
        """Whether so few answers bear no number, and a band only roughly (docs/questionnaires.md).

        Of a percentage of our own; what is published has its own rules. `answered` None: all of its items.
        """
        count = len(self.items) if answered is None else answered
        return self.method == "percent" and self.instrument is None and count < MIN_ITEMS_OF_NUMBER


MAX_CACHED_SCORES = 1024  # sums of points of one scale whose score is worked out once


_EXACT = Context(prec=60, rounding=ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class ScalePlan:
    """A scale with what each answer gives: `points` of an item takes its answer.

    `needed` says for each number of items that apply how many answers there must be. `value` takes the sum of points,
    how many answers they are of and how many items apply, and gives the shown score with its band. `lowest` and
    `highest` are the ends of the shown score, also when some items do not apply. `depends_on` holds for each item that
    can be hidden the items its conditions look at.
    """

    scale: Scale
    points: Mapping[str, Callable[[Any], int | Fraction]]
    needed: tuple[int, ...]
    value: Callable[[int | Fraction, int, int], tuple[Decimal, str | None]]
    lowest: Decimal
    highest: Decimal
    depends_on: Mapping[str, frozenset[str]]

    def extent(self, value: Decimal) -> Fraction:
        """How far a shown score is from the end where all is well, 0 to 1. Of a scale that says which end that is."""
        share = Fraction(value - self.lowest) / (Fraction(self.highest - self.lowest) or 1)
        return share if self.scale.higher == "worse" else 1 - share

    def severity(self, value: Decimal) -> Fraction:
        """The place of a shown score's band: 0 where all is well, 1 at the other end, even steps between the others.

        Without bands it is how far the score itself reaches.
        """
        band = band_at(self.scale.bands, value)
        if band is None or band.well:
            return self.extent(value) if band is None else Fraction()
        bands = [other for other in self.scale.bands if not other.well]
        position = bands.index(band) if self.scale.higher == "worse" else len(bands) - 1 - bands.index(band)
        return Fraction(position, max(1, len(bands) - 1))

    def severity_and_extent(self, value: Decimal) -> tuple[Fraction, Fraction]:
        """What every order of scales goes by: the place of the band, and among scores of equal place the extent.

        So no milder band word is put before a harder one, whatever the cuts of two scales are.
        """
        return self.severity(value), self.extent(value)


def plan_scale(scale: Scale, items: Sequence[Item]) -> ScalePlan:
    """Plan a scale whose items the loader has checked: each has a range, and for percent one that is not empty."""
    points_by_code = [
        {option.code: _item_score(scale, item, option.weight) for option in item.options if option.weight is not None}
        for item in items
    ]
    # Points are whole numbers of 1/denominator: their sum is exact, and few enough to keep the score of each sum.
    denominator = math.lcm(*(points.denominator for of_item in points_by_code for points in of_item.values()))

    def points_of(item: Item, by_code: Mapping[str, Fraction]) -> Callable[[Any], int | Fraction]:
        if item.type == "choice":
            return {code: int(number * denominator) for code, number in by_code.items()}.__getitem__
        return lambda number: _item_score(scale, item, number) * denominator

    @lru_cache(maxsize=MAX_CACHED_SCORES)
    def value(total: int | Fraction, answered: int, applicable: int) -> tuple[Decimal, str | None]:
        score = _round_score(scale, Fraction(total, denominator * answered), applicable)
        band = band_at(scale.bands, score)
        return score, band.name if band else None

    points_by_id = {item.id: points_of(item, by_code) for item, by_code in zip(items, points_by_code, strict=True)}
    whole = is_over_all_items(scale)
    needed = tuple(_answers_needed(scale, len(items) if whole else applicable) for applicable in range(len(items) + 1))
    depends_on = {
        item.id: frozenset[str]().union(*(condition.items for condition in item.conditions))
        for item in items
        if item.conditions
    }
    return ScalePlan(scale, points_by_id, needed, value, *_sum_range(scale, items), depends_on)


def weight_range(item: Item) -> tuple[Decimal, Decimal] | None:
    """The lowest and highest an item can weigh, or None when it cannot be scored."""
    if item.type == "choice":
        weights = [option.weight for option in item.options if option.weight is not None]
        return (min(weights), max(weights)) if weights else None
    limits = item.limits
    if item.type in ("integer", "decimal") and limits and limits.min is not None and limits.max is not None:
        return limits.min, limits.max
    return None


def _item_score(scale: Scale, item: Item, weight: Decimal) -> Fraction:
    """What an answer of this weight gives: turned around for a reversed item, and stretched to 0-100 for percent."""
    low, high = (Fraction(end) for end in weight_range(item) or (0, 0))
    points = low + high - Fraction(weight) if item.reverse else Fraction(weight)
    if scale.method == "percent":
        return 100 * (points - low) / (high - low)
    return points * Fraction(scale.factors[item.id]) if scale.factors else points


def _sum_range(scale: Scale, items: Sequence[Item]) -> tuple[Decimal, Decimal]:
    """The ends over every number of items that may apply and every choice of those that are answered."""
    ends: list[list[Fraction]] = []
    for item in items:
        low, high = sorted(_item_score(scale, item, end) for end in weight_range(item) or ())
        ends.append([min(low, Fraction()) if scale.hidden_counts_zero and item.conditions else low, high])
    lows, highs = sorted(low for low, _ in ends), sorted((high for _, high in ends), reverse=True)
    may_be_away = not is_over_all_items(scale) and any(item.conditions or item.not_applicable_codes for item in items)
    lowest, highest = [], []
    for applicable in range(1 if may_be_away else len(items), len(items) + 1):
        answered = _answers_needed(scale, applicable)
        lowest.append(_round_score(scale, Fraction(sum(lows[:answered]), answered), applicable))
        highest.append(_round_score(scale, Fraction(sum(highs[:answered]), answered), applicable))
    return min(lowest), max(highest)


def _answers_needed(scale: Scale, applicable: int) -> int:
    """How many answers there must be when so many items apply; at least one."""
    return max(1, math.ceil(scale.need * applicable))


def _round_score(scale: Scale, mean: Fraction, applicable: int) -> Decimal:
    """Fill a sum up to the items that apply, then round once, a half away from zero."""
    exact = mean * applicable if scale.method == "sum" else mean
    step = Decimal(1).scaleb(-scale.decimals)
    return _EXACT.divide(Decimal(exact.numerator), Decimal(exact.denominator)).quantize(step, context=_EXACT)


def is_over_all_items(scale: Scale) -> bool:
    """Whether an item that is hidden or does not apply counts as one without an answer."""
    return scale.method == "sum" or scale.whole or scale.activity
