"""Fields that two windows changed to different values: both are shown, and the person says which to keep."""

from __future__ import annotations

from functools import partial

from nearer.domain import NOTE, Answer, AnswerRefused, Questionnaire, read_answer
from nearer.views import words
from nearer.views.frame import caution, page_top
from nearer.views.shown import answer_words
from nearer.views.undecided import Undecided, draw_undecided
from nearer.wiring import forms
from nearer.wiring.forms import OpenForm
from nearer.wiring.harm import opens_help
from nearer.wiring.visit import Visit
from nearer.wiring.windows import keep_draft


def draw_choices(form: OpenForm) -> None:
    page_top(words.form.CHOOSE_TITLE, words.form.CHOOSE_LEAD)
    for name, values in form.content.choices.items():
        field = Undecided(_question(form, name), tuple(_in_words(form.asked, name, value) for value in values))
        draw_undecided(field, f"keep-{name or 'note'}", partial(_choose, name))
    if form.trouble:
        caution(form.trouble)


def _question(form: OpenForm, name: str) -> str:
    if name == NOTE:
        return words.weeks.NOTE_LABEL
    item = form.asked.item_by_id.get(name)
    return item.text if item else words.form.NOT_ASKED_ANY_MORE


def _in_words(questionnaire: Questionnaire, name: str, value: object) -> str:
    if value is None or value == "":
        return words.form.LEAVE_EMPTY
    answer = _read(questionnaire, name, value)
    if answer is None:
        return str(value)
    return words.form.RATHER_NOT_SAY if answer.value is None else answer_words(questionnaire, name, answer)


def _read(questionnaire: Questionnaire, name: str, value: object) -> Answer | None:
    item = questionnaire.item_by_id.get(name)
    try:
        return read_answer(item, value) if item else None
    except AnswerRefused:
        return None


def _choose(name: str, place: int) -> None:
    def change(here: Visit, form: OpenForm) -> None:
        values = form.content.choices.get(name, ())
        if place < len(values):
            form.hold(form.content.with_choice(name, values[place]))
            keep_draft(here, form)
            form.help_first = opens_help(form, name)

    forms.change_form(change)
