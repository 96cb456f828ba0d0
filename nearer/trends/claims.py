"""Claims: the trend words that a series of weekly scores allows. No other file decides on a trend word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from nearer.trends.autocorrelation import Ints
from nearer.trends.change_evidence import MIN_ANSWERS, WEEKS_LOOKED_AT, ChangeEvidence, weigh_weeks
from nearer.trends.error_rates import ClaimRates, Thresholds, error_rates, thresholds
from nearer.trends.series import Series, score_array


class ClaimKind(StrEnum):
    """Too early below four answers; *likely* is the strong claim, *leaning* the weak one."""

    TOO_EARLY = "too_early"
    NO_CLEAR_DIRECTION = "no_clear_direction"
    LEANING_UP = "leaning_up"
    LEANING_DOWN = "leaning_down"
    LIKELY_UP = "likely_up"
    LIKELY_DOWN = "likely_down"


@dataclass(frozen=True, slots=True)
class Claim:
    """What the latest 26 weeks say. Slope and its 90 % range are in points per week; None when too early.

    `weeks` counts every week looked at, `answered` those with a score. `rates` are those of the claim made, and of
    *leaning* when there is no clear direction: how often a real change is still missed.
    """

    kind: ClaimKind
    weeks: int
    answered: int
    slope: float | None = None
    low: float | None = None
    high: float | None = None
    rates: ClaimRates | None = None


def claim_of(series: Series) -> Claim:
    """The claim of one series."""
    return claims_of([series])[0]


def claims_of(many: Sequence[Series]) -> list[Claim]:
    """The claim of each series, worked out together."""
    looked_at = [weeks_looked_at(series) for series in many]
    points = np.full((len(many), WEEKS_LOOKED_AT), np.nan)
    for row, series in enumerate(looked_at):
        latest = score_array(series)[:WEEKS_LOOKED_AT]
        points[row, : len(latest)] = latest
    evidence = weigh_weeks(points)
    kinds = kinds_of(evidence, np.array([weeks_so_far(series) for series in many], dtype=np.int64), thresholds())
    return [_make_claim(series, kinds[row], evidence, row) for row, series in enumerate(looked_at)]


def weeks_looked_at(series: Series) -> Series:
    """The weeks a claim speaks of: from at most 26 before the last answer to the last week listed."""
    last = max((week for week, score in enumerate(series.scores) if score is not None), default=0)
    start = max(0, last - (WEEKS_LOOKED_AT - 1))
    return replace(series, first=series.first and series.first.plus(start), scores=series.scores[start:])


def weeks_so_far(series: Series) -> int:
    """Weeks from the first answer to the latest, both counted; 0 without an answer."""
    answered = [week for week, score in enumerate(series.scores) if score is not None]
    return answered[-1] - answered[0] + 1 if answered else 0


def kinds_of(evidence: ChangeEvidence, weeks: Ints, needed: Thresholds) -> list[ClaimKind]:
    """The kind of claim the evidence allows: enough of it, more than for the other way, and a line that agrees.

    `weeks` are those from each series' very first answer to its latest.
    """
    up = (evidence.up > evidence.down) & (evidence.slope > 0)
    down = (evidence.down > evidence.up) & (evidence.slope < 0)
    strongest = np.maximum(evidence.up, evidence.down)
    likely = strongest >= needed.likely.needed(weeks, evidence.answered)
    leaning = strongest >= needed.leaning.needed(weeks, evidence.answered)
    early = evidence.answered < MIN_ANSWERS
    claims = np.select(
        [early, up & likely, down & likely, up & leaning, down & leaning],
        [
            ClaimKind.TOO_EARLY.value,
            ClaimKind.LIKELY_UP.value,
            ClaimKind.LIKELY_DOWN.value,
            ClaimKind.LEANING_UP.value,
            ClaimKind.LEANING_DOWN.value,
        ],
        ClaimKind.NO_CLEAR_DIRECTION.value,
    )
    return [ClaimKind(str(kind)) for kind in claims]


def _make_claim(series: Series, kind: ClaimKind, evidence: ChangeEvidence, row: int) -> Claim:
    weeks, answered = len(series.scores), int(evidence.answered[row])
    if kind is ClaimKind.TOO_EARLY:
        return Claim(kind, weeks, answered)
    slope, low, high = (float(values[row]) for values in (evidence.slope, evidence.low, evidence.high))
    return Claim(kind, weeks, answered, slope, low, high, rates_of(kind))


def rates_of(kind: ClaimKind) -> ClaimRates | None:
    """The measured rates a claim of this kind is shown with."""
    if kind is ClaimKind.TOO_EARLY:
        return None
    return error_rates().likely if kind in (ClaimKind.LIKELY_UP, ClaimKind.LIKELY_DOWN) else error_rates().leaning
