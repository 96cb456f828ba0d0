"""Answer options, units and conditions as FHIR says them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from nearer.domain.item_parts import AnswerOption, Coding, Condition
from nearer.domain.items import Item
from nearer.fhir.json_object import JsonObject
from nearer.fhir.node import dicts
from nearer.fhir.options import ALONE, NOT_APPLICABLE, WEIGHTS

_VALUES = {"string": "valueString", "integer": "valueInteger", "date": "valueDate", "time": "valueTime"}
_SIGNS = {"at_least": ">=", "at_most": "<=", "above": ">", "below": "<"}
NUMBER_TYPES = (int, Decimal)
_ANSWERS = {
    "integer": "answerInteger", "decimal": "answerDecimal", "date": "answerDate", "datetime": "answerDateTime",
    "time": "answerTime", "choice": "answerDecimal",
}  # fmt: skip


def merged(own: JsonObject, more: str | None) -> JsonObject:
    """With what another program's file said beyond: its word stands, and None takes a key away."""
    beyond = json.loads(more, parse_float=Decimal) if more else {}
    there = {one.get("url") for one in beyond.get("extension", ())}
    extensions = [one for one in own.pop("extension", ()) if one["url"] not in there]
    both = own | {key: value for key, value in beyond.items() if value is not False or not own.get(key)}
    if extensions:
        both["extension"] = extensions + beyond.get("extension", [])
    return {key: value for key, value in both.items() if value not in (None, [])}


def in_their_places(options: Sequence[JsonObject], between: Sequence[JsonObject | None]) -> list[JsonObject]:
    """Our options where None stands, and those between them that another program's file has and are not offered."""
    ours = iter(options)
    placed = [next(ours, None) if one is None else one for one in between]
    return [one for one in (*placed, *ours) if one]


def value_of(option: AnswerOption) -> tuple[str, Any]:
    """The key and the value of an option, as answers and options write them."""
    if option.kind == "boolean":
        return "valueBoolean", option.code == "yes"
    if option.kind == "reference":
        return "valueReference", {"reference": (option.coding or Coding(code=option.code)).code, "display": option.text}
    if option.kind:
        return _VALUES[option.kind], int(option.text) if option.kind == "integer" else option.text
    return "valueCoding", written_coding(option.coding or Coding(code=option.code)) | {"display": option.text}


def written_coding(coding: Coding) -> JsonObject:
    return {key: value for key, value in coding.values().items() if value is not None}


def written_option(option: AnswerOption) -> JsonObject:
    key, value = value_of(option)
    flags = ((NOT_APPLICABLE, option.not_applicable), (ALONE, option.alone or option.not_applicable))
    own = [{"url": url, "valueBoolean": True} for url, holds in flags if holds]
    written = merged({key: value, "extension": own}, option.more)
    weight_extensions = [*_weighing(written), *_weighing(written.get(key))]
    for extension in weight_extensions:
        name = next(name for name in extension if name.startswith("value"))
        if option.weight is not None and Decimal(str(extension[name])) != option.weight:
            extension[name] = option.weight
    if option.weight is not None and not weight_extensions:
        weight = {"url": WEIGHTS[0], "valueDecimal": option.weight}
        written["extension"] = [weight, *written.get("extension", ())]
    return written


def _weighing(holder: Any) -> list[JsonObject]:
    """The extensions that say a weight in what another program wrote."""
    extensions = dicts(holder.get("extension")) if isinstance(holder, dict) else []
    return [
        one
        for one in extensions
        if one.get("url") in WEIGHTS and any(isinstance(one.get(key), NUMBER_TYPES) for key in one)
    ]


def written_unit(unit: AnswerOption) -> JsonObject:
    return written_coding(unit.coding or Coding(code=unit.code)) | {"display": unit.text}


def is_flat(condition: Condition) -> bool:
    """Whether FHIR says all of it, so that it comes back as the same."""
    leaves = condition.parts or (condition,)
    return all(leaf.item and len(leaf.one_of or leaf.none_of or "1") == 1 for leaf in leaves)


def enable_when(condition: Condition, items: dict[str, Item]) -> JsonObject | None:
    """None for conditions inside conditions, which FHIR has no word for."""
    behaviour = "all" if condition.all else "any" if condition.any else None
    whens: list[JsonObject] = []
    for part in condition.parts or (condition,):
        part_whens = _whens(part, items[part.item]) if part.item else []
        several = "any" if part.one_of else "all"
        if not part_whens or (len(part_whens) > 1 and behaviour not in (None, several) and len(condition.parts) > 1):
            return None
        if len(part_whens) > 1:
            behaviour = several if len(condition.parts) <= 1 else behaviour
        whens += part_whens
    return {"enableWhen": whens} | ({"enableBehavior": behaviour} if behaviour else {})


def _whens(part: Condition, item: Item) -> list[JsonObject]:
    head = {"question": item.link_id or item.id}
    if part.answered is not None:
        return [head | {"operator": "exists", "answerBoolean": part.answered}]
    for sign, values in (("=", part.one_of), ("!=", part.none_of)):
        if values:
            return [head | {"operator": sign} | _answer(item, value) for value in values]
    key, sign = next((key, sign) for key, sign in _SIGNS.items() if getattr(part, key) is not None)
    return [head | {"operator": sign} | _answer(item, getattr(part, key), chosen=False)]


def _answer(item: Item, text: str, chosen: bool = True) -> JsonObject:
    if item.options and chosen:
        key, value = value_of(item.option_by_code[text])
        if isinstance(value, dict):
            value = {name: value[name] for name in ("system", "code", "reference") if name in value}
        return {"answer" + key.removeprefix("value"): value}
    if item.type == "quantity":
        number, _, unit = text.partition(" ")
        return {"answerQuantity": {"value": Decimal(number)} | ({"code": unit} if unit else {})}
    key = _ANSWERS.get(item.type, "answerString")
    return {key: int(text) if key == "answerInteger" else Decimal(text) if key == "answerDecimal" else text}
