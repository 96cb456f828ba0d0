"""Bayes factors for a rise or a fall against no change, for many series at once.

Three stories are compared for each series: it stays where it is, it goes up, it goes down. Up and down come in many
shapes (a step in any week, a straight line, a slope of six, ten or fifteen weeks), of unknown height. The person's own
spread and autocorrelation are unknown too: both are averaged over what is usual among people and what these weeks show.
The evidence is the logarithm of a Bayes factor; what it takes for a claim is calibrated by benchmarks/trends.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import product

import numpy as np
from scipy.special import ndtr, stdtrit

from nearer.trends.autocorrelation import Bools, Floats, GlsFit, Ints, fit_gls

WEEKS_LOOKED_AT = 26  # half a year
MIN_ANSWERS = 4  # check-ins, below which nothing is claimed
RANGE_LEVEL = 0.90  # of the range that is told with a slope
PRIOR_SD_POINTS = 8.6  # points; with its worth below, the inverse chi-square nearest to a lognormal around 9 points
PRIOR_WEEKS = 5.0  # as many weeks' knowledge of the spread as other people lend
CHANGE_SIZES = ((1.0, 0.8), (4.0, 0.2))  # typical height of a change in spreads, and how much it counts
# Correlation from one week to the next, and how much each counts (docs/trends.md).
AUTOCORRELATIONS = ((0.0, 0.25), (0.2, 0.30), (0.4, 0.30), (0.6, 0.15))
_ROWS_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class ChangeEvidence:
    """One entry a series. Below four answers `up` and `down` are -inf, slope (points a week) and range NaN."""

    answered: Ints
    up: Floats
    down: Floats
    slope: Floats
    low: Floats
    high: Floats


@cache
def change_shapes(weeks: int) -> tuple[Floats, Floats]:
    """Shapes of a rise over so many weeks (rows), the straight line first, and how much each counts."""
    week = np.arange(weeks, dtype=np.float64)
    line = [week / (weeks - 1)]
    steps = [(week >= start).astype(np.float64) for start in range(2, weeks - 1)]
    slopes = []
    for length in (6, 10, 15):
        for start in range(-(length // 2) - length % 2, weeks - 2, 2):
            shape = np.clip((week - start) / length, 0.0, 1.0)
            if np.ptp(shape) >= 0.5:
                slopes.append(shape - shape.min())
    parts = ((line, 1.0), (steps, 2.0), (slopes, 1.0))
    weights = np.concatenate([np.full(len(part), worth / len(part)) for part, worth in parts if part])
    return np.array(line + steps + slopes), weights / weights.sum()


def weigh_weeks(scores: Floats) -> ChangeEvidence:
    """The evidence in each row of weekly scores (points of 0-100, NaN where missing), from its latest 26 weeks.

    Missing weeks before the first and after the last answer change nothing.
    """
    rows, weeks = scores.shape
    present = ~np.isnan(scores)
    last = weeks - 1 - np.argmax(present[:, ::-1], axis=1)
    present &= np.arange(weeks) > (last - WEEKS_LOOKED_AT)[:, None]
    first = np.argmax(present, axis=1)
    answered = present.sum(axis=1)
    span = last - first + 1
    evidence = np.full((5, rows), np.nan)
    evidence[:2] = -np.inf
    for length in np.unique(span[answered >= MIN_ANSWERS]):
        group = np.flatnonzero((span == length) & (answered >= MIN_ANSWERS))
        for start in range(0, len(group), _ROWS_AT_ONCE):
            some = group[start : start + _ROWS_AT_ONCE]
            evidence[:, some] = _weigh_block(scores[some[:, None], first[some, None] + np.arange(length)])
    return ChangeEvidence(answered, *evidence)


def _weigh_block(scores: Floats) -> Floats:
    """Up, down, slope, low and high (rows) of series that all span the same weeks."""
    shapes, weights = change_shapes(scores.shape[1])
    centred = scores - np.nanmean(scores, axis=1, keepdims=True)
    present: Bools = ~np.isnan(scores)
    answered = present.sum(axis=1)
    fits = [fit_gls(centred, shapes, autocorrelation) for autocorrelation, _ in AUTOCORRELATIONS]
    up, down = _compare(fits, weights, answered)
    slope, half_width = _slope_and_half_width(fits, answered)
    per_week = 1.0 / (scores.shape[1] - 1)
    return np.array([up, down, slope * per_week, (slope - half_width) * per_week, (slope + half_width) * per_week])


def _compare(fits: list[GlsFit], weights: Floats, answered: Ints) -> tuple[Floats, Floats]:
    """Log Bayes factors of up and of down against steady, every unknown integrated out (spread: a t likelihood)."""
    degrees_of_freedom: Floats = np.asarray(PRIOR_WEEKS + answered - 1, dtype=np.float64)
    steady_log = np.array([one.log_weight - 0.5 * degrees_of_freedom * np.log(_pooled_scatter(one)) for one in fits])
    steady = np.exp(steady_log - steady_log.max(axis=0)) * np.array([p for _, p in AUTOCORRELATIONS])[:, None]
    up = np.zeros(len(answered))
    down = np.zeros(len(answered))
    for (fit, share), (height, worth) in product(zip(fits, steady, strict=True), CHANGE_SIZES):
        grown = 1.0 + fit.size * height**2
        explained = fit.covariance**2 * (height**2 / grown) / _pooled_scatter(fit)[:, None]
        gain = -np.log1p(-explained) * degrees_of_freedom[:, None]
        factor = np.exp(0.5 * gain) / np.sqrt(grown) * weights
        rising = 2.0 * ndtr(_as_normal(np.sign(fit.covariance) * np.sqrt(gain), degrees_of_freedom))
        up += worth * share * (factor * rising).sum(axis=1)
        down += worth * share * (factor * (2.0 - rising)).sum(axis=1)
    return np.log(up / steady.sum(axis=0)), np.log(down / steady.sum(axis=0))


def _as_normal(root_gain: Floats, degrees_of_freedom: Floats) -> Floats:
    """A t value, given as the signed root of df * log(1 + t*t/df), as a normal one (Wallace, 1959)."""
    return root_gain * ((8.0 * degrees_of_freedom + 1.0) / (8.0 * degrees_of_freedom + 3.0))[:, None]


def _pooled_scatter(fit: GlsFit) -> Floats:
    return PRIOR_WEEKS * PRIOR_SD_POINTS**2 + fit.scatter


def _slope_and_half_width(fits: list[GlsFit], answered: Ints) -> tuple[Floats, Floats]:
    """The straight line's rise over the whole span, and how far its range reaches to either side."""
    degrees_of_freedom = PRIOR_WEEKS + answered - 2
    rises = np.array([one.covariance[:, 0] / one.size[:, 0] for one in fits])
    left = np.array([_pooled_scatter(one) for one in fits]) - rises**2 * np.array([one.size[:, 0] for one in fits])
    spread = left / (degrees_of_freedom - 2) / np.array([one.size[:, 0] for one in fits])
    log_weight = np.array([one.log_weight - 0.5 * np.log(one.size[:, 0]) for one in fits])
    log_share = log_weight - 0.5 * degrees_of_freedom * np.log(left) + np.log([p for _, p in AUTOCORRELATIONS])[:, None]
    share = np.exp(log_share - log_share.max(axis=0))
    share /= share.sum(axis=0)
    rise = (share * rises).sum(axis=0)
    variance = (share * (spread + (rises - rise) ** 2)).sum(axis=0)
    quantile = stdtrit(degrees_of_freedom, 0.5 + RANGE_LEVEL / 2)
    return rise, quantile * np.sqrt(variance * (degrees_of_freedom - 2) / degrees_of_freedom)
