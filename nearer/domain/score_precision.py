"""How sure a score of our own questionnaires is: what benchmarks/questionnaires.py measured, kept in data/."""

from __future__ import annotations

import json
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ScorePrecision:
    """How far two scores differ when `people` made-up people answer everything twice on one day.

    `chance_points` is the difference of two scores of three items or more that may be chance, in points of 100, the
    mean of these scales; `other_band` the share (0 to 1) who see another band, the mean of the scales of two or more.
    """

    people: int
    chance_points: float
    other_band: float


def parse_score_precision(text: str) -> ScorePrecision:
    """From the JSON of the file."""
    return ScorePrecision(**json.loads(text))
