"""Items of a file as they are written for a file of ours, before that is loaded: their names, options and weights."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from nearer.domain import AnswerOption, Coding, Item, Limits, Repeats

Plain = dict[str, Any]


def name_of(item: Plain) -> str:
    """The name that the file itself gives it."""
    return str(item.get("link_id", item["id"]))


def options_of(written: Plain, item: Plain) -> list[Plain]:
    answers = item.get("answers")
    options: list[Plain] = answers if isinstance(answers, list) else written["answer_lists"].get(answers, [])
    return options


def sections_around(written: Plain, item: Plain) -> list[Plain]:
    """The sections that an item stands in, the innermost first."""
    sections = {section["id"]: section for section in written["sections"]}
    around, above = [], sections.get(item["section"])
    while above and above not in around:
        around.append(above)
        above = sections.get(above.get("inside", ""))
    return around


def repeats_around(written: Plain, item: Plain) -> bool:
    """Whether the item is there several times with a section around it."""
    return any("repeats" in section for section in sections_around(written, item))


def is_weighed(written: Plain, item: Plain) -> bool:
    return item["type"] == "choice" and any("weight" in option for option in options_of(written, item))


def is_yes_no(written: Plain, item: Plain) -> bool:
    options = options_of(written, item)
    return item["type"] == "choice" and bool(options) and all(option.get("kind") == "boolean" for option in options)


def as_item(written: Plain, item: Plain) -> Item:
    """What of it is looked at before the file is loaded: its type, its answers with their weights, and its limits."""
    limits = {key: Decimal(end) for key, end in (item.get("limits") or {}).items()}
    return Item(
        id=item["id"],
        section=item["section"],
        text=item["text"],
        type=item["type"],
        open=bool(item.get("open")),
        repeats=Repeats() if "repeats" in item else None,
        limits=Limits(**limits) if limits else None,
        options=tuple(map(_as_option, options_of(written, item))),
    )


def _as_option(option: Plain) -> AnswerOption:
    coding = option.get("coding")
    return AnswerOption(
        code=option["code"],
        text=option["text"],
        weight=Decimal(option["weight"]) if "weight" in option else None,
        not_applicable="not_applicable" in option,
        coding=Coding(system=coding.get("system"), code=coding["code"]) if coding else None,
        kind=option.get("kind"),
    )
