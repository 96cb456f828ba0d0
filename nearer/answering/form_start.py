"""What stands in a form before anything was changed in it."""

from __future__ import annotations

from collections.abc import Mapping

from nearer.domain.alone import without_contradiction
from nearer.domain.answers import NOT_SHOWN, write_answer
from nearer.domain.form_content import FormContent
from nearer.domain.items import Item
from nearer.domain.questionnaire import Questionnaire
from nearer.domain.repeats import expand_repeats
from nearer.domain.weeks import Week
from nearer.session.values import PersonSession
from nearer.storage.couple.responses import read_own_responses
from nearer.typed_answers.answer_parsing import read_answer
from nearer.typed_answers.refused_answers import AnswerRefused


def read_initial_content(session: PersonSession, questionnaire: Questionnaire, week: Week | None) -> FormContent:
    """This week's kept answers if there are any; else nothing but the words that are carried over."""
    carried = {item.id for item in questionnaire.items if item.carried}
    responses = session.read_unchanged(read_own_responses, questionnaire.id) if week or carried else ()
    same_week = [one for one in responses if week is not None and one.week == week]
    if same_week:
        return FormContent(_keep_given_answers(same_week[-1].answers or {}), same_week[-1].note or "")
    record = (responses[-1].answers if responses else None) or {}
    return FormContent({item: raw for item, raw in record.items() if item in carried and isinstance(raw, str)})


def _keep_given_answers(record: Mapping[str, object]) -> dict[str, object]:
    """What the person chose or declined, and every copy they made; skipped and hidden items are open again."""
    left = {item: raw for item, raw in record.items() if raw != write_answer(NOT_SHOWN)}
    return {item: raw for item, raw in left.items() if raw is not None or "~" in item}


def keep_valid_answers(questionnaire: Questionnaire, answers: Mapping[str, object]) -> dict[str, object]:
    """Keep the raw answers that this version can hold: its items ask for them, with the same answer options."""
    items = expand_repeats(questionnaire, answers).item_by_id
    consistent_answers = {
        name: without_contradiction(items[name], raw) for name, raw in answers.items() if name in items
    }
    return {name: raw for name, raw in consistent_answers.items() if _fits_item(items[name], raw)}


def _fits_item(item: Item, raw: object) -> bool:
    try:
        read_answer(item, raw)
    except AnswerRefused:
        return False
    return True
