"""What was read of a file as a file of ours holds it, checked by the same loader, with words that only ours have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from nearer.domain.item_parts import AnswerOption
from nearer.domain.items import Item, Section, WrittenItem
from nearer.domain.questionnaire import Questionnaire, WrittenQuestionnaire
from nearer.fhir.constants import DRAWN_CONTROLS, OWN_EXTENSION
from nearer.fhir.ids import our_id
from nearer.fhir.json_reader import JsonObject, as_kept, read_json
from nearer.fhir.models import Element, FhirItem
from nearer.fhir.report import ItemNotes, Refused, scored_as_written
from nearer.fhir_questionnaires.items import ImportedItem, ItemReader, control_in
from nearer.fhir_questionnaires.options import has_only_formula, reads_options
from nearer.fhir_questionnaires.unmapped import (
    OF_GROUP,
    OF_QUESTION,
    of_option,
    report_unmapped,
    unmapped_content,
    unmapped_item_content,
)
from nearer.fhir_questionnaires.write_elements import ElementWriter
from nearer.instruments.instrument_conformity import nonconforming_scales
from nearer.instruments.registry import Instrument
from nearer.language.error_catalogue.fhir_errors import FhirFileText, UnmappedText
from nearer.yaml_files.loader import questionnaire_of
from nearer.yaml_files.problems import QuestionnaireError
from nearer.yaml_files.yaml_text import Tree
from nearer.yaml_files.yaml_writer import plain_questionnaire

Loaded = tuple[Questionnaire, JsonObject]  # as it is asked, and its keys as in YAML
_FORM_FIELDS, _ITEM_FIELDS = tuple(WrittenQuestionnaire.keys()), tuple(WrittenItem.keys())
_OF_FORM = (
    "purpose", "short_start", "audience", "recall", "minutes", "repeat", "place", "checked", "validated", "scales"
)  # fmt: skip
_TESTS = ("item", "is", "is_not", "answered", "at_least", "at_most", "above", "below", "all", "any")
_OWN_KEYS = {
    "item": ("reverse", "carried", "picture", "tags", "answers"),
    "condition": _TESTS,
    "questionnaire": _OF_FORM,
}


def read_own_extension(element: Element, sort: str, notes: ItemNotes) -> JsonObject:
    """What our own export says beyond FHIR: read as strictly as the file, as text, and checked with all the rest."""
    extensions = (one for one in element.extension if one.url == OWN_EXTENSION + sort)
    text = next((one.source.get("valueString") for one in extensions), None)
    if not isinstance(text, str):
        return {}
    try:
        own_values = read_json(text.encode(errors="replace"))
    except Refused as refused:
        notes.problem(FhirFileText.OWN_CHANGED, reason=str(refused))
        return {}
    return {key: _as_texts(value) for key, value in own_values.items() if key in _OWN_KEYS[sort]}


def _as_texts(value: Any) -> Any:
    """Every scalar as the text that a YAML file holds."""
    if isinstance(value, dict):
        return {key: _as_texts(inside) for key, inside in value.items()}
    if isinstance(value, list):
        return [_as_texts(inside) for inside in value]
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


class PlainForm:
    """A form as a file of ours, with all that the file of another program says beyond it.

    `writer` says what we write of each element.
    """

    def __init__(self, draft: Questionnaire, entries: Iterable[ImportedItem], writer: ElementWriter) -> None:
        self.draft, self.writer = draft, writer
        self.entries = list(entries)
        self.items = dict(draft.item_by_id)
        self.lists: dict[tuple[tuple[AnswerOption, ...], str], str] = {}
        self.own: dict[str, list[JsonObject]] = {"items": [], "sections": []}

    def plain(self) -> JsonObject:
        """Its keys and values, as text; what is given back without a meaning is said of each entry."""
        for entry in self.entries:
            self._report_options(entry)
        nodes = [self._finish_node(entry) for entry in self.entries]
        questions = [{name: getattr(node, name) for name in _ITEM_FIELDS} for node in nodes if isinstance(node, Item)]
        items = tuple(WrittenItem(**fields) for fields in questions)
        sections = tuple(node for node in nodes if isinstance(node, Section))
        lists = {name: options for (options, _), name in self.lists.items()}
        draft = {name: getattr(self.draft, name) for name in _FORM_FIELDS}
        form = WrittenQuestionnaire(**draft | {"items": items, "sections": sections, "answer_lists": lists})
        plain = plain_questionnaire(form)
        for key, own_records in self.own.items():
            plain[key] = [record | own for record, own in zip(plain[key], own_records, strict=True)]
        return plain

    def _report_options(self, entry: ImportedItem) -> None:
        """The options of an item with what they say beyond, and a control that is not drawn here."""
        element = entry.element
        if element is None:
            return
        if isinstance(entry.node, Item) and reads_options(element):
            item = self.items[entry.node.id]
            sources = [one.source for one in element.answerOption if not has_only_formula(one.source)]
            options = tuple(
                self._option(option, source, entry.notes) for option, source in zip(item.options, sources, strict=True)
            )
            self.items[item.id] = replace(item, options=options)
        if (control := control_in(element)) and control not in DRAWN_CONTROLS:
            entry.notes.keep(UnmappedText.CONTROL_KEPT, control=control)

    def _option(self, option: AnswerOption, source: JsonObject, notes: ItemNotes) -> AnswerOption:
        option_json = self.writer.option(option)
        more = unmapped_content(source, option_json)
        report_unmapped(more, of_option(next(iter(option_json))), notes)
        return replace(option, more=as_kept(more)) if more else option

    def _finish_node(self, entry: ImportedItem) -> Item | Section:
        """The node with what its element says beyond, and the names of its lists of answers."""
        element, node = entry.element, entry.node
        sort = "items" if isinstance(node, Item) else "sections"
        if isinstance(node, Item):
            node = self.items[node.id]
        if element is None:
            self.own[sort].append({})
            return node
        own = read_own_extension(element, "item", entry.notes)
        answers, condition = own.pop("answers", None), read_own_extension(element, "condition", entry.notes)
        self.own[sort].append(own | ({"show_if": condition} if condition else {}))
        node_json = self.writer.item(node) if isinstance(node, Item) else self.writer.section(node)
        more = unmapped_item_content(element, node_json)
        report_unmapped(more, OF_QUESTION if isinstance(node, Item) else OF_GROUP, entry.notes)
        if isinstance(node, Item):
            node = replace(node, answers=self._answers(node, element, answers))
        return replace(node, more=as_kept(more)) if more else node

    def _answers(self, item: Item, element: FhirItem, name: str | None) -> tuple[AnswerOption, ...] | str | None:
        """The name of the list of these options: as our own file calls it, else a new one; or the list itself."""
        if not item.options or name == "" or (element.type == "boolean" and name is None):
            return item.options or None
        list_name = str(name or our_id("list", self.lists.values()))
        return self.lists.setdefault((item.options, str(name)), list_name)


def checked_questionnaire(plain: JsonObject, reader: ItemReader) -> Loaded | None:
    """The problems that the loader of our own files finds, in terms of the items of this file."""
    tree = Tree("", plain, dict.fromkeys(_paths(plain), 1))
    try:
        return questionnaire_of(tree), plain
    except QuestionnaireError as refused:
        links = {entry.node.id: link for link, entry in reader.imported_items.items()}
        for problem in refused.problems:
            own = str(problem.record.name) if problem.record else ""
            reader.report.notes(links.get(own, own)).problem(problem.reason)
    return None


def _paths(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    yield path
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in inside:
        yield from _paths(part, (*path, key))


def without_unfounded(loaded: Loaded, reader: ItemReader, instruments: tuple[Instrument, ...]) -> Loaded | None:
    """The questionnaire without the scales that name an instrument and are not it, as when weights were changed in the
    file."""
    questionnaire, plain = loaded
    nonconforming = dict(nonconforming_scales(questionnaire, instruments))
    titles = [scale.title for scale in questionnaire.scales if scale.id not in nonconforming]
    sentences = [scored_as_written(titles)] if titles or not nonconforming else []
    reader.report.scoring = " ".join([*sentences, *nonconforming.values()])
    if not nonconforming:
        return loaded
    scales = [scale for scale in plain.get("scales", ()) if scale["id"] not in nonconforming]
    return checked_questionnaire(plain | {"scales": scales}, reader)
