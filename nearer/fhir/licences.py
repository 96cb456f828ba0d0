"""What may be done with a questionnaire, by the licence of the published instruments in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from nearer.domain import Answer, Coding, Item, Questionnaire
from nearer.fhir.instruments import Instrument, Signs, find_instrument
from nearer.fhir.words import LOINC


def instruments_in(questionnaire: Questionnaire, instruments: Iterable[Instrument]) -> tuple[Instrument, ...]:
    """Those its scales name, and the one it is known by."""
    every = tuple(instruments)
    named = {scale.instrument for scale in questionnaire.scales}
    known = find_instrument(every, _signs(questionnaire))
    return tuple(one for one in every if one.id in named or one is known)


def licence_problems(questionnaire: Questionnaire, instruments: Iterable[Instrument]) -> tuple[str, ...]:
    """Why a file is not taken; empty for one that is."""
    return tuple(_problems(questionnaire, instruments_in(questionnaire, instruments)))


def may_collect(questionnaire: Questionnaire, instruments: Iterable[Instrument]) -> bool:
    """Whether people may be asked to answer it here."""
    return all(one.may.collect and one.may.display for one in instruments_in(questionnaire, instruments))


def may_export(questionnaire: Questionnaire, instruments: Iterable[Instrument]) -> bool:
    """Whether its questions may be given out as a file."""
    return all(one.may.export for one in instruments_in(questionnaire, instruments))


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


def _problems(questionnaire: Questionnaire, found: Iterable[Instrument]) -> Iterator[str]:
    scored = {scale.instrument for scale in questionnaire.scales}
    for one in found:
        if not one.may.display:
            yield f"{one.name} is not shown here. {one.why}"
        elif one.id in scored and not one.may.calculate:
            yield f"{one.name} is not scored here, so please take its scale out. {one.why}"


def _asks_of_harm(questionnaire: Questionnaire, item: Item, one: Instrument) -> bool:
    """By its code; in a scale of the instrument also by its place among the items."""
    if one.safety is None:
        return False
    if one.safety in _codes(item.codes):
        return True
    scales = [scale.items for scale in questionnaire.scales if scale.instrument == one.id]
    places = [one.item_codes.index(one.safety)] if one.safety in one.item_codes else []
    return any(items[place] == item.id for items in scales for place in places if len(items) == len(one.item_codes))


def _signs(questionnaire: Questionnaire) -> Signs:
    asked = [item for item in questionnaire.items if item.type != "display" and not item.read_only]
    weighed = [item for item in asked if any(option.weight is not None for option in item.options)]
    return Signs(
        url=questionnaire.url or "",
        title=questionnaire.title,
        panels=_codes(questionnaire.codes),
        codes=frozenset(code for item in questionnaire.items for code in _codes(item.codes)),
        questions=frozenset((len(asked), len(weighed))),
    )


def _codes(codings: Iterable[Coding]) -> frozenset[str]:
    return frozenset(one.code for one in codings if one.system in (LOINC, None))
