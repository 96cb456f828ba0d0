"""The evidence against slow calculations made another way: dense matrices and plain sums over the unknowns."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from nearer.trends.autocorrelation import Floats, fit_gls
from nearer.trends.change_evidence import (
    AUTOCORRELATIONS,
    CHANGE_SIZES,
    PRIOR_SD_POINTS,
    PRIOR_WEEKS,
    change_shapes,
    weigh_weeks,
)

NAN = np.nan
WITH_GAPS = np.array([42.0, NAN, 55, 47, NAN, NAN, 61, 58, 66, NAN, 63])


def correlation(weeks: Floats, autocorrelation: float) -> Floats:
    apart = np.abs(weeks[:, None] - weeks[None, :])
    return np.where(apart == 0, 1.0, autocorrelation**apart)


@pytest.mark.parametrize("autocorrelation", [0.0, 0.3, 0.6])
def test_weeks_are_weighed_as_the_full_correlation_matrix_of_the_answered_ones_says(autocorrelation: float) -> None:
    shapes, _ = change_shapes(len(WITH_GAPS))
    fit = fit_gls(WITH_GAPS[None, :], shapes, autocorrelation)
    answered = np.flatnonzero(~np.isnan(WITH_GAPS))
    matrix = correlation(answered.astype(float), autocorrelation)
    inverse = np.linalg.inv(matrix)
    level = inverse.sum()
    rest = inverse - np.outer(inverse.sum(axis=1), inverse.sum(axis=0)) / level
    scores, seen = WITH_GAPS[answered], shapes[:, answered]
    assert fit.covariance[0] == pytest.approx(seen @ rest @ scores)
    assert fit.size[0] == pytest.approx(np.einsum("ki,ij,kj->k", seen, rest, seen))
    assert fit.scatter[0] == pytest.approx(scores @ rest @ scores)
    assert fit.log_weight[0] == pytest.approx(-0.5 * np.linalg.slogdet(matrix)[1] - 0.5 * np.log(level))


def likelihood(scores: Floats, weeks: Floats, shape: Floats, height: float) -> Floats:
    """Likelihoods (columns: autocorrelations) summed over spread and height of change; the level has a flat prior."""
    spreads = np.exp(np.linspace(np.log(1.5), np.log(60), 161))
    prior = stats.invgamma(PRIOR_WEEKS / 2, scale=PRIOR_WEEKS * PRIOR_SD_POINTS**2 / 2).pdf(spreads**2) * spreads**2
    sizes = np.linspace(0, 5 * height, 201) if height else np.zeros(1)
    of_size = stats.halfnorm(scale=height).pdf(sizes) if height else np.ones(1)
    total = []
    for autocorrelation, share in AUTOCORRELATIONS:
        matrix = correlation(weeks, autocorrelation)
        inverse, level = np.linalg.inv(matrix), np.linalg.inv(matrix).sum()
        left = scores[None, None, :] - spreads[:, None, None] * sizes[None, :, None] * shape
        centred = left - (left @ inverse.sum(axis=0) / level)[..., None]
        squares = np.einsum("abi,ij,abj->ab", centred, inverse, centred)
        density = np.exp(-squares / 2 / spreads[:, None] ** 2) / spreads[:, None] ** (len(scores) - 1)
        over = (density * of_size).sum(axis=1) * (sizes[1] - sizes[0] if height else 1.0)
        total.append(share * (over * prior).sum() / np.sqrt(np.linalg.det(matrix) * level))
    return np.array(total)


def test_a_step_in_any_week_counts_as_much_as_the_line_and_the_slopes_together() -> None:
    shapes, weights = change_shapes(26)
    steps = np.isin(shapes, (0.0, 1.0)).all(axis=1)
    assert steps.sum() == 23, "from the third week to the last but one"
    assert weights[steps].sum() == pytest.approx(0.5) and weights.sum() == pytest.approx(1)
    assert weights[0] == pytest.approx(0.25), "the straight line as much as all slopes"


@pytest.mark.parametrize("scores", [WITH_GAPS, np.array([50.0, 38, 44, 35, NAN, 30]), np.array([50.0, 50, 50, 50])])
def test_evidence_is_the_bayes_factor_summed_over_every_unknown(scores: Floats) -> None:
    weeks = np.flatnonzero(~np.isnan(scores)).astype(float)
    answered = scores[~np.isnan(scores)]
    shapes, weights = change_shapes(len(scores))
    steady = likelihood(answered, weeks, np.zeros(len(weeks)), 0.0).sum()
    for sign, weight_of_evidence in (
        (1, weigh_weeks(scores[None, :]).up[0]),
        (-1, weigh_weeks(scores[None, :]).down[0]),
    ):
        changed = sum(
            worth * weight * likelihood(answered, weeks, sign * shape[weeks.astype(int)], height).sum()
            for shape, weight in zip(shapes, weights, strict=True)
            for height, worth in CHANGE_SIZES
        )
        assert weight_of_evidence == pytest.approx(np.log(changed / steady), abs=0.03)


def test_the_slope_of_a_straight_line_is_its_slope_with_the_missing_weeks_left_out() -> None:
    evidence = weigh_weeks(np.array([[10.0, 12, NAN, 16, 18, NAN, NAN, 24]]))
    assert evidence.slope[0] == pytest.approx(2.0)
    assert evidence.low[0] < 2.0 < evidence.high[0]


def test_the_range_of_a_slope_is_the_middle_ninety_per_cent_of_what_every_unknown_leaves_open() -> None:
    """Numbers summed over a grid of spreads and slopes for each autocorrelation, the level with a flat prior."""
    weeks = np.flatnonzero(~np.isnan(WITH_GAPS)).astype(float)
    answered = WITH_GAPS[~np.isnan(WITH_GAPS)]
    slopes = np.linspace(-12, 16, 1401)
    spreads = np.exp(np.linspace(np.log(1.0), np.log(90), 241))
    prior = stats.invgamma(PRIOR_WEEKS / 2, scale=PRIOR_WEEKS * PRIOR_SD_POINTS**2 / 2).pdf(spreads**2) * spreads**2
    density = np.zeros(len(slopes))
    for autocorrelation, share in AUTOCORRELATIONS:
        matrix = correlation(weeks, autocorrelation)
        inverse = np.linalg.inv(matrix)
        rest = inverse - np.outer(inverse.sum(axis=1), inverse.sum(axis=0)) / inverse.sum()
        left = answered[None, :] - slopes[:, None] * weeks
        squares = np.einsum("ai,ij,aj->a", left, rest, left)
        likely = np.exp(-squares[:, None] / 2 / spreads**2) / spreads ** (len(answered) - 1)
        density += share * (likely * prior).sum(axis=1) / np.sqrt(np.linalg.det(matrix) * inverse.sum())
    reached = np.cumsum(density) / density.sum()
    evidence = weigh_weeks(WITH_GAPS[None, :])
    assert np.interp(evidence.low[0], slopes, reached) == pytest.approx(0.05, abs=0.012)
    assert np.interp(evidence.high[0], slopes, reached) == pytest.approx(0.95, abs=0.012)
