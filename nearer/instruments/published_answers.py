"""Checks that a question offers the published answers, each with its published weight.

A set of weights that is right does not say that each stands at its own answer: they may have been turned round. So each
has to be tied to its answer: by the published code; else by the number that codes or texts hold; else by the published
order, if a text such as "never" confirms it, or codes say which questions they are. A text that says the opposite
contradicts each of these. What cannot be tied is not scored.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal

from nearer.domain.item_parts import AnswerOption
from nearer.domain.items import Item
from nearer.instruments.answer_sets import LOINC, AnswerSet
from nearer.instruments.answer_words import says_never, says_often
from nearer.language.error_catalogue.instrument_errors import InstrumentText
from nearer.language.explained_errors import Explanation

_ANSWER_CODE = re.compile(r"LA\d+-\d")  # of LOINC, also where the system is not named
_ZERO = Decimal()


def answers_misfit(sets: Collection[AnswerSet], items: Sequence[Item], is_coded: bool) -> str:
    """Which of the items, in the published order, does not offer the published answers, and why; empty when all do.

    Where codes say which questions they are (`is_coded`), answers in the published order are taken as such. Otherwise
    the words of each question have to confirm it, or of one, where the questions have different answers.
    """
    misfits = [_misfit_at(sets, number, item) for number, item in enumerate(items, start=1)]
    if is_coded or (len(sets) > 1 and any(_tell_by_words(item.options) for item in items)):
        misfits = [None if reason == InstrumentText.ORDER_ALONE() else reason for reason in misfits]
    names = [item.link_id or item.id for item in items]
    named_misfits = ((reason, name) for reason, name in zip(misfits, names, strict=True) if reason)
    return next((str(reason.text(**reason.values, item=name)) for reason, name in named_misfits), "")


def _misfit_at(sets: Iterable[AnswerSet], number: int, item: Item) -> Explanation | None:
    """Why the item at this number (from 1) does not offer the published answers; its name is yet to be filled in."""
    published = [one for one in sets if number in one.items or not one.items]
    misfits = [_explain_misfit(one, item) for one in published] or [InstrumentText.OTHER_WEIGHTS()]
    return None if None in misfits else misfits[0]


def _tell_by_words(options: Iterable[AnswerOption]) -> bool:
    return any(says_never(option.text) or says_often(option.text) for option in options)


def _explain_misfit(published: AnswerSet, item: Item) -> Explanation | None:
    if item.type == "integer" and published.number:
        low, high = min(published.weights), max(published.weights)
        ends = item.limits and (item.limits.min, item.limits.max)
        return None if ends == (low, high) else InstrumentText.OTHER_RANGE(low=low, high=high)
    if item.type != "choice" or item.open or item.repeats:
        return InstrumentText.OTHER_KIND()
    if any(option.weight is None and not option.not_applicable for option in item.options):
        return InstrumentText.NO_WEIGHT()
    offered = [option for option in item.options if option.weight is not None or published.no_activity]
    weights = [option.weight or _ZERO for option in offered]
    expected = [weight for weight in published.weights if weight or not published.no_activity or _ZERO in weights]
    if not offered:
        return InstrumentText.NO_WEIGHT()
    if sorted(weights) != sorted(expected) or not _has_published_codes(published, offered):
        return InstrumentText.OTHER_WEIGHTS()
    if _is_contradicted(published, offered):
        return InstrumentText.OTHER_WEIGHTS()
    if published.codes and all(map(_is_loinc, offered)):
        return None
    return _explain_unmatched_weights(published, offered, (expected, weights))


def _explain_unmatched_weights(
    published: AnswerSet, offered: Sequence[AnswerOption], weights: tuple[list[Decimal], list[Decimal]]
) -> Explanation | None:
    """Why it is not certain which weight belongs to which answer, of answers without published codes."""
    expected, offered_weights = weights
    for numbers in (_numbers(option.code_elsewhere for option in offered), _numbers(option.text for option in offered)):
        if sorted(numbers) == sorted(expected):
            return None if numbers == offered_weights else InstrumentText.OTHER_WEIGHTS()
    if published.no_activity and _ZERO in offered_weights[1:-1]:
        return InstrumentText.OTHER_ORDER()
    counted = [
        [weight for weight in some if weight or not published.no_activity] for some in (expected, offered_weights)
    ]
    if counted[0] == counted[1]:
        return None if _tell_by_words(offered) else InstrumentText.ORDER_ALONE()
    in_order = counted[1] in (sorted(counted[1]), sorted(counted[1])[::-1])
    confirmed = in_order and any(says_never(option.text) for option in _rated_options(published, offered))
    return None if confirmed else InstrumentText.OTHER_ORDER()


def _is_contradicted(published: AnswerSet, offered: Iterable[AnswerOption]) -> bool:
    """Whether an answer says "never" and does not weigh it, or says "nearly every day" and weighs what "never" does."""
    counted = [weight for weight in published.weights if weight or not published.no_activity]
    never = min(counted) if published.never is None else published.never
    least = {option.weight == never for option in _rated_options(published, offered) if says_never(option.text)}
    most = {option.weight == never for option in _rated_options(published, offered) if says_often(option.text)}
    return False in least or True in most


def _rated_options(published: AnswerSet, offered: Iterable[AnswerOption]) -> list[AnswerOption]:
    """The options without the one that says that there was nothing to rate."""
    return [option for option in offered if option.weight or not published.no_activity]


def _has_published_codes(published: AnswerSet, offered: Iterable[AnswerOption]) -> bool:
    """Whether each code of LOINC among the answers is a published one, with its weight."""
    weight_by_code = dict(zip(published.codes, published.weights, strict=False))
    coded = [(option.code_elsewhere, option.weight) for option in offered if _is_loinc(option)]
    return not weight_by_code or all(weight_by_code.get(code) == weight for code, weight in coded)


def _is_loinc(option: AnswerOption) -> bool:
    system = option.coding.system if option.coding else None
    return system == LOINC or (system is None and bool(_ANSWER_CODE.fullmatch(option.code_elsewhere)))


def _numbers(texts: Iterable[str]) -> list[Decimal]:
    """The one whole number that each text holds; nothing when one of them holds none or several."""
    digits = [re.findall(r"\d+", text) for text in texts]
    return [Decimal(numbers[0]) for numbers in digits] if all(len(numbers) == 1 for numbers in digits) else []
