"""Which items are shown, given the answers so far.

A hidden item counts as unanswered, and so can hide others in turn. The loader refuses circles, so each item is looked
at once, after those it depends on, and the outcome does not depend on the order in the file. Callers keep the answers
of hidden items while a form is open: conditions applied again when the item is shown restore them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING, Any

from nearer.domain.answers import NOT_SHOWN, SKIPPED, Answer, AnswerState, Quantity
from nearer.domain.repeats import expand_repeats

if TYPE_CHECKING:
    from nearer.domain.item_parts import Condition
    from nearer.domain.items import Item
    from nearer.domain.questionnaire import Questionnaire

_COMPARABLE_STATES = (AnswerState.ANSWERED, AnswerState.NOT_APPLICABLE)


def shown_items(questionnaire: Questionnaire, answers: Mapping[str, Answer]) -> tuple[str, ...]:
    """The ids of the shown items, in the order of the questionnaire."""
    return tuple(name for name, answer in apply_conditions(questionnaire, answers).items() if answer is not NOT_SHOWN)


def apply_conditions(questionnaire: Questionnaire, answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """Every item with its answer: hidden is NOT_SHOWN, absent is SKIPPED; ids of other questionnaires are left out."""
    questionnaire = expand_repeats(questionnaire, answers)
    items = questionnaire.item_by_id
    all_answers = dict.fromkeys(items, NOT_SHOWN)
    for name, conditions in questionnaire.evaluation_order:
        if not conditions or all(_is_met(condition, items, all_answers) for condition in conditions):
            answer = answers.get(name, SKIPPED)
            all_answers[name] = SKIPPED if answer.state is AnswerState.NOT_SHOWN else answer
    return all_answers


def find_cycle(waits_for: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """Every id of one cycle, each waiting for the next; empty when there is none."""
    try:
        TopologicalSorter(waits_for).prepare()
    except CycleError as error:
        return tuple(reversed(error.args[1][1:]))
    return ()


def _is_met(condition: Condition, items: Mapping[str, Item], all_answers: Mapping[str, Answer]) -> bool:
    if condition.item is None:
        results = (_is_met(part, items, all_answers) for part in condition.parts)
        return all(results) if condition.all else any(results)
    item, answer = items[condition.item], all_answers[condition.item]
    if condition.answered is not None:
        return (answer.state is AnswerState.ANSWERED) is condition.answered
    if condition.one_of is not None:
        return _is_one_of(item, answer, condition.one_of)
    if condition.none_of is not None:
        return not _is_one_of(item, answer, condition.none_of)
    return (
        answer.state is AnswerState.ANSWERED
        and answer.value is not None
        and compare_answer(item, answer.value, condition)
    )


def _is_one_of(item: Item, answer: Answer, values: tuple[str, ...]) -> bool:
    if answer.state not in _COMPARABLE_STATES or answer.value is None:
        return False
    if item.options:
        codes = answer.value if isinstance(answer.value, tuple) else (answer.value,)
        return any(code in values for code in codes if isinstance(code, str))
    return any(answer.value == parse_comparable(item.type, value) for value in values)


ORDERS: dict[str, Callable[[Any, Any], bool]] = {
    "at_least": lambda value, bound: value >= bound,
    "at_most": lambda value, bound: value <= bound,
    "above": lambda value, bound: value > bound,
    "below": lambda value, bound: value < bound,
}


def compare_answer(item: Item, value: Any, condition: Condition) -> bool:
    """Whether the one order in the condition holds. Quantities of different units are not compared: it does not."""
    for key, order in ORDERS.items():
        if (text := getattr(condition, key)) is not None:
            answer, bound = _in_order(item, value), _in_order(item, parse_comparable(item.type, text))
            return answer is not None and bound is not None and _same_unit(value, item, text) and order(answer, bound)
    return False


@lru_cache(maxsize=4096)
def parse_comparable(item_type: str, text: str) -> Any:
    """The text as a value of the item type; None when it is none. Of a choice it is a number, beside the weights."""
    try:
        return _READ.get(item_type, str)(text)
    except (ValueError, InvalidOperation):
        return None


def _parse_quantity(text: str) -> Quantity:
    number, _, unit = text.partition(" ")
    return Quantity(_parse_number(number), unit or None)


def _parse_number(text: str) -> Decimal:
    number = Decimal(text)
    if not number.is_finite():
        raise ValueError
    return number


_READ: dict[str, Any] = {
    "choice": _parse_number,
    "integer": _parse_number,
    "decimal": _parse_number,
    "quantity": _parse_quantity,
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "time": time.fromisoformat,
}


def _in_order(item: Item, value: Any) -> Any:
    """The value that order tests compare: an option's weight before reversal, a quantity's number, a moment in UTC."""
    match value:
        case Quantity():
            return value.number
        case datetime():
            return value if value.tzinfo else value.replace(tzinfo=UTC)
        case str() if item.options:
            return item.option_by_code[value].weight
        case Decimal() | date() | time() | str():
            return value
    return None


def _same_unit(value: Any, item: Item, text: str) -> bool:
    return not isinstance(value, Quantity) or value.unit == parse_comparable(item.type, text).unit
