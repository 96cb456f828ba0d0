"""What the other lets one read: bands in words, chosen answers, a note. What is not there leaves no line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import streamlit as st

from nearer.domain import Answer, Questionnaire, Scale, read_answers, unfolded
from nearer.views import words
from nearer.views.escape import markup


@dataclass(frozen=True, slots=True)
class ShownView:
    """One shared response: scores by scale, raw answers by item, a note; each empty when not shared."""

    questionnaire: Questionnaire
    when: str
    scores: Mapping[str, Decimal] = field(default_factory=dict)
    answers: Mapping[str, object] = field(default_factory=dict)
    note: str = ""


def draw_shown(views: Sequence[ShownView]) -> None:
    """One fold for each response, newest first as given."""
    for view in views:
        with st.expander(" · ".join(filter(None, (view.questionnaire.title, view.when)))):
            st.html(_bands(view) + _answers(view) + _note(view))


def _bands(view: ShownView) -> str:
    named = (
        (scale, _band_name(scale, view.scores[scale.id]))
        for scale in view.questionnaire.scales
        if scale.id in view.scores
    )
    rows = "".join(markup("<dt>{}</dt><dd>{}</dd>", scale.title, name) for scale, name in named)
    return f'<dl class="nearer-shown">{rows}</dl>' if rows else ""


def _band_name(scale: Scale, value: Decimal) -> str:
    """The band of a shown value; the number itself where a scale has no bands."""
    return next((band.name for band in reversed(scale.bands) if band.start <= value), str(value))


def _answers(view: ShownView) -> str:
    read = read_answers(view.questionnaire, view.answers)
    asked = unfolded(view.questionnaire, read)
    items = (item for item in asked.items if item.id in read)
    rows = "".join(
        markup("<dt>{}</dt><dd>{}</dd>", item.text, answer_words(asked, item.id, read[item.id])) for item in items
    )
    heading = markup("<h3>{}</h3>", words.sharing.ANSWERS_TITLE)
    return f'{heading}<dl class="nearer-shown">{rows}</dl>' if rows else ""


def answer_words(questionnaire: Questionnaire, item_id: str, answer: Answer) -> str:
    """An answer as it read on the screen: the options' texts, the number, the text."""
    options, value = questionnaire.item(item_id).option_by_code, answer.value
    codes = value if isinstance(value, tuple) else (value,)
    return ", ".join(options[code].text if isinstance(code, str) and code in options else str(code) for code in codes)


def _note(view: ShownView) -> str:
    return markup("<h3>{}</h3><p>{}</p>", words.sharing.NOTE_TITLE, view.note) if view.note else ""
