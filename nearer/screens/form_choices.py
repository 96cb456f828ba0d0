"""Fields that two windows changed to different values: both are shown, and the person says which to keep."""

from __future__ import annotations

from functools import partial

from nearer.domain.answer_parsing import read_answer
from nearer.domain.answers import Answer, AnswerRefused
from nearer.domain.form_content import NOTE_FIELD
from nearer.domain.questionnaire import Questionnaire
from nearer.presenters.form_drafts import keep_draft
from nearer.presenters.open_form import OpenForm
from nearer.presenters.questionnaire_flow import bring_help
from nearer.screens import open_form as forms
from nearer.session.values import PersonSession
from nearer.views import text as words
from nearer.views.forms.undecided import Undecided, draw_undecided
from nearer.views.layout.frame import page_header, warning
from nearer.views.option_texts import answer_words


def draw_choices(form: OpenForm) -> None:
    page_header(words.form.CHOOSE_TITLE, words.form.CHOOSE_LEAD)
    for name, values in form.content.choices.items():
        field = Undecided(
            _question(form, name), tuple(_in_words(form.expanded_questionnaire, name, value) for value in values)
        )
        draw_undecided(field, f"keep-{name or 'note'}", partial(_choose, name))
    if form.trouble:
        warning(form.trouble)


def _question(form: OpenForm, name: str) -> str:
    if name == NOTE_FIELD:
        return words.weeks.NOTE_LABEL
    item = form.expanded_questionnaire.item_by_id.get(name)
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
    def change(session: PersonSession, form: OpenForm) -> None:
        values = form.content.choices.get(name, ())
        if place < len(values):
            form.hold(form.content.with_choice(name, values[place]))
            keep_draft(session, form)
            bring_help(form, name)

    forms.change_form(change)
