"""This week's circles as the one card of the first screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from nearer.domain.answers import SKIPPED
from nearer.domain.items import Item
from nearer.form_widgets.choice_widgets import draw_choice
from nearer.form_widgets.item_widget import Field, OnAnswer, question_above
from nearer.views import text as words


def draw_week_question(item: Item, on_answer: OnAnswer, on_put_aside: Callable[[], None]) -> None:
    """The circles of this week to choose from; a tap answers and leads on."""
    with st.container(border=True, key="week-question-card"):
        item = replace(item, help=words.this_week.NO_RIGHT_PAIR)
        field = Field(item, SKIPPED, f"home-ask-{item.id}-now", on_answer)
        question_above(field)
        draw_choice(field)
        st.button(words.this_week.NOT_TODAY, key="week-question-aside", on_click=on_put_aside)
