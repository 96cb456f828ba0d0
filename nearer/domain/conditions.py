"""Which items are shown, given the answers so far.

A hidden item counts as unanswered, and so can hide others in turn. The loader refuses circles, so each item is looked
at once, after those it depends on, and the outcome does not depend on the order in the file. Callers keep the answers
of hidden items while a form is open: settling them again when the item is shown restores them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from nearer.domain.answers import NOT_SHOWN, SKIPPED, Answer, AnswerRefused, AnswerState
from nearer.domain.comparing import comparable, compared
from nearer.domain.repeats import unfolded

if TYPE_CHECKING:
    from nearer.domain.parts import Condition
    from nearer.domain.questionnaire import Item, Questionnaire

_KEPT = (AnswerState.ANSWERED, AnswerState.NOT_APPLICABLE)


def shown_items(questionnaire: Questionnaire, answers: Mapping[str, Answer]) -> tuple[str, ...]:
    """The ids of the shown items, in the order of the questionnaire."""
    return tuple(name for name, answer in settle(questionnaire, answers).items() if answer is not NOT_SHOWN)


def settle(questionnaire: Questionnaire, answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """Every item with its answer: hidden is NOT_SHOWN, absent is SKIPPED; ids of other questionnaires are left out."""
    questionnaire = unfolded(questionnaire, answers)
    items = questionnaire.item_by_id
    settled = dict.fromkeys(items, NOT_SHOWN)
    for name, gates in questionnaire.settling_order:
        if not gates or all(_holds(gate, items, settled) for gate in gates):
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
    item, answer = items[condition.item], settled[condition.item]
    if condition.answered is not None:
        return (answer.state is AnswerState.ANSWERED) is condition.answered
    if condition.one_of is not None:
        return _is_one_of(item, answer, condition.one_of)
    if condition.none_of is not None:
        return not _is_one_of(item, answer, condition.none_of)
    return answer.state is AnswerState.ANSWERED and answer.value is not None and compared(item, answer.value, condition)


def _is_one_of(item: Item, answer: Answer, values: tuple[str, ...]) -> bool:
    if answer.state not in _KEPT or answer.value is None:
        return False
    if item.options:
        chosen = answer.value if isinstance(answer.value, tuple) else (answer.value,)
        return any(code in values for code in chosen if isinstance(code, str))
    return any(answer.value == comparable(item, value) for value in values)
