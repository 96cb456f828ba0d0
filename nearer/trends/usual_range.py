"""A person's usual range: a 95 % prediction interval for coming weeks, from their first six answers."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit

from nearer.trends.change_evidence import PRIOR_SD_POINTS, PRIOR_WEEKS
from nearer.trends.series import MAX_SCORE, MIN_SCORE, Series, score_array

FIRST_ANSWERS = 6  # check-ins; docs/trends.md says how often steady people leave the range
USUAL_RANGE_SHARE = 0.95  # of a steady person's coming weeks
_AUTOCORRELATION = 0.3  # correlation from one week to the next


@dataclass(frozen=True, slots=True)
class UsualRange:
    """The range in which 95 % of a steady person's next weeks are expected, within 0 to 100 points."""

    low: float
    high: float


def usual_range(series: Series) -> UsualRange | None:
    """A person's usual range; None below six answers.

    A prediction range: Student's t, the spread of the first answers pooled with five weeks' worth of the usual one, the
    mean of weeks that carry over counted as of fewer weeks. So equal answers still give a range with room in it.
    """
    points = score_array(series)
    first = points[~np.isnan(points)][:FIRST_ANSWERS]
    if len(first) < FIRST_ANSWERS:
        return None
    middle = float(first.mean())
    degrees_of_freedom = PRIOR_WEEKS + FIRST_ANSWERS - 1
    spread = math.sqrt((PRIOR_WEEKS * PRIOR_SD_POINTS**2 + float(((first - middle) ** 2).sum())) / degrees_of_freedom)
    weeks_worth = FIRST_ANSWERS * (1 - _AUTOCORRELATION) / (1 + _AUTOCORRELATION)
    # t * s * sqrt(1 + 1/n), n the effective number of weeks: https://en.wikipedia.org/wiki/Prediction_interval and
    # https://en.wikipedia.org/wiki/Effective_sample_size
    half_width = (
        float(stdtrit(degrees_of_freedom, 0.5 + USUAL_RANGE_SHARE / 2)) * spread * math.sqrt(1 + 1 / weeks_worth)
    )
    return UsualRange(max(middle - half_width, MIN_SCORE), min(middle + half_width, MAX_SCORE))
