"""The head, a section, an item, its options and conditions as FHIR says them, without what another file said beyond."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from nearer.domain.item_parts import AnswerOption, Coding, Condition
from nearer.domain.items import Item, QuestionnaireNode, Section
from nearer.domain.questionnaire import NOT_STATED, WrittenQuestionnaire
from nearer.domain.units import UCUM, unit_factor
from nearer.fhir import constants as names
from nearer.fhir.json_reader import JsonObject, dicts
from nearer.fhir_questionnaires.unmapped import merged

_TYPES = {ours: fhir_type for fhir_type, ours in names.TYPES.items() if ours != "choice"} | {"line": "string"}
_VALUES = {"string": "valueString", "integer": "valueInteger", "date": "valueDate", "time": "valueTime"}
_SIGNS = {"at_least": ">=", "at_most": "<=", "above": ">", "below": "<"}
_ANSWERS = {
    "integer": "answerInteger", "decimal": "answerDecimal", "date": "answerDate", "datetime": "answerDateTime",
    "time": "answerTime", "choice": "answerDecimal",
}  # fmt: skip


class ElementWriter:
    """Writes with the translations of a questionnaire; `items` are what conditions look at, by id."""

    def __init__(self, phrases: Mapping[str, Mapping[str, str]], items: Mapping[str, Item]) -> None:
        self.phrases, self.items = sorted(phrases.items()), items  # or their order would be that of the first text

    def head(self, questionnaire: WrittenQuestionnaire) -> JsonObject:
        """The keys before the items, with None for a key without a value."""
        return {
            "id": questionnaire.link_id or questionnaire.id,
            "language": questionnaire.language,
            "url": questionnaire.url,
            "version": None if questionnaire.version == names.UNVERSIONED else questionnaire.version,
            "status": questionnaire.status,
            **self.words("title", questionnaire.title),
            **self.words("description", questionnaire.summary),
            "publisher": _omit_not_stated(questionnaire.source),
            "copyright": _omit_not_stated(questionnaire.licence),
            "code": [write_coding(code) for code in questionnaire.codes],
        }

    def section(self, section: Section) -> JsonObject:
        """A group, without its linkId and what is inside."""
        return self._node(section) | self.words("text", section.title) | {"type": "group"}

    def item(self, item: Item) -> JsonObject:
        """A question or a text, without its linkId, its options and what is under it."""
        element = self._node(item) | self.words("text", item.text) | {"type": _type_of(item)}
        element |= {"required": item.required or None, "readOnly": item.read_only or None, "maxLength": item.max_length}
        element["extension"] += _extensions(item)
        return element

    def option(self, option: AnswerOption) -> JsonObject:
        """The option with what another program's file said beyond; where that holds the weight, it stands there."""
        key, value = value_of(option)
        flags = ((names.NOT_APPLICABLE, option.not_applicable), (names.ALONE, option.alone or option.not_applicable))
        extensions = [{"url": url, "valueBoolean": True} for url, holds in flags if holds]
        element = merged({key: value, "extension": extensions}, option.more)
        if key == "valueCoding" and "display" in element[key] and "_display" not in element[key]:
            element[key] |= self.words("display", element[key]["display"])
        weighing = [*_weight_extensions(element), *_weight_extensions(element.get(key))]
        for extension in weighing:
            name = next(name for name in extension if name.startswith("value"))
            if option.weight is not None and Decimal(str(extension[name])) != option.weight:
                extension[name] = option.weight
        if option.weight is not None and not weighing:
            weight = {"url": names.WEIGHTS[0], "valueDecimal": option.weight}
            element["extension"] = [weight, *element.get("extension", ())]
        return element

    def words(self, key: str, text: str | None) -> JsonObject:
        """A text, with its translations beside it."""
        translations = [_translation(language, book[text]) for language, book in self.phrases if text and text in book]
        return {key: text} | ({f"_{key}": {"extension": translations}} if translations else {})

    def _node(self, node: QuestionnaireNode) -> JsonObject:
        element: JsonObject = {"code": [write_coding(code) for code in node.codes]} | self.words("prefix", node.prefix)
        extensions: list[JsonObject] = []
        if node.show_if is not None:
            element |= enable_when(node.show_if, self.items) or {}
        if node.repeats or getattr(node, "type", "") == "several":
            element["repeats"] = True
            ends = ((names.MIN_OCCURS, "min"), (names.MAX_OCCURS, "max"))
            stated = ((url, getattr(node.repeats, key, None)) for url, key in ends)
            extensions += [{"url": url, "valueInteger": end} for url, end in stated if end is not None]
        return element | {"extension": extensions}


def value_of(option: AnswerOption) -> tuple[str, Any]:
    """The key and the value of an option, as answers and options write them: `valueCoding` and a Coding."""
    if option.kind == "boolean":
        return "valueBoolean", option.code == "yes"
    if option.kind == "reference":
        return "valueReference", {"reference": (option.coding or Coding(code=option.code)).code, "display": option.text}
    if option.kind:
        return _VALUES[option.kind], int(option.text) if option.kind == "integer" else option.text
    return "valueCoding", write_coding(option.coding or Coding(code=option.code)) | {"display": option.text}


def write_coding(coding: Coding) -> JsonObject:
    """A Coding: https://hl7.org/fhir/R4/datatypes.html#Coding."""
    return {key: value for key, value in coding.values().items() if value is not None}


def write_unit(unit: AnswerOption) -> JsonObject:
    """The Coding of a unit, with its name for people."""
    return write_coding(unit.coding or Coding(code=unit.code)) | {"display": unit.text}


def is_flat(condition: Condition) -> bool:
    """Whether FHIR says all of it, so that it comes back as the same."""
    leaves = condition.parts or (condition,)
    return all(leaf.item and len(leaf.one_of or leaf.none_of or "1") == 1 for leaf in leaves)


def enable_when(condition: Condition, items: Mapping[str, Item]) -> JsonObject | None:
    """None for conditions inside conditions, which FHIR has no word for."""
    behaviour = "all" if condition.all else "any" if condition.any else None
    whens: list[JsonObject] = []
    for part in condition.parts or (condition,):
        part_whens = _write_enable_when(part, items[part.item]) if part.item else []
        several = "any" if part.one_of else "all"
        if not part_whens or (len(part_whens) > 1 and behaviour not in (None, several) and len(condition.parts) > 1):
            return None
        if len(part_whens) > 1:
            behaviour = several if len(condition.parts) <= 1 else behaviour
        whens += part_whens
    return {"enableWhen": whens} | ({"enableBehavior": behaviour} if behaviour else {})


def _weight_extensions(holder: Any) -> list[JsonObject]:
    """The extensions that say a weight in what another program wrote."""
    extensions = dicts(holder.get("extension")) if isinstance(holder, dict) else []
    weights = [one for one in extensions if one.get("url") in names.WEIGHTS]
    return [one for one in weights if any(isinstance(one.get(key), int | Decimal) for key in one)]


def _write_enable_when(part: Condition, item: Item) -> list[JsonObject]:
    head = {"question": item.link_id or item.id}
    if part.answered is not None:
        return [head | {"operator": "exists", "answerBoolean": part.answered}]
    for sign, values in (("=", part.one_of), ("!=", part.none_of)):
        if values:
            return [head | {"operator": sign} | _answer(item, value) for value in values]
    key, sign = next((key, sign) for key, sign in _SIGNS.items() if getattr(part, key) is not None)
    return [head | {"operator": sign} | _answer(item, getattr(part, key), is_option=False)]


def _answer(item: Item, text: str, is_option: bool = True) -> JsonObject:
    if item.options and is_option:
        key, value = value_of(item.option_by_code[text])
        if isinstance(value, dict):
            value = {name: value[name] for name in ("system", "code", "reference") if name in value}
        return {"answer" + key.removeprefix("value"): value}
    key = "answerQuantity" if item.type == "quantity" else _ANSWERS.get(item.type, "answerString")
    number, _, unit = text.partition(" ")
    try:
        if key == "answerQuantity":
            return {key: {"value": Decimal(number)} | ({"code": unit} if unit else {})}
        return {key: int(text) if key == "answerInteger" else Decimal(text) if key == "answerDecimal" else text}
    except (ValueError, ArithmeticError):
        return {"answerString": text}  # which such an item never is: its reader refuses it


def _type_of(item: Item) -> str:
    if item.type not in ("choice", "several"):
        return _TYPES[item.type]
    if [option.kind for option in item.options] == ["boolean"] * 2:
        return "boolean"
    return "open-choice" if item.open else "choice"


def _extensions(item: Item) -> Iterator[JsonObject]:
    if item.hidden:
        yield {"url": names.HIDDEN_EXTENSION, "valueBoolean": True}
    if item.control:
        yield names.control_of(item.control)
    if item.orientation:
        yield {"url": names.ORIENTATION, "valueCode": item.orientation}
    if item.placeholder:
        yield {"url": names.ENTRY_FORMAT, "valueString": item.placeholder}
    kind, number = ("valueInteger", int) if item.type == "integer" else ("valueDecimal", Decimal)
    yield from ({"url": url, kind: number(end)} for url, end in _limit_extensions(item.limits))
    for url, end in _limit_extensions(item.unit_limits):
        yield {"url": url, "valueQuantity": _quantity(end, item.unit_limits.unit if item.unit_limits else "")}
    if item.decimals is not None:
        yield {"url": names.DECIMALS, "valueInteger": item.decimals}
    key = "valueDate" if item.type == "date" else "valueDateTime"
    yield from ({"url": url, key: day.isoformat()} for url, day in _limit_extensions(item.days))
    unit = names.UNIT_OPTION if item.type == "quantity" else names.UNIT
    yield from ({"url": unit, "valueCoding": write_unit(one)} for one in item.units)


def _limit_extensions(limits: Any) -> Iterator[tuple[str, Any]]:
    """The lowest and the highest of limits or days, each with the address that says it."""
    for url, key in ((names.LOWEST, "min"), (names.HIGHEST, "max")):
        if (end := getattr(limits, key, None)) is not None:
            yield url, end


def _quantity(number: Decimal, unit: str) -> JsonObject:
    """The quantity, with the UCUM code of its unit where we know it."""
    ucum_unit = {"system": UCUM, "code": unit} if any(unit_factor(unit, base) for base in ("g", "m", "L", "s")) else {}
    return {"value": number, "unit": unit} | ucum_unit


def _translation(language: str, text: str) -> JsonObject:
    parts = [{"url": "lang", "valueCode": language}, {"url": "content", "valueString": text}]
    return {"url": names.TRANSLATION, "extension": parts}


def _omit_not_stated(text: str) -> str | None:
    return None if text == NOT_STATED else text
