"""A questionnaire of ours as a FHIR R4 Questionnaire. What FHIR has no word for stands in extensions of our own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from nearer.domain.item_parts import AnswerOption
from nearer.domain.items import Item, QuestionnaireNode, Section
from nearer.domain.questionnaire import Questionnaire
from nearer.domain.yaml_writer import plain_questionnaire
from nearer.fhir import constants as names
from nearer.fhir.item_tree import Order
from nearer.fhir.json_object import JsonObject
from nearer.fhir.limits import limit_extension
from nearer.fhir.node import OWN_EXTENSION, TRANSLATION, json_number
from nearer.fhir.options import YES_NO
from nearer.fhir.reader import NOT_STATED, UNSAID_LANGUAGE, UNVERSIONED
from nearer.fhir.report import Note
from nearer.fhir.write_options import (
    enable_when,
    in_their_places,
    is_flat,
    merged,
    written_coding,
    written_option,
    written_unit,
)

_TYPES = {ours: theirs for theirs, ours in names.TYPES.items() if ours != "choice"} | {"line": "string"}
_OF_ROOT = ("purpose", "audience", "recall", "minutes", "repeat", "place", "validated", "scales")
_OF_ITEM = ("reverse", "carried", "picture", "tags")


def write_questionnaire(questionnaire: Questionnaire) -> tuple[JsonObject, tuple[Note, ...]]:
    """The resource, and a note for each thing that other programs will not see."""
    return _Writing(questionnaire).root()


def as_bytes(resource: JsonObject) -> bytes:
    return json.dumps(resource, ensure_ascii=False, indent=2, default=json_number).encode()


class _Writing:
    """One walk over a questionnaire. `links` is what each item and section is called in the file."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire
        self.plain = plain_questionnaire(questionnaire)
        self.notes: list[Note] = []
        self.order = Order(questionnaire)
        self.written = {item["id"]: item for item in self.plain["items"]}

    def root(self) -> tuple[JsonObject, tuple[Note, ...]]:
        questionnaire = self.questionnaire
        own = {key: self.plain[key] for key in _OF_ROOT if key in self.plain}
        root: JsonObject = {
            "resourceType": "Questionnaire",
            "id": questionnaire.link_id or questionnaire.id,
            "language": questionnaire.language,
        }
        root |= {
            "url": questionnaire.url,
            "version": None if questionnaire.version == UNVERSIONED else questionnaire.version,
            "status": questionnaire.status,
        }
        root |= self._said("title", questionnaire.title) | self._said("description", questionnaire.summary)
        root |= {"publisher": _stated(questionnaire.source), "copyright": _stated(questionnaire.licence)}
        root |= {"code": [written_coding(code) for code in questionnaire.codes]}
        root["extension"] = [_own("questionnaire", own)]
        root["item"] = [self._child(child) for child in self.order.outermost()]
        own_language = {} if questionnaire.language == UNSAID_LANGUAGE else {"language": questionnaire.language}
        return merged(root, questionnaire.more) | own_language, tuple(self.notes)

    def _child(self, child: QuestionnaireNode) -> JsonObject:
        return self._item(child) if isinstance(child, Item) else self._group(child)

    def _group(self, section: QuestionnaireNode) -> JsonObject:
        assert isinstance(section, Section)
        link = self.order.link(section)
        group = self._standing(section, link) | self._said("text", section.title) | {"type": "group"}
        children = self._words_beside(link, "intro", section.intro) + [
            self._child(one) for one in self.order.inside(section)
        ]
        return merged(group | {"item": children}, section.more)

    def _item(self, item: Item) -> JsonObject:
        link = self.order.link(item)
        own: JsonObject = {key: self.written[item.id][key] for key in _OF_ITEM if key in self.written[item.id]}
        written = self._standing(item, link) | self._said("text", item.text) | {"type": _type_of(item)}
        written |= {"required": item.required or None, "readOnly": item.read_only or None, "maxLength": item.max_length}
        if item.options and written["type"] != "boolean" and "answerValueSet" not in json.loads(item.more or "{}"):
            written["answerOption"] = [self._option(option) for option in item.options]
        if item.options and written["type"] != "boolean":
            name = item.answers if isinstance(item.answers, str) else ""
            own |= {} if re.fullmatch(r"list(-\d+)?", name) else {"answers": name}
        written["extension"] += [*_extensions(item), *([_own("item", own)] if own else [])]
        children = self._words_beside(link, "help", item.help) + [self._child(one) for one in self.order.inside(item)]
        whole = merged(written | {"item": children}, item.more)
        if whole.get("answerOption") != (ours := written.get("answerOption")):
            whole["answerOption"] = in_their_places(ours or (), whole["answerOption"])
        return whole

    def _standing(self, node: QuestionnaireNode, link: str) -> JsonObject:
        extensions: list[JsonObject] = []
        written: JsonObject = {"linkId": link, "code": [written_coding(code) for code in node.codes]}
        written |= self._said("prefix", node.prefix)
        if node.show_if is not None:
            condition = enable_when(node.show_if, self.questionnaire.item_by_id)
            written |= condition or {}
            if not is_flat(node.show_if):
                extensions.append(_own("condition", self._shown_if(node)))
            if condition is None:
                self.notes.append(Note(link, "its conditions stand inside each other; other programs always show it"))
        if node.repeats or getattr(node, "type", "") == "several":
            written["repeats"] = True
            ends = {
                names.FEWEST: node.repeats and node.repeats.min,
                names.MAX_OCCURS: node.repeats and node.repeats.max,
            }
            extensions += [{"url": url, "valueInteger": end} for url, end in ends.items() if end is not None]
        return written | {"extension": extensions}

    def _shown_if(self, node: QuestionnaireNode) -> JsonObject:
        key = "items" if isinstance(node, Item) else "sections"
        condition: JsonObject = next(entry["show_if"] for entry in self.plain[key] if entry["id"] == node.id)
        return condition

    def _said(self, key: str, text: str | None) -> JsonObject:
        """A text, with its translations beside it."""
        phrases = sorted(self.questionnaire.translations.items())  # or their order would be that of the first text
        translations = {language: book[text] for language, book in phrases if text in book}
        translated = (
            {f"_{key}": {"extension": [_translation(*one) for one in translations.items()]}} if translations else {}
        )
        return {key: text} | translated

    def _option(self, option: AnswerOption) -> JsonObject:
        written = written_option(option)
        coding = written.get("valueCoding")
        if isinstance(coding, dict) and "display" in coding and "_display" not in coding:
            coding |= self._said("display", coding["display"])
        return written

    def _words_beside(self, link: str, sort: str, text: str | None) -> list[JsonObject]:
        """Help and introductions as display items, which other programs draw."""
        if text is None:
            return []
        display_item = {"linkId": f"{link}.{sort}", "type": "display", "extension": [names.control_of("help")]}
        return [display_item | self._said("text", text)]


def _type_of(item: Item) -> str:
    if item.type not in ("choice", "several"):
        return _TYPES[item.type]
    if [option.kind for option in item.options] == ["boolean"] * len(YES_NO):
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
    kind = "valueInteger" if item.type == "integer" else "valueDecimal"
    ends = {names.LOWEST: item.limits and item.limits.min, names.HIGHEST: item.limits and item.limits.max}
    yield from ({"url": url, kind: end} for url, end in ends.items() if end is not None)
    if item.unit_limits:
        of_unit = {names.LOWEST: item.unit_limits.min, names.HIGHEST: item.unit_limits.max}
        unit_ends = ((url, end) for url, end in of_unit.items() if end is not None)
        yield from (limit_extension(url, end, item.unit_limits.unit) for url, end in unit_ends)
    if item.decimals is not None:
        yield {"url": names.DECIMALS, "valueInteger": item.decimals}
    if item.days:
        key = "valueDate" if item.type == "date" else "valueDateTime"
        days = ((names.LOWEST, item.days.min), (names.HIGHEST, item.days.max))
        yield from ({"url": url, key: day.isoformat()} for url, day in days if day is not None)
    unit = names.UNIT_OPTION if item.type == "quantity" else names.UNIT
    yield from ({"url": unit, "valueCoding": written_unit(one)} for one in item.units)


def _translation(language: str, text: str) -> JsonObject:
    parts = [{"url": "lang", "valueCode": language}, {"url": "content", "valueString": text}]
    return {"url": TRANSLATION, "extension": parts}


def _own(sort: str, words: JsonObject) -> JsonObject:
    return {"url": OWN_EXTENSION + sort, "valueString": json.dumps(words, ensure_ascii=False)}


def _stated(text: str) -> str | None:
    return None if text == NOT_STATED else text
