"""Items and groups of a FHIR Questionnaire as items and sections of ours, in the order of the file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from nearer.domain.item_parts import MAX_COPIES, Repeats
from nearer.domain.items import MAX_ITEMS, TEXTS, Item, Section
from nearer.fhir import constants as names
from nearer.fhir.ids import our_code, our_id
from nearer.fhir.json_reader import JsonObject, dicts
from nearer.fhir.models import FhirItem, is_worked_out
from nearer.fhir.plain_texts import clean_text, formatted_words, read_codes, read_plain_text, says_nothing
from nearer.fhir.report import ItemNotes, Report, shorten_address
from nearer.fhir.value_sets import ValueSets
from nearer.fhir_questionnaires.measures import read_measures
from nearer.fhir_questionnaires.not_obeyed import report_not_obeyed
from nearer.fhir_questionnaires.options import is_offered_by_formula, read_options
from nearer.language.error_catalogue.fhir_errors import FhirItemText, FhirOptionText
from nearer.typed_answers.answer_parsing import MAX_ANSWER

MAX_ITEM_DEPTH = 12


@dataclass(eq=False)
class ImportedItem:
    """An element of the file and the section or item that it became; `order` is its place in the file.

    A section of loose items is of no element. `unknown` is a choice whose options are not there, which is said.
    """

    node: Section | Item
    element: FhirItem | None
    notes: ItemNotes
    link: str = ""
    order: int = 0
    unknown: bool = False


@dataclass(frozen=True)
class ItemContext:
    """The position of an element: its section, the item above it, its depth, and whether all around it is hidden."""

    section: str = ""
    under: str = ""
    depth: int = 1
    hidden: bool = False


@dataclass
class ItemReader:
    """The entries read so far from one file; `imported_items` has, by linkId, those that conditions can look at."""

    report: Report
    value_sets: ValueSets
    entries: list[ImportedItem] = field(default_factory=list)
    imported_items: dict[str, ImportedItem] = field(default_factory=dict)
    by_id: dict[tuple[type, str], ImportedItem] = field(default_factory=dict)
    section_ids: set[str] = field(default_factory=set)
    item_ids: set[str] = field(default_factory=set)

    def read(self, elements: Sequence[FhirItem], context: ItemContext) -> None:
        """The children of the file, a group or a question."""
        loose = ""
        for element in elements:
            notes = self.report.notes(element.linkId or "")
            link = self._link(element, context, notes)
            if link is None:
                continue
            if element.type == "group":
                loose = ""
                self._read_group(element, link, context, notes)
                continue
            if not context.section and not loose:
                loose = self._own_id("questions", self.section_ids)
                self._enter(ImportedItem(Section(id=loose, loose=True), None, self.report.notes()))
            self._read_question(element, link, replace(context, section=context.section or loose), notes)

    def _link(self, element: FhirItem, context: ItemContext, notes: ItemNotes) -> str | None:
        """The linkId, or None when there is no use in reading on."""
        self.report.items += 1
        element.report_wrong(notes)
        link = clean_text("linkId", element.linkId, notes)
        if link is None:
            if says_nothing(element, "linkId"):
                notes.problem(FhirItemText.NO_LINK, number=str(self.report.items))
            return None
        if link in self.imported_items:
            notes.problem(FhirItemText.LINK_TWICE)
            return None
        if isinstance(elsewhere := element.stated_by(names.SUB_QUESTIONNAIRE), str):
            notes.problem(FhirItemText.ELSEWHERE, address=shorten_address(elsewhere))
        if context.depth > MAX_ITEM_DEPTH:
            notes.problem(FhirItemText.ITEM_TOO_DEEP, limit=MAX_ITEM_DEPTH)
            return None
        if self.report.items > MAX_ITEMS:
            self.report.notes().problem(FhirItemText.TOO_MANY_ITEMS, limit=MAX_ITEMS)
            return None
        return link

    def _own_id(self, name: str, taken: set[str]) -> str:
        own = our_id(name.removeprefix(names.IN_OUR_FILES), taken)
        taken.add(own)
        return own

    def _enter(self, entry: ImportedItem) -> None:
        entry.order = len(self.entries)
        self.entries.append(entry)
        self.by_id[type(entry.node), entry.node.id] = entry
        if entry.element is not None:
            self.imported_items[entry.link] = entry

    def _read_group(self, element: FhirItem, link: str, context: ItemContext, notes: ItemNotes) -> None:
        report_not_obeyed(element, notes)
        own = self._own_id(link, self.section_ids)
        fields = _names(own, link) | _common(element, notes)
        fields |= {"under": context.under} if context.under else {"inside": context.section or None}
        fields["title"] = read_plain_text(element, "text", notes)
        fields["intro"], children = _words_beside(element, "intro", notes)
        self._enter(ImportedItem(Section(**fields), element, notes, link))
        hidden = context.hidden or element.stated_by(names.HIDDEN_EXTENSION) is True
        self.read(children, ItemContext(own, "", context.depth + 1, hidden))

    def _read_question(self, element: FhirItem, link: str, context: ItemContext, notes: ItemNotes) -> None:
        report_not_obeyed(element, notes)
        own = self._own_id(link, self.item_ids)
        fields = _names(own, link) | {"section": context.section, "under": context.under or None}
        fields |= _common(element, notes)
        kind: str = names.TYPES.get(element.type or "") or _replace_type(element, notes)
        fields["text"] = _question_text(element, notes)
        fields["hidden"] = context.hidden or element.stated_by(names.HIDDEN_EXTENSION) is True
        options = read_options(element, self.value_sets, notes)
        if element.type == "choice" and not options and is_offered_by_formula(element):
            notes.change(FhirOptionText.ONLY_BY_FORMULA)
            kind = "display"
        if options and kind not in ("choice", "display"):
            notes.change(FhirItemText.CHOSEN_FROM)
            kind = "choice"
        if kind == "choice" and fields["repeats"] is not None:
            kind = "several"
            fields["repeats"] = fields["repeats"] if fields["repeats"] != Repeats() else None
        fields |= {"type": kind, "open": element.type == "open-choice", "options": options, "answers": options or None}
        fields |= self._details(element, kind, notes)
        fields["help"], children = _words_beside(element, "help", notes)
        unknown = element.type == "choice" and not options
        self._enter(ImportedItem(Item(**fields), element, notes, link, unknown=unknown))
        self.read(children, ItemContext(context.section, own, context.depth + 1, context.hidden))

    def _details(self, element: FhirItem, kind: str, notes: ItemNotes) -> JsonObject:
        """Whether it has to be answered, how the answer is measured, how long it is, and how the question is drawn."""
        fields: JsonObject = {"required": element.flag("required", notes), "read_only": element.flag("readOnly", notes)}
        fields |= _read_length(element, kind, notes) | read_measures(element, kind, self.value_sets, notes)
        fields["control"] = control_in(element) or None
        orientation, hint = element.stated_by(names.ORIENTATION), element.stated_by(names.ENTRY_FORMAT)
        if kind in ("choice", "several") and orientation in ("horizontal", "vertical"):
            fields["orientation"] = orientation
        if isinstance(hint, str):
            fields["placeholder"] = clean_text("placeholder", hint, notes)
        if element.initial:
            notes.change(FhirItemText.INITIAL)
        return fields | ({"read_only": True} if element.has_extension(names.CALCULATED) else {})


def control_in(element: FhirItem) -> str:
    """The code of how it is drawn elsewhere."""
    value = element.stated_by(names.CONTROL)
    codings = dicts(value.get("coding")) if isinstance(value, dict) else []
    return our_code(str(codings[0]["code"]), ()) if codings and codings[0].get("code") else ""


def _names(own: str, link: str) -> JsonObject:
    return {"id": own, "link_id": None if link in (own, names.IN_OUR_FILES + own) else link}


def _common(element: FhirItem, notes: ItemNotes) -> JsonObject:
    """Read what items and groups share: prefix, codes, repeats."""
    fields: JsonObject = {"prefix": read_plain_text(element, "prefix", notes), "codes": read_codes(element.code) or ()}
    fields["repeats"] = None
    if element.flag("repeats", notes):
        min_occurs, max_occurs = element.stated_by(names.MIN_OCCURS), element.stated_by(names.MAX_OCCURS)
        ends = {"min": min_occurs, "max": max_occurs}
        fields["repeats"] = Repeats(**{key: end for key, end in ends.items() if isinstance(end, int)})
        _report_occurrences(element, min_occurs, max_occurs, notes)
    return fields


def _report_occurrences(element: FhirItem, min_occurs: Any, max_occurs: Any, notes: ItemNotes) -> None:
    if isinstance(min_occurs, int) and isinstance(max_occurs, int) and min_occurs > max_occurs:
        notes.problem(FhirItemText.MIN_ABOVE_MAX)
    elif isinstance(max_occurs, int) and max_occurs > MAX_COPIES and element.type not in ("choice", "open-choice"):
        notes.change(FhirItemText.FEWER_COPIES, most=max_occurs, limit=MAX_COPIES)
    if isinstance(min_occurs, int) and min_occurs > 1:
        notes.change(FhirItemText.FEWEST_NOT_ASKED, fewest=min_occurs)


def _replace_type(element: FhirItem, notes: ItemNotes) -> str:
    if element.type in ("attachment", "reference"):
        notes.change(FhirItemText.CANNOT_BE_ANSWERED, type=element.type)
    elif element.type is not None:
        notes.problem(FhirItemText.UNKNOWN_TYPE, type=element.type[:40])
    elif says_nothing(element, "type"):
        notes.problem(FhirItemText.NO_TYPE)
    return "display"


def _question_text(element: FhirItem, notes: ItemNotes) -> str:
    """Its text, else the words of its XHTML, else the name of its code, else its linkId."""
    text = read_plain_text(element, "text", notes)
    if text is None:
        displays = (coding.get("display") for coding in dicts(element.code))
        text = formatted_words(element, "text")
        if says_nothing(element, "text"):
            notes.change(FhirItemText.NO_TEXT if text is None else FhirItemText.ONLY_XHTML)
        text = text or next((one for one in displays if isinstance(one, str)), notes.item) or "?"
    return clean_text("name", text, notes) or notes.item


def _words_beside(element: FhirItem, sort: str, notes: ItemNotes) -> tuple[str | None, list[FhirItem]]:
    """What our own files write as a display item, for other programs to draw; and the children without it."""
    first = element.item[0] if element.item else FhirItem()
    words = {"linkId", "type", "extension", "text", "_text"}
    if first.linkId != f"{notes.item}.{sort}" or not set(first.source) <= words:
        return None, element.item
    first.report_wrong(notes)
    return read_plain_text(first, "text", notes), element.item[1:]


def _read_length(element: FhirItem, kind: str, notes: ItemNotes) -> JsonObject:
    longest = None if is_worked_out(element.source.get("_maxLength")) else element.maxLength
    if not isinstance(longest, int):
        return {}
    if kind in TEXTS and 1 <= longest <= MAX_ANSWER:
        return {"max_length": longest}
    if kind in TEXTS and longest > MAX_ANSWER:
        notes.change(FhirItemText.LENGTH_LIMIT, limit=MAX_ANSWER)
    else:
        notes.change(FhirItemText.LENGTH_NOT_CHECKED)
    return {}
