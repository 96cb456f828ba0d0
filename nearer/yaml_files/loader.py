"""Load a questionnaire file in three passes (YAML, keys and types, meaning); each pass collects all its problems."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain, islice
from typing import Any

from nearer.domain.bands import BandList, WrittenBand
from nearer.domain.item_parts import AnswerOption, Coding, Condition, Days, Limits, Repeats
from nearer.domain.items import Item, Section, WrittenItem
from nearer.domain.questionnaire import Questionnaire, WrittenQuestionnaire
from nearer.domain.scales import WrittenScale
from nearer.domain.units import UnitLimits
from nearer.language.error_catalogue.file_errors import PlaceText, RecordName
from nearer.yaml_files.band_words import repeated_names
from nearer.yaml_files.check_conditions import check_conditions
from nearer.yaml_files.check_items import Finding, check_items, items_without_findings, topic_warnings
from nearer.yaml_files.check_scales import check_scales, scale_warnings
from nearer.yaml_files.error_messages import RecordKind, adapter, check_record, problem_at
from nearer.yaml_files.problems import MAX_PROBLEMS, FileRefused, Problem, QuestionnaireError
from nearer.yaml_files.scale_bands import check_band_lists, resolve_bands
from nearer.yaml_files.yaml_text import Tree, read_tree
from nearer.yaml_files.yaml_writer import plain_questionnaire

_NOT_HASHED = ("purpose", "short_start", "checked")
_CONDITION = RecordKind(RecordName.CONDITION, Condition)
_KINDS = {
    "": RecordKind(RecordName.QUESTIONNAIRE, WrittenQuestionnaire),
    "items": RecordKind(RecordName.ITEM, WrittenItem, PlaceText.ITEM),
    "sections": RecordKind(RecordName.SECTION, Section, PlaceText.SECTION),
    "scales": RecordKind(RecordName.SCALE, WrittenScale, PlaceText.SCALE),
    "answer_lists": RecordKind(RecordName.ANSWER_OPTION, AnswerOption, PlaceText.ANSWER_LIST),
    "answers": RecordKind(RecordName.ANSWER_OPTION, AnswerOption),
    "band_lists": RecordKind(RecordName.BAND_LIST, BandList, PlaceText.BAND_LIST),
    "bands": RecordKind(RecordName.BAND, WrittenBand),
    "limits": RecordKind(RecordName.LIMITS, Limits),
    "unit_limits": RecordKind(RecordName.UNIT_LIMITS, UnitLimits),
    "days": RecordKind(RecordName.DAYS, Days),
    "repeats": RecordKind(RecordName.REPEATS, Repeats),
    "units": RecordKind(RecordName.UNIT, AnswerOption),
    "coding": RecordKind(RecordName.CODING, Coding),
    "codes": RecordKind(RecordName.CODING, Coding),
    "show_if": _CONDITION,
    "all": _CONDITION,
    "any": _CONDITION,
}


def load_questionnaire(text: str | bytes, file: str) -> Questionnaire:
    """Raise QuestionnaireError with every problem of the first pass that found any."""
    try:
        return questionnaire_of(read_tree(text, file))
    except FileRefused as refused:
        raise QuestionnaireError(refused.problems) from None


def questionnaire_of(tree: Tree) -> Questionnaire:
    """The questionnaire of values that stand in a tree already; raises QuestionnaireError."""
    try:
        record = check_record(tree, WrittenQuestionnaire, _KINDS)
    except FileRefused as refused:
        raise QuestionnaireError(refused.problems) from None
    _raise_findings(tree, islice(check_band_lists(record), MAX_PROBLEMS))
    record = replace(record, scales=resolve_bands(record), band_lists={})
    questionnaire = _resolve_references(record, _hash_content(record))
    _raise_findings(tree, _find_faults(questionnaire, record))
    return questionnaire


def _raise_findings(tree: Tree, findings: Iterable[Finding]) -> None:
    problems = [problem_at(tree, path, reason, _KINDS) for path, reason in findings]
    if problems:
        raise QuestionnaireError(problems)


def _hash_content(record: WrittenQuestionnaire) -> str:
    """The hash of the content alone: comments, layout, the order of keys and defaults leave it as it is.

    So do purpose and short start, how a band is told to whoever may read a score, why it begins where it does, and the
    day of the last check: they say what is drawn of the answers and where a short sitting begins, and nothing of what
    was asked or how it is scored. The bands are those of the scale, whether or not they were written in a list.
    """
    plain = {key: value for key, value in plain_questionnaire(record).items() if key not in _NOT_HASHED}
    for scale in plain.get("scales", ()):
        scale.pop("cuts_from", None)
        if scale["need"] == "1":  # what a scale had that did not say it, in definitions answered before it had to
            del scale["need"]
        for band in scale.get("bands", ()):
            for unhashed in ("told", "why"):
                band.pop(unhashed, None)
    content = json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(content.encode()).hexdigest()


def read_warnings(text: str | bytes, file: str, topics: Collection[str]) -> tuple[Problem, ...]:
    """Warnings about a valid file whose scores may surprise, whose bands hold their own names written by hand, or that
    names none of the guide's `topics`.

    Raises QuestionnaireError as `load_questionnaire` does.
    """
    questionnaire, tree = load_questionnaire(text, file), read_tree(text, file)
    names = repeated_names(check_record(tree, WrittenQuestionnaire, _KINDS), questionnaire.scales)
    strays = topic_warnings(questionnaire, topics)
    findings = chain(scale_warnings(questionnaire), islice(names, MAX_PROBLEMS), islice(strays, MAX_PROBLEMS))
    return tuple(problem_at(tree, path, reason, _KINDS) for path, reason in findings)


def json_schema() -> dict[str, Any]:
    """The form of a questionnaire file for editors that complete and check while somebody writes."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **adapter(WrittenQuestionnaire).json_schema(by_alias=True),
        "title": "A questionnaire of Nearer",
    }


def _resolve_references(record: WrittenQuestionnaire, sha256: str) -> Questionnaire:
    """Copy each item's answer list and conditions into the item; an unknown list gives no options."""
    sections = {section.id: section for section in record.sections}
    items_by_id = {item.id: item for item in record.items}
    items = []
    for item in record.items:
        options = record.answer_lists.get(item.answers, ()) if isinstance(item.answers, str) else item.answers or ()
        conditions = tuple(dict.fromkeys(_collect_conditions(item, sections, items_by_id)))
        items.append(
            Item(**item.values() | {"type": item.type or "choice", "options": options, "conditions": conditions})
        )
    return Questionnaire(**record.values() | {"items": tuple(items), "sha256": sha256})


def _collect_conditions(
    item: WrittenItem, sections: Mapping[str, Section], items: Mapping[str, WrittenItem]
) -> Iterator[Condition]:
    """Every condition that has to hold for an item: its own, its sections', and that the item above it is answered.

    A display under a shown item is that item's help text, so it does not wait for an answer.
    """
    above: WrittenItem | None = item
    for _ in items:  # a circle of items ends here too
        if above is None:
            break
        if above.show_if:
            yield above.show_if
        yield from _section_conditions(sections.get(above.section), sections)
        parent = items.get(above.under or "")
        if above.under and not (above.type == "display" and parent and not (parent.hidden or parent.read_only)):
            yield Condition(item=above.under, answered=True)
            break
        above = parent


def _section_conditions(section: Section | None, sections: Mapping[str, Section]) -> Iterator[Condition]:
    for _ in sections:  # a circle of sections ends here too
        if section is None:
            break
        if section.show_if:
            yield section.show_if
        if section.under:
            yield Condition(item=section.under, answered=True)
        section = sections.get(section.inside or "")


def _find_faults(questionnaire: Questionnaire, record: WrittenQuestionnaire) -> Iterator[Finding]:
    findings = list(check_items(questionnaire, record))
    items = items_without_findings(questionnaire, findings)
    further = chain(check_conditions(questionnaire, items), check_scales(questionnaire, items))
    return chain(findings, islice(further, MAX_PROBLEMS))
