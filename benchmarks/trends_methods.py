"""Other ways to look at weekly scores, for the comparison: each gives evidence for up and for down, row by row.

Every one is put on the scale of half a squared z (or of its own sum), and then on the same footing as ours: a ladder
raised until the same share of steady people is told of a direction at any of 26 looks.
"""

from __future__ import annotations

import numpy as np

from benchmarks.trends_looks import Weighs
from nearer.trends.autocorrelation import Floats, fit_gls
from nearer.trends.change_evidence import PRIOR_SD_POINTS, PRIOR_WEEKS

_ASSUMED_AUTOCORRELATION = 0.3


def least_squares(scores: Floats) -> tuple[Floats, Floats]:
    """The ordinary regression line and its t, weeks taken as unlike each other."""
    return _both_ways(_signed_gain(scores, _line(scores), autocorrelation=0.0, lent=0.0))


def kendall(scores: Floats) -> tuple[Floats, Floats]:
    """Kendall's S over its tie-corrected spread, the test that goes with the Theil-Sen line."""
    return _both_ways(kendall_z(scores))


def kendall_z(scores: Floats) -> Floats:
    """The normal deviate of Kendall's tau of scores against weeks, corrected for ties, not for continuity."""
    difference = np.sign(scores[:, None, :] - scores[:, :, None])
    s = np.nansum(np.triu(difference, 1), axis=(1, 2))
    answered = (~np.isnan(scores)).sum(axis=1)
    tied = (scores[:, None, :] == scores[:, :, None]).sum(axis=2)  # own size of each score's group of ties
    ties = np.where(tied > 0, (tied - 1) * (2 * tied + 5), 0).sum(axis=1)
    variance = (answered * (answered - 1) * (2 * answered + 5) - ties) / 18
    return np.where(variance > 0, s / np.sqrt(np.maximum(variance, 1e-9)), 0.0)


def cusum(scores: Floats) -> tuple[Floats, Floats]:
    """A two-sided CUSUM (allowance half a spread) against the first six answers, spread pooled with the usual one."""
    order = np.cumsum(~np.isnan(scores), axis=1)
    first = np.where(order <= 6, scores, np.nan)
    middle = np.nanmean(first, axis=1)
    inside = np.nansum((first - middle[:, None]) ** 2, axis=1)
    degrees_of_freedom = PRIOR_WEEKS + np.minimum(order[:, -1], 6) - 1
    spread = np.sqrt((PRIOR_WEEKS * PRIOR_SD_POINTS**2 + inside) / degrees_of_freedom)
    up, down = np.zeros(len(scores)), np.zeros(len(scores))
    for week in range(scores.shape[1]):
        counts = ~np.isnan(scores[:, week]) & (order[:, week] > 6)
        move = np.where(counts, (scores[:, week] - middle) / spread, 0.0)
        up = np.where(counts, np.maximum(0.0, up + move - 0.5), up)
        down = np.where(counts, np.maximum(0.0, down - move - 0.5), down)
    return up, down


def change_point(scores: Floats) -> tuple[Floats, Floats]:
    """The best single step at an assumed autocorrelation of .3, the spread pooled with the usual one."""
    week = np.arange(scores.shape[1])
    steps = np.array([(week >= start).astype(np.float64) for start in range(1, len(week))])
    gain = _signed_gain(scores, steps, _ASSUMED_AUTOCORRELATION, PRIOR_WEEKS)
    return np.nanmax(gain, axis=1), np.nanmax(-gain, axis=1)


def pooled_line(scores: Floats) -> tuple[Floats, Floats]:
    """The straight line at an assumed autocorrelation of .3, the spread pooled with the usual one."""
    return _both_ways(_signed_gain(scores, _line(scores), _ASSUMED_AUTOCORRELATION, PRIOR_WEEKS))


def known_line(scores: Floats) -> tuple[Floats, Floats]:
    """The bound: the straight line's z at a true autocorrelation of .3, of scores in each person's true spread."""
    with np.errstate(invalid="ignore", divide="ignore"):
        line = fit_gls(scores, _line(scores), _ASSUMED_AUTOCORRELATION)
        z = np.where(line.size[:, 0] > 1e-9, line.covariance[:, 0] / np.sqrt(line.size[:, 0]), 0.0)
    return _both_ways(np.sign(z) * z**2 / 2)


METHODS: dict[str, Weighs] = {
    "least squares, weeks taken as independent": least_squares,
    "Theil-Sen with Kendall's test": kendall,
    "CUSUM against the first six answers": cusum,
    "change-point, autocorrelation .3 assumed": change_point,
    "straight line, autocorrelation .3 assumed, spread pooled": pooled_line,
}


def _line(scores: Floats) -> Floats:
    return np.arange(scores.shape[1], dtype=np.float64)[None, :]


def _both_ways(signed: Floats) -> tuple[Floats, Floats]:
    flat = signed[:, 0] if signed.ndim == 2 else signed
    return flat, -flat


def _signed_gain(scores: Floats, shapes: Floats, autocorrelation: float, lent: float) -> Floats:
    """The log-likelihood each shape gains, signed by its direction; `lent` weeks' worth of usual spread pooled in."""
    with np.errstate(invalid="ignore", divide="ignore"):
        fit = fit_gls(scores - np.nanmean(scores, axis=1, keepdims=True), shapes, autocorrelation)
        scatter = (lent * PRIOR_SD_POINTS**2 + fit.scatter + 1e-9)[:, None]
        explained = np.where(fit.size > 1e-9, fit.covariance**2 / np.maximum(fit.size, 1e-9) / scatter, 0.0)
        degrees_of_freedom = lent + (~np.isnan(scores)).sum(axis=1) - 1
        gain = -0.5 * degrees_of_freedom[:, None] * np.log1p(-np.minimum(explained, 1 - 1e-12))
    return np.asarray(np.sign(fit.covariance) * gain, dtype=np.float64)
