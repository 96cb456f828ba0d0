"""A FHIR R4 Questionnaire as a questionnaire of ours, with a report of what became of each item."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from nearer.domain.items import Item, Section
from nearer.domain.questionnaire import NOT_STATED, Questionnaire
from nearer.domain.yaml_scalars import LANGUAGE, VERSION_PATTERN
from nearer.fhir.bundles import BundleEntry, gather
from nearer.fhir.constants import UNSAID_LANGUAGE, UNVERSIONED
from nearer.fhir.ids import our_id
from nearer.fhir.json_reader import JsonObject, as_kept, dicts, read_json
from nearer.fhir.models import FhirQuestionnaire
from nearer.fhir.plain_texts import clean_text, read_codes, read_plain_text
from nearer.fhir.refusals import refuse_other_kinds, refuse_other_resources
from nearer.fhir.report import ItemNotes, Refused, Report
from nearer.fhir.value_sets import ValueSets
from nearer.fhir_questionnaires.conditions import add_conditions, refuse_cycles
from nearer.fhir_questionnaires.items import ItemContext, ItemReader
from nearer.fhir_questionnaires.not_obeyed import report_not_obeyed
from nearer.fhir_questionnaires.our_files import (
    Loaded,
    PlainForm,
    checked_questionnaire,
    read_own_extension,
    without_unfounded,
)
from nearer.fhir_questionnaires.plain_totals import add_plain_totals
from nearer.fhir_questionnaires.unmapped import OF_FORM, report_unmapped, unmapped_content
from nearer.fhir_questionnaires.write_elements import ElementWriter
from nearer.instruments.licences import licence_problems
from nearer.instruments.published_scales import add_published_scales, yes_no_weights
from nearer.instruments.registry import Instrument
from nearer.instruments.score_questions import exclude_score_questions
from nearer.instruments.scored_form import ScoredForm
from nearer.language.error_catalogue.fhir_errors import FhirFileText

_STATUS = ("draft", "active", "retired")


@dataclass(frozen=True)
class ImportedQuestionnaire:
    """What came of a file. `questionnaire` and `yaml_record` (its keys as in YAML) are None for a refused one.

    `original` are the bytes that came; of a file with others `files` beside it, one that holds them all.
    """

    report: Report
    original: bytes
    questionnaire: Questionnaire | None = None
    yaml_record: JsonObject | None = None
    files: frozenset[str] = frozenset()


def read_questionnaire(
    content: bytes, instruments: tuple[Instrument, ...], beside: Sequence[BundleEntry]
) -> ImportedQuestionnaire:
    """A Questionnaire, or a Bundle with one. Never raises for a file, and never asks anybody for more.

    `beside` are the value sets and code systems that were imported with it.
    """
    report = Report()
    loaded: Loaded | None = None
    files: frozenset[str] = frozenset()
    try:
        resource, files = gather(read_json(content), beside, report)
        refuse_other_resources(resource, report)
        refuse_other_kinds(resource)
        if not report.problems:
            loaded = _load(resource, report, instruments)
    except Refused as refused:
        report.notes(refused.item).problem(refused.reason)
    if loaded is None or report.problems:
        return ImportedQuestionnaire(report, content)
    file_content = as_kept(resource).encode() if files - {""} else content
    return ImportedQuestionnaire(report, file_content, *loaded, files - {""})


def _load(resource: JsonObject, report: Report, instruments: tuple[Instrument, ...]) -> Loaded | None:
    form, notes = FhirQuestionnaire.model_validate(resource), report.notes()
    form.report_wrong(notes)
    report_not_obeyed(form, notes)
    head = _read_head(form, notes)
    reader = ItemReader(report, ValueSets.among(form.contained))
    reader.read(form.item, ItemContext())
    add_conditions(reader)
    refuse_cycles(reader)
    nodes = [entry.node for entry in reader.entries]
    items = tuple(node for node in nodes if isinstance(node, Item))
    sections = tuple(node for node in nodes if isinstance(node, Section))
    if not items and not report.problems:
        notes.problem(FhirFileText.NO_QUESTIONS)
    if report.problems:
        return None
    own = read_own_extension(form, "questionnaire", notes)
    draft = Questionnaire(**head, translations=report.phrases, sections=sections, items=items, sha256="")
    draft = _weighed_as_said(draft, own, instruments) if own else _add_scales(draft, resource, report, instruments)
    writer = ElementWriter(report.phrases, draft.item_by_id)
    plain = PlainForm(draft, reader.entries, writer).plain()
    more = unmapped_content(form.source, writer.head(draft))
    report_unmapped(more, OF_FORM, notes)
    loaded = checked_questionnaire(plain | own | ({"more": as_kept(more)} if more else {}), reader)
    if loaded and own:
        loaded = without_unfounded(loaded, reader, instruments)
    for sentence in licence_problems(loaded[0], instruments) if loaded else ():
        notes.problem(sentence)
    return loaded


def _read_head(form: FhirQuestionnaire, notes: ItemNotes) -> JsonObject:
    """Read the keys before the items; one that the file lacks is reported."""
    names = (form.id, form.name, form.title, form.url)
    own = our_id(next((name for name in names if isinstance(name, str)), ""), (), "questionnaire")
    if form.status not in _STATUS:
        notes.change(FhirFileText.UNKNOWN_STATUS)
    head: JsonObject = {"id": own, "link_id": form.id if form.id != own else None, "audience": "both"}
    head |= {"status": form.status if form.status in _STATUS else "draft"}
    for key, pattern, instead in (("version", VERSION_PATTERN, UNVERSIONED), ("language", LANGUAGE, UNSAID_LANGUAGE)):
        value = getattr(form, key)
        is_ours = isinstance(value, str) and re.fullmatch(pattern, value)
        head[key] = value if is_ours else instead
        if value is not None and not is_ours:
            notes.change(FhirFileText.HEAD_NOT_TAKEN, key=key, value=str(value)[:40], instead=instead)
    title = read_plain_text(form, "title", notes)
    name = form.name if isinstance(form.name, str) else None
    head["title"] = title or clean_text("name", name, notes) or "Questionnaire"
    head["summary"] = read_plain_text(form, "description", notes)
    head["source"] = read_plain_text(form, "publisher", notes) or NOT_STATED
    head["licence"] = read_plain_text(form, "copyright", notes) or NOT_STATED
    return head | {"url": read_plain_text(form, "url", notes), "codes": read_codes(form.code) or ()}


def _weighed_as_said(draft: Questionnaire, own: JsonObject, instruments: tuple[Instrument, ...]) -> Questionnaire:
    """The questionnaire of a file of ours that comes back, with the weights for which FHIR has no place."""
    instrument_by_id = {one.id: one for one in instruments}
    form = ScoredForm(draft)
    for scale in dicts(own.get("scales")):
        names, instrument = scale.get("items"), instrument_by_id.get(str(scale.get("instrument")))
        if instrument and isinstance(names, list):
            for item, options in yes_no_weights([item for item in form.items if item.id in names], instrument):
                form.change(item, options=options, answers=options)
    return replace(draft, items=tuple(form.items))


def _add_scales(
    draft: Questionnaire, resource: JsonObject, report: Report, instruments: tuple[Instrument, ...]
) -> Questionnaire:
    """By the published rules, else by the totals in the form, else not at all. No formula of a file is ever run."""
    form = ScoredForm(draft)
    exclude_score_questions(form, instruments)
    if not add_published_scales(form, instruments):
        add_plain_totals(form, resource)
    for item, sentence in form.changes:
        report.notes(item).change(sentence)
    for sentence in form.problems:
        report.notes().problem(sentence)
    report.scoring = form.scoring
    return replace(draft, items=tuple(form.items), scales=tuple(form.scales))
