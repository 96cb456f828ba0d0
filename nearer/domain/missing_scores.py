"""Reasons why a scale has no score, and a sentence for each in reports."""

from __future__ import annotations

from enum import StrEnum

from nearer.domain.scales import Scale, is_over_all_items
from nearer.domain.scoring import Score
from nearer.language.error_catalogue.answer_errors import NoScoreText


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


def no_score_sentence(scale: Scale, score: Score) -> str:
    """For a report or a terminal; what a person reads at the end of a form is in the words of the screen."""
    title, away = scale.title, score.not_applicable
    match why_no_score(scale, score):
        case NoScore.NO_ACTIVITY:
            reason = NoScoreText.NO_ACTIVITY(scale=title)
        case NoScore.NOT_ASKED:
            reason = NoScoreText.NOT_ASKED(scale=title, n=score.not_shown, items=score.items)
        case NoScore.NOT_APPLICABLE if not is_over_all_items(scale) or away == score.items:
            reason = NoScoreText.NONE_APPLIES(scale=title)
        case NoScore.NOT_APPLICABLE:
            reason = NoScoreText.NOT_APPLICABLE(scale=title, n=away, items=score.items, needed=score.needed)
        case NoScore.TOO_FEW:
            reason = NoScoreText.TOO_FEW(scale=title, needed=score.needed, answered=score.answered)
    return str(reason)
