"""A FHIR R4 Questionnaire as a questionnaire of ours, with a report of what became of each item."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from nearer.domain.questionnaire import Questionnaire
from nearer.domain.yaml_scalars import LANGUAGE, VERSION_PATTERN
from nearer.fhir.bundle_entries import BundleEntry
from nearer.fhir.bundles import gather
from nearer.fhir.claimed_scales import without_unfounded
from nearer.fhir.constants import FORMULAS
from nearer.fhir.ids import our_id
from nearer.fhir.item_conditions import add_conditions, refuse_cycles
from nearer.fhir.items import Place, Reading, read_items
from nearer.fhir.json_object import JsonObject
from nearer.fhir.json_reader import Refused, read_json
from nearer.fhir.node import OWN_EXTENSION, Node, as_kept
from nearer.fhir.not_obeyed import RULES, say_not_obeyed
from nearer.fhir.report import Report
from nearer.fhir.scales import add_scales, weigh_yes_no_of
from nearer.fhir.type_check import refuse_other_kinds
from nearer.fhir.unmapped import finished, is_plain_coding, own_words
from nearer.fhir.value_sets import contained_in
from nearer.fhir.versions import refuse_other_versions
from nearer.fhir.written_tree import as_texts, checked_questionnaire
from nearer.instruments.licences import licence_problems
from nearer.instruments.registry import Instrument

NOT_STATED = "Not stated"
UNVERSIONED = "unversioned"
UNSAID_LANGUAGE = "en"
_STATUS = {"draft": "draft", "active": "active", "retired": "retired"}
_SILENT = (
    "resourceType", "id", "meta", "name", "identifier", "date", "contact", "useContext", "jurisdiction",
    "experimental", "subjectType", "derivedFrom", "purpose", "approvalDate", "lastReviewDate", "effectivePeriod",
    "contained", "_title", "implicitRules",
)  # fmt: skip


@dataclass(frozen=True)
class ImportedQuestionnaire:
    """What came of a file. `questionnaire` and `written` (its keys as in YAML) are None for a refused one.

    `original` are the bytes that came; of a file with others `files` beside it, one that holds them all.
    `sha256` is of the content where it is taken: two files that say the same have the same. Else it is of the bytes.
    """

    report: Report
    original: bytes
    sha256: str
    questionnaire: Questionnaire | None = None
    written: JsonObject | None = None
    files: frozenset[str] = frozenset()


def read_questionnaire(
    content: bytes, instruments: tuple[Instrument, ...], beside: Sequence[BundleEntry] = ()
) -> ImportedQuestionnaire:
    """A Questionnaire, or a Bundle with one. Never raises for a file, and never asks anybody for more.

    `beside` are the value sets and code systems that were brought with it.
    """
    report = Report()
    read: tuple[Questionnaire, JsonObject] | None = None
    files: frozenset[str] = frozenset()
    try:
        resource, files = gather(read_json(content), beside, report)
        refuse_other_versions(resource, report)
        refuse_other_kinds(resource)
        if not report.problems:
            read = _read(resource, report, instruments)
    except Refused as refused:
        report.problem(refused.item, str(refused))
    if read is None or report.problems:
        return ImportedQuestionnaire(report, content, hashlib.sha256(content).hexdigest())
    whole = as_kept(resource).encode() if files - {""} else content
    return ImportedQuestionnaire(report, whole, read[0].sha256, *read, files - {""})


def _read(
    resource: JsonObject, report: Report, instruments: tuple[Instrument, ...]
) -> tuple[Questionnaire, JsonObject] | None:
    root = Node(resource, "", report)
    reading = Reading(report, contained_in(Node(resource, "", report).all("contained", dict)))
    say_not_obeyed(root)
    head = _head(root)
    read_items(root, Place(), reading)
    add_conditions(reading)
    refuse_cycles(reading)
    if not reading.items and not report.problems:
        report.problem("", "holds no questions")
    if report.problems:
        return None
    own = own_words(root, "questionnaire")
    root.extension(OWN_EXTENSION + "questionnaire")
    entries = {id(entry): finished(entry, node) for entry, node in reading.nodes}
    body = {
        "sections": [entries.get(id(section), section) for section in reading.sections],
        "answer_lists": {name: json.loads(key)[0] for key, name in reading.lists.items()},
        "items": [entries.get(id(item), item) for item in reading.items],
    }
    written = head | _translated(reading) | body | own
    if own:
        weigh_yes_no_of(written, instruments)
    else:
        add_scales(written, resource, report, instruments)
    taken = checked_questionnaire(as_texts(written | _beyond(root, head)), reading)
    if taken and own:
        taken = without_unfounded(taken, reading, instruments)
    for sentence in licence_problems(taken[0], instruments) if taken else ():
        report.problem("", sentence)
    return taken


def _head(root: Node) -> JsonObject:
    """What stands before the items; what a file leaves unsaid is said to be so."""
    root.drop("resourceType")
    name = next(
        (root.element[key] for key in ("id", "name", "title", "url") if isinstance(root.element.get(key), str)), ""
    )
    own, version, language = (
        our_id(name, (), "questionnaire"),
        root.element.get("version"),
        root.element.get("language"),
    )
    status = _STATUS.get(root.take("status", str) or "", "")
    if not status:
        root.report.change("", "its status is neither draft, active nor retired; it is taken as a draft")
    head = {"id": own, "link_id": root.take("id", str), "status": status or "draft"}
    head |= {"version": UNVERSIONED, "language": UNSAID_LANGUAGE}
    for key, pattern, value in (("version", VERSION_PATTERN, version), ("language", LANGUAGE, language)):
        if isinstance(value, str) and re.fullmatch(pattern, value):
            head[key] = root.take(key, str)
        elif value is not None:
            sentence = f"its {key} '{str(value)[:40]}' cannot be taken; '{head[key]}' stands for it"
            root.report.change("", sentence)
    title = root.text("title")
    visible_title = title or root.clean(
        "name", root.element.get("name") if isinstance(root.element.get("name"), str) else None
    )
    head |= {"title": visible_title or "Questionnaire", "summary": root.text("description"), "audience": "both"}
    head |= {"source": root.text("publisher") or NOT_STATED, "licence": root.text("copyright") or NOT_STATED}
    head |= {"url": root.text("url"), "_untitled": None if title else ""}
    codes = root.element.get("code")
    if isinstance(codes, list) and all(is_plain_coding(one) for one in codes):
        head["codes"] = root.take("code", list)
    return {key: value for key, value in head.items() if value is not None and not (key == "link_id" and value == own)}


def _beyond(root: Node, head: JsonObject) -> JsonObject:
    more = json.loads(root.rest(*_SILENT, *FORMULAS, *RULES) or "{}")
    more |= {"title": None} if "_untitled" in head else {}
    more |= {key: None for key in ("id", "language") if key not in root.element}
    more |= {"status": root.element.get("status")} if root.element.get("status") not in _STATUS else {}
    return {"more": as_kept(more)} if more else {}


def _translated(reading: Reading) -> JsonObject:
    return {"translations": reading.phrases} if reading.phrases else {}
