"""Items of a file as they are written for a file of ours, before that is loaded: their names, options and weights."""

from __future__ import annotations

from decimal import Decimal

from nearer.domain.item_parts import AnswerOption, Coding, Limits, Repeats
from nearer.domain.items import Item
from nearer.fhir.json_object import JsonObject


def name_of(item: JsonObject) -> str:
    """The name that the file itself gives it."""
    return str(item.get("link_id", item["id"]))


def options_of(written: JsonObject, item: JsonObject) -> list[JsonObject]:
    answers = item.get("answers")
    options: list[JsonObject] = answers if isinstance(answers, list) else written["answer_lists"].get(answers, [])
    return options


def sections_around(written: JsonObject, item: JsonObject) -> list[JsonObject]:
    """The sections that an item stands in, the innermost first."""
    sections = {section["id"]: section for section in written["sections"]}
    around, above = [], sections.get(item["section"])
    while above and above not in around:
        around.append(above)
        above = sections.get(above.get("inside", ""))
    return around


def repeats_around(written: JsonObject, item: JsonObject) -> bool:
    """Whether the item is there several times with a section around it."""
    return any("repeats" in section for section in sections_around(written, item))


def is_weighed(written: JsonObject, item: JsonObject) -> bool:
    return item["type"] == "choice" and any("weight" in option for option in options_of(written, item))


def is_yes_no(written: JsonObject, item: JsonObject) -> bool:
    options = options_of(written, item)
    return item["type"] == "choice" and bool(options) and all(option.get("kind") == "boolean" for option in options)


def as_item(written: JsonObject, item: JsonObject) -> Item:
    """What of it is looked at before the file is loaded: its type, its answers with their weights, and its limits."""
    limits = {key: Decimal(end) for key, end in (item.get("limits") or {}).items()}
    return Item(
        id=item["id"],
        link_id=item.get("link_id"),
        section=item["section"],
        text=item["text"],
        type=item["type"],
        open=bool(item.get("open")),
        repeats=Repeats() if "repeats" in item else None,
        limits=Limits(**limits) if limits else None,
        options=tuple(map(_as_option, options_of(written, item))),
    )


def _as_option(option: JsonObject) -> AnswerOption:
    coding = option.get("coding")
    return AnswerOption(
        code=option["code"],
        text=option["text"],
        weight=Decimal(option["weight"]) if "weight" in option else None,
        not_applicable="not_applicable" in option,
        coding=Coding(system=coding.get("system"), code=coding["code"]) if coding else None,
        kind=option.get("kind"),
    )
