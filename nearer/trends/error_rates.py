"""What benchmarks/trends.py measured: the thresholds a claim has to pass, and how often claims and alerts are wrong.

Read once from data/trends; code, footnotes and about page all take their numbers from here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import numpy as np

from nearer.shipped_files import SHIPPED_FILES
from nearer.trends.autocorrelation import Floats, Ints

FOLDER = SHIPPED_FILES / "data" / "trends"
GRADUAL_CHANGE_WEEKS = 15  # over so many weeks comes the gradual change whose detection was measured


@dataclass(frozen=True, slots=True)
class EvidenceThreshold:
    """The evidence one strength of claim needs. It falls with the weeks so far, and rises with the share answered.

    `by_week` is indexed by the weeks from the first answer to the latest, its last entry standing for every later week;
    infinite where no claim can be made. `added_when_all_answered` is added in full when every week was answered, and
    not at all at `usual_answered_share`.
    """

    by_week: Floats
    added_when_all_answered: float
    usual_answered_share: float

    def needed(self, weeks: Ints, answered: Ints) -> Floats:
        step = np.minimum(weeks, len(self.by_week) - 1)
        share = answered / np.clip(weeks, 1, len(self.by_week) - 2)
        more = self.added_when_all_answered * (share - self.usual_answered_share) / (1 - self.usual_answered_share)
        return np.asarray(self.by_week[step] + more, dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The thresholds of *likely* and *leaning*."""

    likely: EvidenceThreshold
    leaning: EvidenceThreshold


@dataclass(frozen=True, slots=True)
class Rate:
    """A share of people (0 to 1) over half a year of weekly looks, measured under one `condition` of the world.

    It is the autocorrelation for claims and low weeks, the couple's usual distance in points for wide gaps, and the
    share of weeks missed for quiet weeks.
    """

    condition: float
    share: float


@dataclass(frozen=True, slots=True)
class ClaimRates:
    """How one strength of claim does: steady people told of a direction, and changes that are told and missed."""

    false_alarms: tuple[Rate, ...]
    wrong_direction: float
    rise_detected: float
    step_detected: float


@dataclass(frozen=True, slots=True)
class ErrorRates:
    """One run of the benchmark."""

    on: date
    seed: int
    people: int
    likely: ClaimRates
    leaning: ClaimRates
    alerts: Mapping[str, tuple[Rate, ...]]
    event_difference: tuple[Rate, ...]
    moving_together: tuple[Rate, ...]


@cache
def thresholds() -> Thresholds:
    """The thresholds in use."""
    stored = json.loads((FOLDER / "thresholds.json").read_text("utf-8"))
    return Thresholds(_parse_threshold(stored["likely"]), _parse_threshold(stored["leaning"]))


def _parse_threshold(stored: Mapping[str, Any]) -> EvidenceThreshold:
    by_week = [np.inf if value is None else value for value in stored["by_week"]]
    return EvidenceThreshold(
        np.array(by_week, dtype=np.float64), stored["added_when_all_answered"], stored["usual_answered_share"]
    )


@cache
def error_rates() -> ErrorRates:
    """The error rates of the thresholds in use."""
    stored = json.loads((FOLDER / "operating-characteristics.json").read_text("utf-8"))
    return ErrorRates(
        on=date.fromisoformat(stored["measured"]),
        seed=stored["seed"],
        people=stored["people"],
        likely=_claim_rates(stored["claims"]["likely"]),
        leaning=_claim_rates(stored["claims"]["leaning"]),
        alerts={name: _parse_rates(shares) for name, shares in stored["alerts"].items()},
        event_difference=_parse_rates(stored["event_difference"]),
        moving_together=_parse_rates(stored["moving_together"]),
    )


def _claim_rates(stored: Mapping[str, Any]) -> ClaimRates:
    return ClaimRates(
        _parse_rates(stored["false_alarms"]),
        stored["wrong_direction"],
        stored["rise_detected"],
        stored["step_detected"],
    )


def _parse_rates(shares: Mapping[str, float]) -> tuple[Rate, ...]:
    return tuple(Rate(float(at), share) for at, share in shares.items())
