"""Items and groups of a FHIR Questionnaire as items and sections of ours, in the order of the file."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from nearer.domain.item_parts import MAX_COPIES
from nearer.domain.items import MAX_ITEMS
from nearer.fhir.constants import FEWEST, HIDDEN_EXTENSION, IN_OUR_FILES, MAX_OCCURS, OFFERING, SUB_QUESTIONNAIRE, TYPES
from nearer.fhir.ids import our_id
from nearer.fhir.item_types import add_kind, control_in
from nearer.fhir.json_object import JsonObject
from nearer.fhir.node import Node, dicts
from nearer.fhir.not_obeyed import say_not_obeyed
from nearer.fhir.options import YES_NO, has_only_formula, written_options
from nearer.fhir.report import Report, shorten_address
from nearer.fhir.unmapped import is_plain_coding, own_words
from nearer.fhir.value_sets import Contained, options_in

MAX_ITEM_DEPTH = 12


@dataclass
class Reading:
    """What one file has given so far. `known` is by linkId what conditions can look at."""

    report: Report
    contained: Contained
    sections: list[JsonObject] = field(default_factory=list)
    items: list[JsonObject] = field(default_factory=list)
    lists: dict[str, str] = field(default_factory=dict)
    known: dict[str, JsonObject] = field(default_factory=dict)
    nodes: list[tuple[JsonObject, Node]] = field(default_factory=list)
    section_ids: set[str] = field(default_factory=set)
    item_ids: set[str] = field(default_factory=set)

    @property
    def phrases(self) -> dict[str, dict[str, str]]:
        return self.report.phrases


@dataclass(frozen=True)
class Place:
    """Where an element stands: in which section, under which item, how deep, and whether all around it is hidden."""

    section: str = ""
    under: str = ""
    depth: int = 1
    hidden: bool = False


def read_items(parent: Node, place: Place, reading: Reading) -> None:
    """Read the children of the file, a group or a question."""
    loose = ""
    for found in parent.all("item", dict):
        link = found.get("linkId")
        node = Node(found, link if isinstance(link, str) else "", reading.report)
        entry = _entered(node, place, reading)
        if entry is None:
            continue
        if node.element.get("type") == "group":
            loose = ""
            _read_group(node, entry, place, reading)
        else:
            if not place.section and not loose:
                loose = _loose_section(reading)
            question_place = Place(place.section or loose, place.under, place.depth, place.hidden)
            _read_question(node, entry, question_place, reading)


def _entered(node: Node, place: Place, reading: Reading) -> JsonObject | None:
    """The beginning of an entry, or None when there is no use in reading on."""
    link = node.clean("linkId", node.take("linkId", str))
    reading.report.items += 1
    if link is None:
        if node.says_nothing("linkId"):
            node.problem(f"item number {reading.report.items} has no linkId")
        return None
    if link in reading.known:
        node.problem("two items have this linkId")
        return None
    if isinstance(other := node.said_by(SUB_QUESTIONNAIRE), str):
        node.problem(
            f"its questions are in '{shorten_address(other)}', which is not in this file and is never fetched; ask for "
            "the file with everything in it"
        )
    if place.depth > MAX_ITEM_DEPTH:
        node.problem(f"nested too deeply (limit {MAX_ITEM_DEPTH})")
        return None
    if reading.report.items > MAX_ITEMS:
        reading.report.problem("", f"has more than {MAX_ITEMS} items")
        return None
    taken = reading.section_ids if node.element.get("type") == "group" else reading.item_ids
    own = our_id(link.removeprefix(IN_OUR_FILES), taken)
    taken.add(own)
    reading.known[link] = {"id": own, "link": link, "type": "group", "options": [], "order": len(reading.known)}
    return {"id": own} | ({"link_id": link} if link not in (own, IN_OUR_FILES + own) else {})


def _loose_section(reading: Reading) -> str:
    own = our_id("questions", reading.section_ids)
    reading.section_ids.add(own)
    reading.sections.append({"id": own, "loose": "yes"})
    return own


def _read_group(node: Node, entry: JsonObject, place: Place, reading: Reading) -> None:
    say_not_obeyed(node)
    node.take("type", str)
    above = {"under": place.under} if place.under else {"inside": place.section} if place.section else {}
    hidden = place.hidden or node.extension(HIDDEN_EXTENSION) is True
    entry |= above | _common(node, hidden != place.hidden)
    if title := node.text("text"):
        entry["title"] = title
    control_in(node)
    _take_words_beside(node, entry, "intro")
    reading.sections.append(entry)
    reading.nodes.append((entry, node))
    read_items(node, Place(entry["id"], "", place.depth + 1, hidden), reading)


def _read_question(node: Node, entry: JsonObject, place: Place, reading: Reading) -> None:
    say_not_obeyed(node)
    fhir_type = node.take("type", str)
    known = reading.known[str(entry.get("link_id", entry["id"]))]
    entry |= {"section": place.section} | ({"under": place.under} if place.under else {}) | _common(node, False)
    kind = TYPES.get(fhir_type or "")
    if kind is None:
        kind = _unsupported(node, fhir_type, entry)
    entry |= _words(node, entry, reading) | {"type": kind}
    if node.extension(HIDDEN_EXTENSION) is True or place.hidden:
        entry["hidden"] = "yes"
    options = _options(node, fhir_type or "", reading)
    if fhir_type == "choice" and not options and _is_offered_by_formula(node):
        sentence = "a formula works out all of its answer options, and formulas are not run; its text is shown"
        node.report.change(node.where, f"{sentence}, and nothing is asked")
        entry["_also"], entry["type"], kind = entry.get("_also", {}) | {"type": fhir_type}, "display", "display"
    if options and kind not in ("choice", "display"):
        node.report.change(node.where, "its answers are chosen from those it offers")
        entry["_also"], entry["type"], kind = {"type": fhir_type}, "choice", "choice"
    add_kind(node, entry, fhir_type or "", reading.contained)
    known |= {"type": kind, "options": options, "unknown": fhir_type == "choice" and not options}
    if options:
        entry["answers"] = _listed(node, fhir_type or "", options, reading)
    _take_words_beside(node, entry, "help")
    reading.items.append(entry)
    reading.nodes.append((entry, node))
    read_items(node, Place(place.section, entry["id"], place.depth + 1, place.hidden), reading)


def _listed(node: Node, fhir_type: str, options: list[JsonObject], reading: Reading) -> str | list[JsonObject]:
    """The name of the list of these options: as our own file calls it, else a new one; or the list, standing there."""
    name = own_words(node, "item").get("answers")
    if name == "" or fhir_type == "boolean" and name is None:
        return options
    key = json.dumps([options, name], default=str)
    return reading.lists.setdefault(key, str(name) if name else our_id("list", reading.lists.values()))


def _take_words_beside(node: Node, entry: JsonObject, sort: str) -> None:
    """What our own files write as a display item, for other programs to draw."""
    children = node.element.get("item")
    child_items = dicts(children)
    first = child_items[0] if child_items else {}
    if first.get("linkId") == f"{node.where}.{sort}" and set(first) <= {"linkId", "type", "extension", "text", "_text"}:
        entry[sort] = Node(first, node.where, node.report).text("text")
        node.put("item", child_items[1:])


def _unsupported(node: Node, fhir_type: str | None, entry: JsonObject) -> str:
    if fhir_type in ("attachment", "reference"):
        node.report.change(node.where, f"an item of type {fhir_type} cannot be answered here; its text is shown")
        entry["_also"] = {"type": fhir_type}
        return "display"
    if fhir_type is not None or node.says_nothing("type"):
        node.problem("has no type" if fhir_type is None else f"'{fhir_type[:40]}' is not a type of item in FHIR R4")
    return "display"


def _words(node: Node, entry: JsonObject, reading: Reading) -> JsonObject:
    text = node.text("text")
    if text is None:
        codings = dicts(node.element.get("code"))
        named = next((one["display"] for one in codings if isinstance(one.get("display"), str)), node.where) or "?"
        text = node.formatted("text")
        sentence = (
            "has no text; its name is shown" if text is None else "has only XHTML; its words are shown as plain text"
        )
        text = text or named
        if node.says_nothing("text"):
            node.report.change(node.where, sentence)
        entry["_also"] = entry.get("_also", {}) | {"text": None}
    return {"text": node.clean("name", text) or node.where}


def _common(node: Node, hidden_group: bool) -> JsonObject:
    """What items and groups share: prefix, codes, repeats."""
    entry: JsonObject = (
        {"_also": {"extension": [{"url": HIDDEN_EXTENSION, "valueBoolean": True}]}} if hidden_group else {}
    )
    if prefix := node.text("prefix"):
        entry["prefix"] = prefix
    codes = node.element.get("code")
    if isinstance(codes, list) and codes and all(is_plain_coding(one) for one in codes):
        node.drop("code")
        entry["codes"] = codes
    if node.take("repeats", bool):
        fewest, most = node.extension(FEWEST), node.extension(MAX_OCCURS)
        ends = {"min": fewest, "max": most}
        entry["repeats"] = {key: str(end) for key, end in ends.items() if isinstance(end, int)}
        _say_how_often(node, fewest, most)
    return entry


def _say_how_often(node: Node, fewest: Any, most: Any) -> None:
    if isinstance(fewest, int) and isinstance(most, int) and fewest > most:
        node.problem("minOccurs is above maxOccurs")
    elif isinstance(most, int) and most > MAX_COPIES and node.element.get("type") not in ("choice", "open-choice"):
        node.report.change(node.where, f"can be there {most} times in the file, and {MAX_COPIES} times here")
    if isinstance(fewest, int) and fewest > 1:
        node.report.change(node.where, f"is asked for {fewest} times; fewer answers are taken as well")


def _options(node: Node, fhir_type: str, reading: Reading) -> list[JsonObject]:
    if fhir_type == "boolean":
        return YES_NO
    address = node.element.get("answerValueSet")
    if isinstance(address, str):
        return options_in(node, address, reading.contained)
    options = written_options(node)
    if fhir_type == "choice" and not node.element.get("answerOption") and not _is_offered_by_formula(node):
        node.problem("has no answer options")
    return options


def _is_offered_by_formula(node: Node) -> bool:
    """Whether every answer option there could be is one that a formula would work out."""
    written = dicts(node.element.get("answerOption"))
    return all(map(has_only_formula, written)) and (bool(written) or any(map(node.has_extension, OFFERING)))
