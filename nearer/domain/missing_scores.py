"""Reasons why a scale has no score."""

from __future__ import annotations

from enum import StrEnum

from nearer.domain.scales import Scale, is_over_all_items
from nearer.domain.scoring import Score


class NoScore(StrEnum):
    """The reason why a scale has no score."""

    NO_ACTIVITY = "no_activity"
    NOT_ASKED = "not_asked"
    NOT_APPLICABLE = "not_applicable"
    TOO_FEW = "too_few"


def why_no_score(scale: Scale, score: Score) -> NoScore:
    """The first reason of a score without a value."""
    if scale.activity and not score.applies:
        return NoScore.NO_ACTIVITY
    if is_over_all_items(scale) and score.not_shown:
        return NoScore.NOT_ASKED
    if not score.applies or (is_over_all_items(scale) and score.not_applicable):
        return NoScore.NOT_APPLICABLE
    return NoScore.TOO_FEW
