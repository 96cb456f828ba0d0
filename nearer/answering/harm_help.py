"""Whether an answer may speak of harming oneself: then somebody to talk to comes first."""

from __future__ import annotations

from collections.abc import Iterable

from nearer.answering.open_form import OpenForm
from nearer.domain.answers import OwnWords
from nearer.domain.items import TEXTS
from nearer.instruments.safety import harm_items, speaks_of_harm
from nearer.shipped import shipped_instruments


def has_harm_answer(form: OpenForm, items: Iterable[str]) -> bool:
    """Whether what stands there as the answer to any of these items may speak of it; copies too."""
    of_harm = harm_items(form.questionnaire, shipped_instruments())
    names = [name for name in items if name.partition("~")[0] in of_harm]
    questionnaire, answers, instruments = (
        form.expanded_questionnaire,
        form.answers if names else {},
        shipped_instruments(),
    )
    item_answers = [
        (questionnaire.item_by_id[name], answers[name])
        for name in names
        if name in answers and name in questionnaire.item_by_id
    ]
    return any(speaks_of_harm(questionnaire, item, answer, instruments) for item, answer in item_answers)


def note_harm_answer(form: OpenForm, item: str) -> bool:
    """Note an answer that was just given, and say whether help opens for it: for written words once a form, since they
    are kept while one writes."""
    if not has_harm_answer(form, (item,)):
        return False
    if not _is_written(form, item):
        return True
    is_first = item not in form.help_shown_for
    form.help_shown_for.add(item)
    return is_first


def _is_written(form: OpenForm, item: str) -> bool:
    value = form.answers[item].value
    values = value if isinstance(value, tuple) else (value,)
    return form.expanded_questionnaire.item(item).type in TEXTS or any(
        isinstance(answer_value, OwnWords) for answer_value in values
    )
