"""Fields that two windows changed to different values, in words, for the person to say which to keep."""

from __future__ import annotations

from nearer.answering.open_form import OpenForm
from nearer.domain.answers import Answer
from nearer.domain.form_content import NOTE_FIELD
from nearer.domain.questionnaire import Questionnaire
from nearer.typed_answers.answer_parsing import read_answer
from nearer.typed_answers.refused_answers import AnswerRefused
from nearer.views import text as words
from nearer.views.option_texts import answer_words
from nearer.views.screen_values import FieldConflict


def field_conflicts(form: OpenForm) -> dict[str, FieldConflict]:
    """Each field by its item's id, the note by an empty one."""
    return {
        name: FieldConflict(
            _question(form, name), tuple(_in_words(form.expanded_questionnaire, name, value) for value in values)
        )
        for name, values in form.content.conflicts.items()
    }


def _question(form: OpenForm, name: str) -> str:
    if name == NOTE_FIELD:
        return words.check_in.NOTE_LABEL
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
