"""A questionnaire of ours as a FHIR R4 Questionnaire. What FHIR has no word for stands in extensions of our own."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from nearer.domain.items import Item, QuestionnaireNode, Section
from nearer.domain.questionnaire import Questionnaire
from nearer.fhir.constants import OWN_EXTENSION, UNSAID_LANGUAGE, control_of
from nearer.fhir.json_reader import JsonObject, write_json
from nearer.fhir.report import Note
from nearer.fhir_questionnaires.item_tree import Order
from nearer.fhir_questionnaires.unmapped import merged
from nearer.fhir_questionnaires.write_elements import ElementWriter, enable_when, is_flat
from nearer.language.error_catalogue.fhir_errors import FhirConditionText
from nearer.yaml_files.yaml_writer import plain_questionnaire

_OF_ROOT = (
    "purpose", "short_start", "audience", "recall", "minutes", "repeat", "place", "checked", "validated", "scales"
)  # fmt: skip
_OF_ITEM = ("reverse", "carried", "picture", "tags")


def write_questionnaire(questionnaire: Questionnaire) -> tuple[JsonObject, tuple[Note, ...]]:
    """The resource, and a note for each thing that other programs will not see."""
    return _QuestionnaireWriter(questionnaire).root()


def as_bytes(resource: JsonObject) -> bytes:
    """A resource as the text of a file, in UTF-8."""
    return write_json(resource, indent=2).encode()


class _QuestionnaireWriter:
    """One walk over a questionnaire."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire
        self.elements = ElementWriter(questionnaire.translations, questionnaire.item_by_id)
        self.plain = plain_questionnaire(questionnaire)
        self.records = {(key, record["id"]): record for key in ("items", "sections") for record in self.plain[key]}
        self.notes: list[Note] = []
        self.order = Order(questionnaire)

    def root(self) -> tuple[JsonObject, tuple[Note, ...]]:
        questionnaire = self.questionnaire
        root: JsonObject = {"resourceType": "Questionnaire"} | self.elements.head(questionnaire)
        root["extension"] = [
            _own_extension("questionnaire", {key: self.plain[key] for key in _OF_ROOT if key in self.plain})
        ]
        root["item"] = [self._child(child) for child in self.order.outermost()]
        own_language = {} if questionnaire.language == UNSAID_LANGUAGE else {"language": questionnaire.language}
        return merged(root, questionnaire.more) | own_language, tuple(self.notes)

    def _child(self, child: QuestionnaireNode) -> JsonObject:
        if isinstance(child, Item):
            return self._item(child)
        assert isinstance(child, Section)
        link = self.order.link(child)
        group: JsonObject = {"linkId": link} | self.elements.section(child)
        group["extension"] = self._condition(child, link) + group["extension"]
        return merged(group | {"item": self._inside(child, "intro", child.intro)}, child.more)

    def _item(self, item: Item) -> JsonObject:
        link = self.order.link(item)
        item_json: JsonObject = {"linkId": link} | self.elements.item(item)
        record = self.records["items", item.id]
        own = {key: record[key] for key in _OF_ITEM if key in record}
        if item.options and item_json["type"] != "boolean":
            if "answerValueSet" not in json.loads(item.more or "{}"):
                item_json["answerOption"] = [self.elements.option(option) for option in item.options]
            name = item.answers if isinstance(item.answers, str) else ""
            own |= {} if re.fullmatch(r"list(-\d+)?", name) else {"answers": name}
        own_extensions = [_own_extension("item", own)] if own else []
        item_json["extension"] = [*self._condition(item, link), *item_json["extension"], *own_extensions]
        element = merged(item_json | {"item": self._inside(item, "help", item.help)}, item.more)
        if element.get("answerOption") != (ours := item_json.get("answerOption")):
            element["answerOption"] = _in_their_places(ours or (), element["answerOption"])
        return element

    def _condition(self, node: Item | Section, link: str) -> list[JsonObject]:
        """The parts of a condition that FHIR cannot say."""
        if node.show_if is None or is_flat(node.show_if):
            return []
        if enable_when(node.show_if, self.questionnaire.item_by_id) is None:
            self.notes.append(Note(link, FhirConditionText.NESTED_CONDITIONS()))
        return [
            _own_extension(
                "condition", self.records["items" if isinstance(node, Item) else "sections", node.id]["show_if"]
            )
        ]

    def _inside(self, parent: QuestionnaireNode, sort: str, text: str | None) -> list[JsonObject]:
        """What stands in it: first its help or introduction as a display item, which other programs draw."""
        children = [self._child(child) for child in self.order.inside(parent)]
        if text is None:
            return children
        link = f"{self.order.link(parent)}.{sort}"
        display_item = {"linkId": link, "type": "display", "extension": [control_of("help")]}
        return [display_item | self.elements.words("text", text), *children]


def _own_extension(sort: str, words: JsonObject) -> JsonObject:
    return {"url": OWN_EXTENSION + sort, "valueString": json.dumps(words, ensure_ascii=False)}


def _in_their_places(options: Sequence[JsonObject], between: Sequence[JsonObject | None]) -> list[JsonObject]:
    """Our options where None stands, and those between them that another program's file has and are not offered."""
    ours = iter(options)
    placed = [next(ours, None) if option is None else option for option in between]
    return [option for option in (*placed, *ours) if option]
