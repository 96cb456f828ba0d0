"""Bands that are called as the answer option was: of a scale over one item, each takes the words of its option."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from nearer.domain.questionnaire import WrittenQuestionnaire
from nearer.domain.scales import Scale


def fill_option_texts(written: WrittenQuestionnaire) -> WrittenQuestionnaire:
    """Put the text of each answer option into the band that begins at its weight; where there is none it stays out."""
    return replace(written, scales=tuple(_fill_scale(scale, written) for scale in written.scales))


def _fill_scale(scale: Scale, written: WrittenQuestionnaire) -> Scale:
    texts = _texts_by_weight(scale, written)
    bands = (band.with_option_text(texts[band.start]) if band.start in texts else band for band in scale.bands)
    return replace(scale, bands=tuple(bands)) if texts else scale


def _texts_by_weight(scale: Scale, written: WrittenQuestionnaire) -> Mapping[Decimal, str]:
    """The texts of a scale's only item, where the score is the weight of what was chosen; else none."""
    items = [item for item in written.items if (item.id,) == scale.items]
    if scale.method != "sum" or scale.factors or not items or items[0].reverse:
        return {}
    answers = items[0].answers
    options = written.answer_lists.get(answers, ()) if isinstance(answers, str) else answers or ()
    return {option.weight: option.text for option in options if option.weight is not None}
