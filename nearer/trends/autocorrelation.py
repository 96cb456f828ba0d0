"""Generalised least squares for weekly scores with first-order autocorrelation and missing weeks.

With autocorrelation r, two check-ins g weeks apart share r**g of their noise (an AR(1) process). Only answered
weeks are looked at, each beside the answered week before it, so a missing week is exactly that: nothing is filled in.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class GlsFit:
    """What one autocorrelation makes of each series (rows) against each shape (columns), the person's level taken out.

    `covariance` and `size` are the products of shape with series and of shape with itself, `scatter` of the series with
    itself; `log_weight` is what the autocorrelation alone adds to the log-likelihood.
    """

    covariance: Floats
    size: Floats
    scatter: Floats
    log_weight: Floats


def weeks_since_last(answered: Bools) -> Ints:
    """Weeks back to the answered week before, for each answered week; 0 for the first one and for missing weeks."""
    rows, weeks = answered.shape
    last = np.full(rows, -1, dtype=np.int64)
    gaps = np.zeros((rows, weeks), dtype=np.int64)
    for week in range(weeks):
        answered_this_week = answered[:, week]
        gaps[:, week] = np.where(answered_this_week & (last >= 0), week - last, 0)
        last = np.where(answered_this_week, week, last)
    return gaps


def fit_gls(scores: Floats, shapes: Floats, autocorrelation: float) -> GlsFit:
    """Weigh series (rows; NaN where missing, two scores at least) against shapes (rows), week by week (columns)."""
    answered = ~np.isnan(scores)
    gaps = weeks_since_last(answered)
    precision, log_determinant = _precision_matrices(answered, gaps, autocorrelation)
    rows, weeks = scores.shape
    series = np.where(answered, scores, 0.0)
    weighted = np.einsum("nij,nj->ni", precision, series)
    ones = precision.sum(axis=2)
    total_weight = ones.sum(axis=1)
    mean = weighted.sum(axis=1) / total_weight
    of_shape = ones @ shapes.T
    products = (shapes[:, :, None] * shapes[:, None, :]).reshape(len(shapes), weeks * weeks)
    size = precision.reshape(rows, weeks * weeks) @ products.T - of_shape**2 / total_weight[:, None]
    return GlsFit(
        covariance=weighted @ shapes.T - of_shape * mean[:, None],
        size=np.maximum(size, 0.0),
        scatter=np.maximum((weighted * series).sum(axis=1) - mean**2 * total_weight, 0.0),
        log_weight=0.5 * log_determinant - 0.5 * np.log(total_weight),
    )


def _precision_matrices(answered: Bools, gaps: Ints, autocorrelation: float) -> tuple[Floats, Floats]:
    """The inverse correlation matrix of each row, zero at missing weeks, and the logarithm of its determinant.

    Of a first-order autoregression it has entries at neighbouring answers only, also with unequal gaps, since each
    answer depends on the one before it alone (https://en.wikipedia.org/wiki/Autoregressive_model#Example:_An_AR(1)_process).
    """
    rows, weeks = answered.shape
    shared = np.where(gaps > 0, autocorrelation ** np.maximum(gaps, 1), 0.0)
    own = np.where(answered, 1.0 / (1.0 - shared**2), 0.0)
    precision = np.zeros((rows, weeks, weeks))
    row, week = np.nonzero(answered)
    precision[row, week, week] = own[row, week]
    row, week = np.nonzero(gaps)
    before = week - gaps[row, week]
    pull = own[row, week] * shared[row, week]
    precision[row, before, before] += pull * shared[row, week]
    precision[row, before, week] = precision[row, week, before] = -pull
    return precision, np.log(np.where(answered, own, 1.0)).sum(axis=1)
