"""The question of the two-minute start: the sections of several questionnaires, to choose from at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import streamlit as st

from nearer.form_widgets.choice_widgets import draw_choice
from nearer.form_widgets.item_widget import Field
from nearer.typed_answers.answer_parsing import read_answer
from nearer.views import text as words
from nearer.views.layout.frame import caption
from nearer.views.screen_values import StartChoice


def draw_start_choice(
    choice: StartChoice, on_choose: Callable[[str, object], None], on_begin: Callable[[], None]
) -> None:
    """One row of things to tap for each questionnaire, how long what is chosen takes, and the button."""
    caption(words.short_start.LEAD)
    for questionnaire in choice.offered:
        title = words.short_start.heading(questionnaire.title)
        item = replace(questionnaire.item(str(questionnaire.short_start)), text=title, help=None)
        answer = read_answer(item, choice.raw_answers.get(questionnaire.id))
        key, heard = f"start-ask-{questionnaire.id}", partial(_pass_choice_on, on_choose, questionnaire.id)
        draw_choice(Field(item, answer, key, heard))
    if choice.questions:
        caption(words.short_start.length(choice.questions, choice.minutes))
        st.button(words.short_start.BEGIN, key="start-begin", type="primary", on_click=on_begin)


def _pass_choice_on(on_choose: Callable[[str, object], None], questionnaire: str, _item: str, raw: object) -> None:
    on_choose(questionnaire, raw)
