"""Why a scale has no score: which kind of answer is missing, and a sentence for reports."""

from __future__ import annotations

from enum import StrEnum

from nearer.domain.scales import Scale, is_over_all_items
from nearer.domain.scoring import Score


class NoScore(StrEnum):
    """What leaves a scale without a score."""

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
    match why_no_score(scale, score):
        case NoScore.NO_ACTIVITY:
            return f"{scale.title}: no score; by the answers there was no activity to rate"
        case NoScore.NOT_ASKED:
            were = "was" if score.not_shown == 1 else "were"
            return f"{scale.title}: no score; {score.not_shown} of its {score.items} questions {were} not asked"
        case NoScore.NOT_APPLICABLE if not is_over_all_items(scale) or score.not_applicable == score.items:
            return f"{scale.title}: no score, since its questions do not apply"
        case NoScore.NOT_APPLICABLE:
            do = "does" if score.not_applicable == 1 else "do"
            which = f"{score.not_applicable} of its {score.items} questions {do} not apply"
            return f"{scale.title}: no score; {which}, and it needs {score.needed}"
        case NoScore.TOO_FEW:
            return f"{scale.title}: no score; it needs {score.needed} answers and has {score.answered}"
