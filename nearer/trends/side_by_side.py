"""Two people's weeks side by side: how far apart, how often close, whether they change together. Never who leads."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice, starmap, zip_longest

import numpy as np
from scipy.special import ndtri

from nearer.domain.weeks import Week
from nearer.trends.autocorrelation import Floats
from nearer.trends.error_rates import Rate, error_rates
from nearer.trends.series import Series, score_array, weeks_between, weeks_from

CLOSE_POINTS = 10.0  # of 0 to 100
MIN_BOTH = 4  # weeks that both answered; of fewer nothing is said
MIN_PAIRS = 12  # of neighbouring weeks that both answered
MOVING_LEVEL = 0.95
# Changes of steady weeks lean against each other (one up, the next down, by half), for both people, which leaves fewer
# independent pairs than counted. The variance of their correlation grows by the sum, over all lags, of the product of
# both autocorrelations (Bartlett, 1935): 1 at lag 0, and -0.5 * -0.5 at the lags -1 and 1.
# https://en.wikipedia.org/wiki/Effective_sample_size
_SHARED_WEEKS = 1 + 2 * 0.5 * 0.5


class MovingKind(StrEnum):
    """Whether the week-to-week changes of two people go together."""

    TOO_EARLY = "too_early"
    NO_CLEAR_PATTERN = "no_clear_pattern"
    TOGETHER = "together"
    OPPOSITE = "opposite"


@dataclass(frozen=True, slots=True)
class Comovement:
    """Correlation of both people's week-to-week changes, with its 95 % range; None when it cannot be had."""

    kind: MovingKind
    pairs: int
    correlation: float | None = None
    low: float | None = None
    high: float | None = None
    rates: tuple[Rate, ...] = ()


@dataclass(frozen=True, slots=True)
class BothWeeks:
    """One week of two people, scores and their distance in points of 0 to 100; None where somebody was away."""

    week: Week
    score: float | None
    other: float | None

    @property
    def gap(self) -> float | None:
        return None if self.score is None or self.other is None else abs(self.score - self.other)


@dataclass(frozen=True, slots=True)
class CoupleComparison:
    """Both series, week by week; of `both` weeks answered by both, `close` lie within CLOSE_POINTS."""

    weeks: tuple[BothWeeks, ...]
    weeks_of_both: int
    close: int
    moving: Comovement


def compare_couple(series: Series, other: Series) -> CoupleComparison:
    """Two people's weeks side by side, in either order."""
    weeks = side_by_side(series, other)
    gaps = [week.gap for week in weeks if week.gap is not None]
    return CoupleComparison(weeks, len(gaps), sum(gap <= CLOSE_POINTS for gap in gaps), moving_together(weeks))


def side_by_side(series: Series, other: Series) -> tuple[BothWeeks, ...]:
    """Every week from the first to the last of either person."""
    begins = [
        person_series.first
        for person_series in (series, other)
        if person_series.first is not None and person_series.scores
    ]
    if not begins:
        return ()
    first = min(begins)
    own_scores, partner_scores = _align_points(series, first), _align_points(other, first)
    weeks = weeks_from(first, max(len(own_scores), len(partner_scores)))
    return tuple(starmap(BothWeeks, islice(zip_longest(weeks, own_scores, partner_scores), len(weeks))))


def _align_points(series: Series, first: Week) -> list[float | None]:
    """The points of a series from `first` on, in points of 0 to 100."""
    before: list[float | None] = [None] * (weeks_between(first, series.first) if series.first else 0)
    return before + [None if math.isnan(score) else score for score in score_array(series).tolist()]


def moving_together(weeks: tuple[BothWeeks, ...]) -> Comovement:
    """Whether changes go together, from pairs of neighbouring weeks both answered, each person's mean change taken out.

    Range by Fisher's z, widened for changes that share a week.
    """
    changes = _weekly_changes(weeks)
    pairs = len(changes)
    if pairs < MIN_PAIRS:
        return Comovement(MovingKind.TOO_EARLY, pairs)
    rates = error_rates().moving_together
    centred = changes - changes.mean(axis=0)
    size = math.sqrt(float((centred[:, 0] ** 2).sum() * (centred[:, 1] ** 2).sum()))
    if size < 1e-9:
        return Comovement(MovingKind.NO_CLEAR_PATTERN, pairs, rates=rates)
    correlation = float((centred[:, 0] * centred[:, 1]).sum()) / size
    low, high = correlation_range(correlation, pairs)
    kind = MovingKind.TOGETHER if low > 0 else MovingKind.OPPOSITE if high < 0 else MovingKind.NO_CLEAR_PATTERN
    return Comovement(kind, pairs, correlation, low, high, rates)


def correlation_range(correlation: float, pairs: int) -> tuple[float, float]:
    """The 95 % range of a correlation between week-to-week changes."""
    # Fisher's z with 1/sqrt(n - 3) as its standard error, https://en.wikipedia.org/wiki/Fisher_transformation
    middle = math.atanh(max(-0.999999, min(0.999999, correlation)))
    half_width = float(ndtri(0.5 + MOVING_LEVEL / 2)) * math.sqrt(_SHARED_WEEKS / (pairs - 3))
    return math.tanh(middle - half_width), math.tanh(middle + half_width)


def _weekly_changes(weeks: tuple[BothWeeks, ...]) -> Floats:
    scores = np.array([(week.score, week.other) for week in weeks], dtype=np.float64).reshape(len(weeks), 2)
    changes = np.diff(scores, axis=0)
    complete = ~np.isnan(changes).any(axis=1)
    return np.asarray(changes[complete], dtype=np.float64)
