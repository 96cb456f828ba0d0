"""Weekly scores before and after an event: nonoverlap of all pairs and an exact rank test."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nearer.domain.weeks import Week
from nearer.trends.error_rates import Rate, error_rates
from nearer.trends.series import Series

MIN_EACH_SIDE = 4  # answered weeks
MAX_EACH_SIDE = 26  # answered weeks, half a year
MAX_P = 0.01  # at or below it a difference is named; a look every week asks for more than one look's .05


@dataclass(frozen=True, slots=True)
class Overlap:
    """Answered weeks before and from an event on. `nap` is the share of pairs in which the later week is higher.

    `nap` and `p` are None, and the event is only drawn, when it was entered after its own week or with fewer than four
    weeks on either side. `rates`: steady people told of a difference at any look, by autocorrelation; p knows none.
    """

    before: int
    after: int
    entered_later: bool
    nap: float | None = None
    p: float | None = None
    rates: tuple[Rate, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether p is small enough for a difference to be named."""
        return self.p is not None and self.p <= MAX_P


def compare_around_event(series: Series, event: Week, entered: Week) -> Overlap:
    """Compare the 26 answered weeks before an event's week with the 26 from it on."""
    earlier = [score for week, score in series.items() if score is not None and week < event][-MAX_EACH_SIDE:]
    later = [score for week, score in series.items() if score is not None and week >= event][:MAX_EACH_SIDE]
    late = entered > event
    if late or min(len(earlier), len(later)) < MIN_EACH_SIDE:
        return Overlap(len(earlier), len(later), late)
    nap, p = nonoverlap(earlier, later), exact_p(earlier, later)
    return Overlap(len(earlier), len(later), late, nap, p, error_rates().event_difference)


def nonoverlap(before: Sequence[float], after: Sequence[float]) -> float:
    """Nonoverlap of all pairs: after above before counts one, a tie one half.

    Parker & Vannest, 2009, https://doi.org/10.1016/j.beth.2008.10.006
    """
    difference = np.subtract.outer(np.asarray(after, dtype=np.float64), np.asarray(before, dtype=np.float64))
    return float((difference > 0).mean() + (difference == 0).mean() / 2)


def exact_p(before: Sequence[float], after: Sequence[float]) -> float:
    """Two-sided exact p of the rank sum, ties included: the share of all ways to deal the weeks that is as uneven.

    Weeks are taken as exchangeable, without autocorrelation. Exact up to 26 weeks on either side.
    """
    # The exact null distribution of the Mann-Whitney test: how many ways to choose the later weeks give each rank sum,
    # counted week by week. Ranks are doubled so that those of ties are whole numbers.
    # https://en.wikipedia.org/wiki/Mann%E2%80%93Whitney_U_test
    ranks = _doubled_ranks([*before, *after])
    deals = np.zeros((len(after) + 1, sum(ranks) + 1))  # by how many are dealt to `after`, and their doubled rank sum
    deals[0, 0] = 1.0
    for rank in ranks:
        for dealt in range(len(after), 0, -1):
            deals[dealt, rank:] += deals[dealt - 1, : deals.shape[1] - rank]
    middle = len(after) * sum(ranks) / len(ranks)
    uneven = np.abs(np.arange(deals.shape[1]) - middle) >= abs(sum(ranks[len(before) :]) - middle) - 1e-9
    return float(deals[len(after), uneven].sum() / deals[len(after)].sum())


def _doubled_ranks(scores: Sequence[float]) -> list[int]:
    """Twice the mean rank of each score, a whole number also for ties."""
    return [sum(other < score for other in scores) + sum(other <= score for other in scores) + 1 for score in scores]
