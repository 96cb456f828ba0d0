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

_ANSWER_CODE = re.compile(r"LA\d+-\d")  # of LOINC, also where the system is not named
_ZERO = Decimal()
NO_WEIGHT = "No weight is given for an answer to '{name}'."
OTHER_WEIGHTS = "The weights of '{name}' are not those that are published."
OTHER_ORDER = (
    "The weights of '{name}' do not stand in the published order, and nothing says which of its answers is which."
)
ORDER_ALONE = (
    "Nothing says which of the answers of '{name}' is which: they have no published codes, no numbers, and no words "
    "that are known here."
)
OTHER_KIND = "'{name}' takes several answers, own words or another kind of answer than published."


def answers_misfit(sets: Collection[AnswerSet], items: Sequence[Item], is_coded: bool) -> str:
    """Which of the items, in the published order, does not offer the published answers, and why; empty when all do.

    Where codes say which questions they are (`is_coded`), answers in the published order are taken as such. Otherwise
    the words of each question have to confirm it, or of one, where the questions have different answers.
    """
    misfits = [_misfit_at(sets, place, item) for place, item in enumerate(items, start=1)]
    if is_coded or (len(sets) > 1 and any(_tell_by_words(item.options) for item in items)):
        misfits = ["" if sentence == ORDER_ALONE else sentence for sentence in misfits]
    names = [item.link_id or item.id for item in items]
    return next((sentence.format(name=name) for sentence, name in zip(misfits, names, strict=True) if sentence), "")


def _misfit_at(sets: Iterable[AnswerSet], place: int, item: Item) -> str:
    """Why the item at this place (from 1) does not offer the published answers, naming it {name}; else empty."""
    published = [one for one in sets if place in one.items or not one.items]
    misfits = [_misfit(one, item) for one in published] or [OTHER_WEIGHTS]
    return "" if "" in misfits else misfits[0]


def _tell_by_words(options: Iterable[AnswerOption]) -> bool:
    return any(says_never(option.text) or says_often(option.text) for option in options)


def _misfit(published: AnswerSet, item: Item) -> str:
    if item.type == "integer" and published.number:
        low, high = min(published.weights), max(published.weights)
        ends = item.limits and (item.limits.min, item.limits.max)
        return "" if ends == (low, high) else f"'{{name}}' is a number, and not from {low} to {high} as published."
    if item.type != "choice" or item.open or item.repeats:
        return OTHER_KIND
    if any(option.weight is None and not option.not_applicable for option in item.options):
        return NO_WEIGHT
    offered = [option for option in item.options if option.weight is not None or published.no_activity]
    weights = [option.weight or _ZERO for option in offered]
    expected = [weight for weight in published.weights if weight or not published.no_activity or _ZERO in weights]
    if not offered:
        return NO_WEIGHT
    if sorted(weights) != sorted(expected) or not _has_published_codes(published, offered):
        return OTHER_WEIGHTS
    if _is_contradicted(published, offered):
        return OTHER_WEIGHTS
    if published.codes and all(map(_is_loinc, offered)):
        return ""
    return _untied(published, offered, (expected, weights))


def _untied(published: AnswerSet, offered: Sequence[AnswerOption], weights: tuple[list[Decimal], list[Decimal]]) -> str:
    """Why it is not certain which weight belongs to which answer, of answers without published codes."""
    expected, offered_weights = weights
    for numbers in (_numbers(map(_code, offered)), _numbers(option.text for option in offered)):
        if sorted(numbers) == sorted(expected):
            return "" if numbers == offered_weights else OTHER_WEIGHTS
    if published.no_activity and _ZERO in offered_weights[1:-1]:
        return OTHER_ORDER
    counted = [
        [weight for weight in some if weight or not published.no_activity] for some in (expected, offered_weights)
    ]
    if counted[0] == counted[1]:
        return "" if _tell_by_words(offered) else ORDER_ALONE
    in_order = counted[1] in (sorted(counted[1]), sorted(counted[1])[::-1])
    return "" if in_order and any(says_never(option.text) for option in _rated(published, offered)) else OTHER_ORDER


def _is_contradicted(published: AnswerSet, offered: Iterable[AnswerOption]) -> bool:
    """Whether an answer says "never" and does not weigh it, or says "nearly every day" and weighs what "never" does."""
    counted = [weight for weight in published.weights if weight or not published.no_activity]
    never = min(counted) if published.never is None else published.never
    least = {option.weight == never for option in _rated(published, offered) if says_never(option.text)}
    most = {option.weight == never for option in _rated(published, offered) if says_often(option.text)}
    return False in least or True in most


def _rated(published: AnswerSet, offered: Iterable[AnswerOption]) -> list[AnswerOption]:
    """Without the answer that says that there was nothing to rate."""
    return [option for option in offered if option.weight or not published.no_activity]


def _has_published_codes(published: AnswerSet, offered: Iterable[AnswerOption]) -> bool:
    """Whether each code of LOINC among the answers is a published one, with its weight."""
    known = dict(zip(published.codes, published.weights, strict=False))
    coded = [(_code(option), option.weight) for option in offered if _is_loinc(option)]
    return not known or all(known.get(code) == weight for code, weight in coded)


def _is_loinc(option: AnswerOption) -> bool:
    system = option.coding.system if option.coding else None
    return system == LOINC or (system is None and bool(_ANSWER_CODE.fullmatch(_code(option))))


def _code(option: AnswerOption) -> str:
    return option.coding.code if option.coding else option.code


def _numbers(texts: Iterable[str]) -> list[Decimal]:
    """The one whole number that each text holds; nothing when one of them holds none or several."""
    digits = [re.findall(r"\d+", text) for text in texts]
    return [Decimal(numbers[0]) for numbers in digits] if all(len(numbers) == 1 for numbers in digits) else []
