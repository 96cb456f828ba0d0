"""The evidence a claim needs, by the weeks so far: a fixed slant, raised until few steady people are told wrong.

It asks more of the first weeks, where a claim can hardly be right, and so leaves room for the weeks that can carry one;
and more of those who answer every week, who see more looks and stronger evidence. Every further half-year has a level
of its own. The slant and the addition were chosen among a few (docs/trends.md).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from benchmarks.trends_looks import Looks
from nearer.trends.change_evidence import MIN_ANSWERS, WEEKS_LOOKED_AT
from nearer.trends.error_rates import EvidenceThreshold

# Promised of half a year of weekly looks: of steady people at most so many told of a direction, by autocorrelation;
# of those told of a rise or a step at most so many of the wrong one; of real ones at least so many found.
LIMITS = {"likely": {0.0: 0.03, 0.3: 0.05, 0.5: 0.10}, "leaning": {0.0: 0.10, 0.3: 0.15, 0.5: 0.25}}
MAX_WRONG_DIRECTION = {"likely": 0.02}
MIN_FOUND = {"likely": {"rise": 0.65, "step": 0.50}, "leaning": {"rise": 0.80, "step": 0.70}}
AIM = 0.97  # of each limit, so that another draw of people stays under it
SLANT = -0.1  # evidence a week
FOR_ANSWERED = 0.12
USUALLY_ANSWERED = 0.85


def slanted(slant: float, for_answered: float) -> EvidenceThreshold:
    """A ladder that stands at 0 in week 15; the later weeks stay at the last week's evidence."""
    week = np.arange(WEEKS_LOOKED_AT + 2)
    by_week = np.where(week < MIN_ANSWERS, np.inf, slant * (np.minimum(week, WEEKS_LOOKED_AT) - 15))
    return EvidenceThreshold(by_week, for_answered, USUALLY_ANSWERED)


def height_for(looks: Looks, ladder: EvidenceThreshold, share: float) -> float:
    """How much more the ladder must ask for at most this share of people to pass it at any look, up or down."""
    above = looks.strongest - ladder.needed(looks.weeks, looks.answered)
    return float(np.quantile(above.max(axis=1), 1 - share))


def calibrate(half_year: dict[float, Looks], year: dict[float, Looks], strength: str) -> dict[str, Any]:
    """The ladder of *likely* or *leaning*, holding every limit in the first half-year and in the next.

    Looks at steady people by autocorrelation; of `year` only what is seen after half a year counts.
    """
    ladder = slanted(SLANT, FOR_ANSWERED)
    limits = LIMITS[strength]
    height = max(height_for(looks, ladder, AIM * limits[at]) for at, looks in half_year.items())
    level = slanted(0.0, FOR_ANSWERED)
    later = max(height_for(after_half_a_year(looks), level, AIM * limits[at]) for at, looks in year.items())
    by_week = [*(ladder.by_week[:-1] + height), later]
    thresholds = [round(float(value), 3) if np.isfinite(value) else None for value in by_week]
    return {"by_week": thresholds, "added_when_all_answered": FOR_ANSWERED, "usual_answered_share": USUALLY_ANSWERED}


def after_half_a_year(looks: Looks) -> Looks:
    """Only what is seen more than 26 weeks after the first answer; nothing before."""
    later = looks.weeks > WEEKS_LOOKED_AT
    return replace(looks, up=np.where(later, looks.up, -np.inf), down=np.where(later, looks.down, -np.inf))
