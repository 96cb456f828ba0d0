"""A questionnaire of ours as a FHIR R4 Questionnaire. What FHIR has no word for stands in extensions of our own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from nearer.domain import AnswerOption, Item, Questionnaire, Section
from nearer.domain.questionnaire import Standing
from nearer.domain.writing import plain_questionnaire
from nearer.fhir import words as names
from nearer.fhir.limits import limit_extension
from nearer.fhir.node import OWN, TRANSLATION, json_number
from nearer.fhir.options import YES_NO
from nearer.fhir.order import Order
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

Plain = dict[str, Any]

_TYPES = {ours: theirs for theirs, ours in names.TYPES.items() if ours != "choice"} | {"line": "string"}
_OF_ROOT = ("audience", "recall", "minutes", "repeat", "place", "validated", "scales")
_OF_ITEM = ("reverse", "carried", "picture", "tags")


def write_questionnaire(questionnaire: Questionnaire) -> tuple[Plain, tuple[Note, ...]]:
    """The resource, and a note for each thing that other programs will not see."""
    return _Writing(questionnaire).root()


def as_bytes(resource: Plain) -> bytes:
    return json.dumps(resource, ensure_ascii=False, indent=2, default=json_number).encode()


class _Writing:
    """One walk over a questionnaire. `links` is what each item and section is called in the file."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire
        self.plain = plain_questionnaire(questionnaire)
        self.notes: list[Note] = []
        self.order = Order(questionnaire)
        self.written = {item["id"]: item for item in self.plain["items"]}

    def root(self) -> tuple[Plain, tuple[Note, ...]]:
        one = self.questionnaire
        own = {key: self.plain[key] for key in _OF_ROOT if key in self.plain}
        root: Plain = {"resourceType": "Questionnaire", "id": one.link_id or one.id, "language": one.language}
        root |= {"url": one.url, "version": None if one.version == UNVERSIONED else one.version, "status": one.status}
        root |= self._said("title", one.title) | self._said("description", one.summary)
        root |= {"publisher": _stated(one.source), "copyright": _stated(one.licence)}
        root |= {"code": [written_coding(code) for code in one.codes]}
        root["extension"] = [_own("questionnaire", own)]
        root["item"] = [self._child(child) for child in self.order.outermost()]
        own_language = {} if one.language == UNSAID_LANGUAGE else {"language": one.language}
        return merged(root, one.more) | own_language, tuple(self.notes)

    def _child(self, child: Standing) -> Plain:
        return self._item(child) if isinstance(child, Item) else self._group(child)

    def _group(self, section: Standing) -> Plain:
        assert isinstance(section, Section)
        link = self.order.link(section)
        group = self._standing(section, link) | self._said("text", section.title) | {"type": "group"}
        children = self._words_beside(link, "intro", section.intro) + [
            self._child(one) for one in self.order.inside(section)
        ]
        return merged(group | {"item": children}, section.more)

    def _item(self, item: Item) -> Plain:
        link = self.order.link(item)
        own: Plain = {key: self.written[item.id][key] for key in _OF_ITEM if key in self.written[item.id]}
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

    def _standing(self, one: Standing, link: str) -> Plain:
        extensions: list[Plain] = []
        written: Plain = {"linkId": link, "code": [written_coding(code) for code in one.codes]}
        written |= self._said("prefix", one.prefix)
        if one.show_if is not None:
            condition = enable_when(one.show_if, self.questionnaire.item_by_id)
            written |= condition or {}
            if not is_flat(one.show_if):
                extensions.append(_own("condition", self._shown_if(one)))
            if condition is None:
                self.notes.append(Note(link, "its conditions stand inside each other; other programs always show it"))
        if one.repeats or getattr(one, "type", "") == "several":
            written["repeats"] = True
            ends = {names.FEWEST: one.repeats and one.repeats.min, names.MOST: one.repeats and one.repeats.max}
            extensions += [{"url": url, "valueInteger": end} for url, end in ends.items() if end is not None]
        return written | {"extension": extensions}

    def _shown_if(self, one: Standing) -> Plain:
        key = "items" if isinstance(one, Item) else "sections"
        condition: Plain = next(entry["show_if"] for entry in self.plain[key] if entry["id"] == one.id)
        return condition

    def _said(self, key: str, text: str | None) -> Plain:
        """A text, with its translations beside it."""
        phrases = sorted(self.questionnaire.translations.items())  # or their order would be that of the first text
        found = {language: book[text] for language, book in phrases if text in book}
        translated = {f"_{key}": {"extension": [_translation(*one) for one in found.items()]}} if found else {}
        return {key: text} | translated

    def _option(self, option: AnswerOption) -> Plain:
        written = written_option(option)
        coding = written.get("valueCoding")
        if isinstance(coding, dict) and "display" in coding and "_display" not in coding:
            coding |= self._said("display", coding["display"])
        return written

    def _words_beside(self, link: str, sort: str, text: str | None) -> list[Plain]:
        """Help and introductions as display items, which other programs draw."""
        if text is None:
            return []
        shown = {"linkId": f"{link}.{sort}", "type": "display", "extension": [names.control_of("help")]}
        return [shown | self._said("text", text)]


def _type_of(item: Item) -> str:
    if item.type not in ("choice", "several"):
        return _TYPES[item.type]
    if [option.kind for option in item.options] == ["boolean"] * len(YES_NO):
        return "boolean"
    return "open-choice" if item.open else "choice"


def _extensions(item: Item) -> Iterator[Plain]:
    if item.hidden:
        yield {"url": names.HIDDEN, "valueBoolean": True}
    if item.control:
        yield names.control_of(item.control)
    if item.orientation:
        yield {"url": names.ORIENTATION, "valueCode": item.orientation}
    if item.placeholder:
        yield {"url": names.FORMAT, "valueString": item.placeholder}
    kind = "valueInteger" if item.type == "integer" else "valueDecimal"
    ends = {names.LOWEST: item.limits and item.limits.min, names.HIGHEST: item.limits and item.limits.max}
    yield from ({"url": url, kind: end} for url, end in ends.items() if end is not None)
    if item.unit_limits:
        of_unit = {names.LOWEST: item.unit_limits.min, names.HIGHEST: item.unit_limits.max}
        found = ((url, end) for url, end in of_unit.items() if end is not None)
        yield from (limit_extension(url, end, item.unit_limits.unit) for url, end in found)
    if item.decimals is not None:
        yield {"url": names.DECIMALS, "valueInteger": item.decimals}
    if item.days:
        key = "valueDate" if item.type == "date" else "valueDateTime"
        days = ((names.LOWEST, item.days.min), (names.HIGHEST, item.days.max))
        yield from ({"url": url, key: day.isoformat()} for url, day in days if day is not None)
    unit = names.UNIT_OPTION if item.type == "quantity" else names.UNIT
    yield from ({"url": unit, "valueCoding": written_unit(one)} for one in item.units)


def _translation(language: str, text: str) -> Plain:
    parts = [{"url": "lang", "valueCode": language}, {"url": "content", "valueString": text}]
    return {"url": TRANSLATION, "extension": parts}


def _own(sort: str, words: Plain) -> Plain:
    return {"url": OWN + sort, "valueString": json.dumps(words, ensure_ascii=False)}


def _stated(text: str) -> str | None:
    return None if text == NOT_STATED else text
