"""A shared response: bands in words, chosen answers, a note. What is not shared leaves no line."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import streamlit as st

from nearer.domain.bands import band_at
from nearer.domain.repeats import expand_repeats
from nearer.domain.scales import Scale
from nearer.typed_answers.answer_parsing import count_saved_answers, read_answers
from nearer.views import text as words
from nearer.views.layout.escape import list_markup, markup, plain
from nearer.views.option_texts import answer_words
from nearer.views.screen_values import SharedResponse


def draw_shared_responses(views: Sequence[SharedResponse]) -> None:
    """One fold for each response, newest first as given."""
    for view in views:
        with st.expander(plain(" · ".join(filter(None, (view.questionnaire.title, view.when))))):
            draw_shared_response(view)


def draw_shared_response(view: SharedResponse) -> None:
    """All that one response shows: sentences on its scores, single answers, a note."""
    st.html(_write_bands(view) + _write_answers(view) + _write_note(view))


def _write_bands(view: SharedResponse) -> str:
    scales = (scale for scale in view.questionnaire.scales if scale.id in view.scores)
    sentences = [score_sentence(view.who, scale, view.scores[scale.id], _count_shared(view, scale)) for scale in scales]
    return list_markup(sentences, "nearer-lines") if sentences else ""


def _count_shared(view: SharedResponse, scale: Scale) -> int | None:
    """How many answers a score is of; None where single answers are not shared, so that nothing tells of them."""
    return count_saved_answers(view.questionnaire, scale, view.answers)


def score_sentence(who: str, scale: Scale, value: Decimal, answered: int | None) -> str:
    """A score as whoever may read it is told: by its band, or quoted where the file has no sentence for it."""
    band = band_at(scale.bands, value)
    if band is None:
        return words.scores.shared_score(words.scores.quoted(who, scale.title, str(value)))
    told = band.tell(who, scale.title) or words.scores.quoted(who, scale.title, band.name)
    return words.scores.shared_score(words.scores.roughly(told) if scale.is_rough(answered) else told)


def _write_answers(view: SharedResponse) -> str:
    read = read_answers(view.questionnaire, view.answers)
    questionnaire = expand_repeats(view.questionnaire, read)
    items = (item for item in questionnaire.items if item.id in read)
    rows = "".join(
        markup("<dt>{}</dt><dd>{}</dd>", item.text, answer_words(questionnaire, item.id, read[item.id]))
        for item in items
    )
    heading = markup("<h3>{}</h3>", words.sharing.ANSWERS_TITLE)
    return f'{heading}<dl class="nearer-shown">{rows}</dl>' if rows else ""


def _write_note(view: SharedResponse) -> str:
    return markup("<h3>{}</h3><p>{}</p>", words.sharing.NOTE_TITLE, view.note) if view.note else ""
