"""Answers of a made-up person whose scales stand where their story needs them, each time they answer."""

from __future__ import annotations

from collections.abc import Mapping

from nearer.demo.sample_couples import option_towards_high
from nearer.domain.answers import Answer
from nearer.domain.questionnaire import Questionnaire
from nearer.domain.scales import Scale
from nearer.typed_answers.answer_parsing import read_answers

ScoresByScale = Mapping[str, tuple[int, ...]]  # by scale, its score from 0 to 100 at each time


def story_answers(questionnaire: Questionnaire, scale_scores: ScoresByScale, turn: int) -> dict[str, Answer]:
    """Answers that bring each scale of `scale_scores` near its score at this turn; all other questions are left out.

    A list of what is part of somebody's life names the scales that have a score; a two-minute start is left open.
    """
    raw: dict[str, object] = {}
    for scale in questionnaire.scales:
        if scale.id in scale_scores:
            raw |= _answers_of_scale(questionnaire, scale, scale_scores[scale.id][turn], turn)
    for item in questionnaire.items:
        part_of_life = [option.code for option in item.options if option.code in scale_scores]
        if item.type == "several" and part_of_life and item.id != questionnaire.short_start:
            raw[item.id] = part_of_life
    return read_answers(questionnaire, raw)


def _answers_of_scale(questionnaire: Questionnaire, scale: Scale, score: int, turn: int) -> dict[str, object]:
    """The steps to a score, dealt out among the items beginning with a different one at each turn."""
    items = [questionnaire.item(name) for name in scale.items]
    most = [sum(option.weight is not None for option in item.options) - 1 for item in items]
    whole, more = divmod(round(score / 100 * sum(most)), len(items))
    return {
        item.id: option_towards_high(item, min(highest, whole + ((index + turn) % len(items) < more)))
        for index, (item, highest) in enumerate(zip(items, most, strict=True))
    }
