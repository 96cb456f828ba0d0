"""Reliable change between two scores, by published points or by Jacobson and Truax's index."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

CRITERION = 1.96  # standard errors of a difference: 95 % of changes by chance alone are smaller


class ChangeKind(StrEnum):
    """`cannot_tell` when the instrument's spread or reliability is not known."""

    CANNOT_TELL = "cannot_tell"
    NO_RELIABLE_CHANGE = "no_reliable_change"
    RELIABLE_RISE = "reliable_rise"
    RELIABLE_FALL = "reliable_fall"


@dataclass(frozen=True, slots=True)
class Reliability:
    """Standard deviation in points of the score, test-retest reliability 0 to below 1; None where not published."""

    sd: float | None
    reliability: float | None


@dataclass(frozen=True, slots=True)
class ScoreChange:
    """`index` is the change in standard errors of a difference; `needed` the smallest change that counts, in points."""

    kind: ChangeKind
    index: float | None = None
    needed: float | None = None


def published_change(before: float, after: float, needed: float) -> ScoreChange:
    """Classify a change by the number of points that its instrument's source names as more than chance."""
    if abs(after - before) < needed:
        return ScoreChange(ChangeKind.NO_RELIABLE_CHANGE, needed=needed)
    return ScoreChange(ChangeKind.RELIABLE_RISE if after > before else ChangeKind.RELIABLE_FALL, needed=needed)


def reliable_change(before: float, after: float, instrument: Reliability) -> ScoreChange:
    """Classify a change between two scores (Jacobson & Truax, 1991, https://doi.org/10.1037/0022-006X.59.1.12)."""
    sd, reliability = instrument.sd, instrument.reliability
    if sd is None or reliability is None or not (0 < sd < math.inf and 0 <= reliability < 1):
        return ScoreChange(ChangeKind.CANNOT_TELL)
    error = sd * math.sqrt(2 * (1 - reliability))  # of a difference of two measurements
    index = (after - before) / error
    needed = CRITERION * error
    if abs(index) <= CRITERION:
        return ScoreChange(ChangeKind.NO_RELIABLE_CHANGE, index, needed)
    return ScoreChange(ChangeKind.RELIABLE_RISE if index > 0 else ChangeKind.RELIABLE_FALL, index, needed)
