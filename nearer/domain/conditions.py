"""Which items are shown, given the answers so far.

A hidden item counts as unanswered, and so can hide others in turn. The loader refuses circles, so each item is looked
at once, after those it depends on, and the outcome does not depend on the order in the file. Callers keep the answers
of hidden items while a form is open: settling them again when the item is shown restores them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from nearer.domain.answers import NOT_SHOWN, SKIPPED, Answer, AnswerRefused, AnswerState

if TYPE_CHECKING:
    from nearer.domain.questionnaire import Condition, Item, Questionnaire

_KEPT = (AnswerState.ANSWERED, AnswerState.NOT_APPLICABLE)


def shown_items(questionnaire: Questionnaire, answers: Mapping[str, Answer]) -> tuple[str, ...]:
    """The ids of the shown items, in the order of the questionnaire."""
    return tuple(name for name, answer in settle(questionnaire, answers).items() if answer is not NOT_SHOWN)


def settle(questionnaire: Questionnaire, answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """Every item with its answer: hidden is NOT_SHOWN, absent is SKIPPED; ids of other questionnaires are left out."""
    items = questionnaire.item_by_id
    settled = dict.fromkeys(items, NOT_SHOWN)
    for name in questionnaire.settling_order:
        condition = items[name].show_if
        if condition is None or _holds(condition, items, settled):
            answer = answers.get(name, SKIPPED)
            settled[name] = SKIPPED if answer.state is AnswerState.NOT_SHOWN else answer
    return settled


def refuse_hidden(questionnaire: Questionnaire, answers: Mapping[str, Answer]) -> None:
    """Raise AnswerRefused when an item is answered or declined that these answers do not show."""
    for name, answer in settle(questionnaire, answers).items():
        given = answers.get(name, SKIPPED).state
        if answer is NOT_SHOWN and given not in (AnswerState.SKIPPED, AnswerState.NOT_SHOWN):
            raise AnswerRefused(name, "This answer does not belong: with the other answers the item is not shown.")


def find_cycle(waits_for: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """Every id of one cycle, each waiting for the next; empty when there is none."""
    try:
        TopologicalSorter(waits_for).prepare()
    except CycleError as error:
        return tuple(reversed(error.args[1][1:]))
    return ()


def _holds(condition: Condition, items: Mapping[str, Item], settled: Mapping[str, Answer]) -> bool:
    if condition.item is None:
        every = (_holds(part, items, settled) for part in condition.parts)
        return all(every) if condition.all else any(every)
    answer = settled[condition.item]
    if condition.one_of is not None:
        return not _codes(answer).isdisjoint(condition.one_of)
    if condition.none_of is not None:
        return _codes(answer).isdisjoint(condition.none_of)
    if condition.answered is not None:
        return (answer.state is AnswerState.ANSWERED) is condition.answered
    number = _number(items[condition.item], answer)
    if number is None:
        return False
    return number >= condition.at_least if condition.at_least is not None else number <= (condition.at_most or 0)


def _codes(answer: Answer) -> frozenset[object]:
    if answer.state not in _KEPT:
        return frozenset()
    return frozenset(answer.value) if isinstance(answer.value, tuple) else frozenset({answer.value})


def _number(item: Item, answer: Answer) -> Decimal | None:
    """What an answer weighs as it was given, before any reversal; None when it has no number."""
    if answer.state is not AnswerState.ANSWERED:
        return None
    if isinstance(answer.value, Decimal):
        return answer.value
    return item.option_by_code[answer.value].weight if isinstance(answer.value, str) else None
