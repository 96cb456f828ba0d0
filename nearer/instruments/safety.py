"""Which answers may speak of harming oneself."""

from __future__ import annotations

from collections.abc import Iterable

from nearer.domain import Answer, Item, Questionnaire
from nearer.instruments.registry import Instrument, loinc_codes


def speaks_of_harm(questionnaire: Questionnaire, item: Item, answer: Answer, instruments: Iterable[Instrument]) -> bool:
    """Whether this answer to a question about thoughts of harm is anything but the lowest."""
    option = item.option_by_code.get(answer.value) if isinstance(answer.value, str) else None
    weights = [each.weight for each in item.options if each.weight is not None]
    lowest = item.options[0] if len(weights) < len(item.options) else None
    if option is None or option is lowest or (lowest is None and option.weight == min(weights)):
        return False
    return any(_asks_of_harm(questionnaire, item, one) for one in instruments)


def asks_of_harm(questionnaire: Questionnaire, instruments: Iterable[Instrument]) -> bool:
    """Whether any of its questions is about thoughts of harm."""
    known = [one for one in instruments if one.safety is not None]
    return any(_asks_of_harm(questionnaire, item, one) for item in questionnaire.items for one in known)


def _asks_of_harm(questionnaire: Questionnaire, item: Item, one: Instrument) -> bool:
    """By its code; in a scale of the instrument also by its place among the items."""
    if one.safety is None:
        return False
    if one.safety in loinc_codes(item.codes):
        return True
    scales = [scale.items for scale in questionnaire.scales if scale.instrument == one.id]
    places = [one.item_codes.index(one.safety)] if one.safety in one.item_codes else []
    return any(items[place] == item.id for items in scales for place in places if len(items) == len(one.item_codes))
