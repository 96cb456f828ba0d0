"""The two-minute start: what weighs most is chosen once, and only that is asked. The rest can be opened at any time."""

from __future__ import annotations

from nearer.answering.form_drafts import begin_form, save_form_draft
from nearer.answering.open_form import OpenForm
from nearer.domain.conditions import shown_items
from nearer.domain.questionnaire import Questionnaire
from nearer.session.values import PersonSession
from nearer.typed_answers.answer_parsing import read_answers


def count_opened_items(questionnaire: Questionnaire, raw_answer: object) -> int:
    """How many items are asked of whoever begins with this choice; 0 when it chooses nothing."""
    name = questionnaire.short_start
    if name is None or not raw_answer or not isinstance(raw_answer, list):
        return 0
    visible_ids = shown_items(questionnaire, read_answers(questionnaire, {name: raw_answer}))
    return sum(bool(questionnaire.item(item).conditions) for item in visible_ids)


def begin_short(session: PersonSession, questionnaire: Questionnaire, raw_answer: object) -> OpenForm:
    """A form of its own that asks only what was chosen, kept as a draft, at the first section that the choice opens."""
    form = begin_form(session, questionnaire)
    form.set_answer(str(questionnaire.short_start), raw_answer)
    form.position = start_position(form) + 1
    save_form_draft(session, form)
    return form


def open_rest(session: PersonSession, saved: OpenForm) -> OpenForm:
    """Open a saved form again at the question that chooses what is asked, to choose more of it."""
    form = begin_form(session, saved.questionnaire)
    form.set_content(saved.content)
    form.position = start_position(form)
    save_form_draft(session, form)
    return form


def is_short(form: OpenForm) -> bool:
    """Whether a choice left some of the questionnaire unasked."""
    name = form.questionnaire.short_start
    return bool(name and form.raw_answers.get(name)) and len(form.visible_ids) < len(form.questionnaire.items)


def start_position(form: OpenForm) -> int:
    """The section in which it is chosen what is asked, counted from 0."""
    questionnaire = form.questionnaire
    section = questionnaire.item(str(questionnaire.short_start)).section
    return form.sections.index(questionnaire.screen_of[section])
