"""Which questions of a file are those of an instrument: by their codes, else by what could be scored."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nearer.fhir.json_object import JsonObject
from nearer.fhir.written_items import is_weighed, is_yes_no, sections_around
from nearer.instruments.answer_sets import LOINC
from nearer.instruments.registry import Instrument


def codes_of(entry: JsonObject) -> set[str]:
    """Its codes of LOINC, or of a system that is not named."""
    return {one["code"] for one in entry.get("codes", ()) if one.get("system") in (LOINC, None)}


def is_coded(items: list[JsonObject], instrument: Instrument) -> bool:
    """Whether each item has its own code of the instrument."""
    return bool(instrument.item_codes) and all(codes_of(item) & set(instrument.item_codes) for item in items)


def recognised_items(written: JsonObject, items: list[JsonObject], instrument: Instrument) -> list[JsonObject]:
    """By their codes, in the published order; where no item has one, the questions that could be its own."""
    questions = [item for item in items if item["type"] != "display" and not item.get("read_only")]
    coded = [item for code in instrument.item_codes for item in questions if code in codes_of(item)]
    scored = coded or [item for item in questions if _could_be_scored(written, item, instrument)]
    return without_gate(written, scored) if len(scored) - 1 == instrument.items else scored


def without_gate(written: JsonObject, items: list[JsonObject]) -> list[JsonObject]:
    """Without a question before them that decides whether all of the others are asked."""
    for gate in items:
        others = [item for item in items if item is not gate]
        if others and all(gate["id"] in looks_at(written, item) for item in others):
            return others
    return items


def looks_at(written: JsonObject, item: JsonObject) -> set[str]:
    """The ids that its own conditions look at, and those of the sections it stands in."""
    return {name for one in (item, *sections_around(written, item)) for name in _names_in(one.get("show_if"))}


def _names_in(condition: Any) -> Iterator[str]:
    parts = [*condition.get("all", ()), *condition.get("any", ())] if isinstance(condition, dict) else []
    if isinstance(condition, dict) and "item" in condition:
        yield condition["item"]
    for part in parts:
        yield from _names_in(part)


def _could_be_scored(written: JsonObject, item: JsonObject, instrument: Instrument) -> bool:
    if item["type"] == "integer":
        return any(answers.number for answers in instrument.answers)
    if is_yes_no(written, item):
        return any(answers.yes_no for answers in instrument.answers)
    return is_weighed(written, item)
