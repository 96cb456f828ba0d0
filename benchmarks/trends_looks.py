"""Looking every week: what a method says after each of the weeks, and when it first says something."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from nearer.trends.autocorrelation import Bools, Floats, Ints
from nearer.trends.change_evidence import weigh_weeks
from nearer.trends.error_rates import EvidenceThreshold

Weighs = Callable[[Floats], tuple[Floats, Floats]]


@dataclass(frozen=True, slots=True)
class Looks:
    """Evidence for up and for down at every weekly look (rows are people), its answers, and the weeks so far."""

    up: Floats
    down: Floats
    answered: Ints
    weeks: Ints

    @property
    def strongest(self) -> Floats:
        return np.maximum(self.up, self.down)


def nearer_evidence(scores: Floats) -> tuple[Floats, Floats]:
    """What nearer/trends sees, each way only where its line agrees."""
    evidence = weigh_weeks(scores)
    up = np.where((evidence.slope > 0) & (evidence.up > evidence.down), evidence.up, -np.inf)
    down = np.where((evidence.slope < 0) & (evidence.down > evidence.up), evidence.down, -np.inf)
    return up, down


def look_every_week(scores: Floats, weighs: Weighs) -> Looks:
    """Weigh the weeks so far (the latest 26), after every week; a missed week leaves the evidence as it was."""
    up = np.full(scores.shape, -np.inf)
    down = np.full(scores.shape, -np.inf)
    answered = np.zeros(scores.shape, dtype=np.int64)
    weeks = weeks_so_far(scores)
    for week in range(1, scores.shape[1]):
        up[:, week], down[:, week] = up[:, week - 1], down[:, week - 1]
        so_far = (~np.isnan(scores[:, max(0, week - 25) : week + 1])).sum(axis=1)
        answered[:, week] = np.where(np.isnan(scores[:, week]), answered[:, week - 1], so_far)
        now = np.flatnonzero(~np.isnan(scores[:, week]) & (so_far >= 4))
        up[now, week], down[now, week] = weighs(scores[now, : week + 1])
    return Looks(up, down, answered, weeks)


def weeks_so_far(scores: Floats) -> Ints:
    """Weeks from each row's first answer to its latest, at every look."""
    present = ~np.isnan(scores)
    first = np.where(present.any(axis=1), np.argmax(present, axis=1), scores.shape[1])
    latest = np.maximum.accumulate(np.where(present, np.arange(scores.shape[1]), -1), axis=1)
    return np.asarray(np.maximum(latest - first[:, None] + 1, 0), dtype=np.int64)


def ever(looks: Looks, ladder: EvidenceThreshold) -> tuple[Bools, Bools]:
    """Who was told up, and who down, at any look."""
    needed = ladder.needed(looks.weeks, looks.answered)
    return np.any(looks.up >= needed, axis=1), np.any(looks.down >= needed, axis=1)
