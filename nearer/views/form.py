"""A questionnaire as it is answered: one section on the screen, and where one is in the whole."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import streamlit as st

from nearer.domain import SKIPPED, Answer, Questionnaire
from nearer.views import words
from nearer.views.escape import markup
from nearer.views.fields import Field, OnAnswer, draw_field
from nearer.views.frame import part_top


@dataclass(frozen=True, slots=True)
class FormView:
    """One section of a questionnaire with the answers so far.

    `shown` are the ids of the items to ask at present; `key_prefix` sets its widgets apart from those of every other
    questionnaire, week and person.
    """

    questionnaire: Questionnaire
    section: str
    answers: Mapping[str, Answer]
    shown: Collection[str]
    key_prefix: str


def draw_section(form: FormView, on_answer: OnAnswer) -> None:
    """Draw every shown item of the section; `on_answer(item_id, raw)` hears of each change, with None for cleared."""
    section = next(one for one in form.questionnaire.sections if one.id == form.section)
    part_top(section.title or form.questionnaire.title, section.intro or "")
    for item in form.questionnaire.items_of(form.section):
        if item.id in form.shown:
            picture = f"{item.picture}-" if item.picture else ""
            key = f"{form.key_prefix}-ask-{picture}{item.id}"
            draw_field(Field(item, form.answers.get(item.id, SKIPPED), key, on_answer))


def progress(position: int, total: int) -> None:
    """Where the person is among the sections; `position` counts from 1."""
    text = words.form.part_of(position, total)
    body = (
        '<div class="nearer-steps"><div role="progressbar" aria-label="{}" aria-valuemin="0" aria-valuemax="{}" '
        'aria-valuenow="{}"><span style="width:{}%"></span></div>{}</div>'
    )
    st.html(markup(body, text, str(total), str(position), str(100 * position // total), text))
