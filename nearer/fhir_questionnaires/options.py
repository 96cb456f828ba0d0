"""Answer options that stand at an item or in a value set of the file, each with its weight. Nothing is fetched."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeVar

from nearer.domain.item_parts import MAX_OPTIONS, AnswerOption, Coding
from nearer.domain.written_numbers import written_number
from nearer.fhir.constants import ALONE, NOT_APPLICABLE, OFFERING, WEIGHTS
from nearer.fhir.ids import our_code
from nearer.fhir.json_reader import JsonObject, dicts, is_number
from nearer.fhir.models import Element, FhirCoding, FhirItem, FhirOption, FhirReference, is_worked_out
from nearer.fhir.plain_texts import clean_text, read_plain_text, says_nothing
from nearer.fhir.report import ItemNotes, shorten_address
from nearer.fhir.value_sets import Concept, ValueSets
from nearer.language.error_catalogue.fhir_errors import FhirOptionText, ValueKindText

Listed = TypeVar("Listed")

YES_NO = (AnswerOption(code="yes", text="Yes", kind="boolean"), AnswerOption(code="no", text="No", kind="boolean"))
_WEIGHT_PROPERTIES = ("itemWeight", "ordinalValue", "weight")  # of a concept in a code system
_KINDS: JsonObject = {"valueString": "string", "valueInteger": "integer", "valueDate": "date", "valueTime": "time"}


@dataclass
class _Offered:
    """The options of one item so far, the codes that are taken, and the values that were there."""

    notes: ItemNotes
    options: list[AnswerOption] = field(default_factory=list)
    codes: set[str] = field(default_factory=set)
    values: set[tuple[str, ...]] = field(default_factory=set)

    def add(self, option: AnswerOption | None) -> None:
        """Two of the same value are a problem."""
        if option is None:
            return
        coding = option.coding or Coding(code=option.text if option.kind else option.code)
        value = (str(coding.system), coding.code, str(option.kind))
        if value in self.values:
            self.notes.problem(FhirOptionText.OPTION_TWICE, value=coding.code[:40])
        self.values.add(value)
        self.options.append(option)

    def code(self, name: str) -> str:
        code = our_code(name, self.codes)
        self.codes.add(code)
        return code


def read_options(item: FhirItem, value_sets: ValueSets, notes: ItemNotes) -> tuple[AnswerOption, ...]:
    """The answer options of an item, from wherever it has them."""
    if item.type == "boolean":
        return YES_NO
    if isinstance(item.answerValueSet, str):
        return _options_of_set(item.answerValueSet, value_sets, notes)
    offered = _Offered(notes)
    for option in no_more(item.answerOption, ValueKindText.ANSWER_OPTIONS, notes):
        if not has_only_formula(option.source):
            offered.add(_read_option(option, offered))
            if option.initialSelected:
                notes.change(FhirOptionText.OPTION_INITIAL)
    if item.type == "choice" and not item.source.get("answerOption") and not is_offered_by_formula(item):
        notes.problem(FhirOptionText.NO_OPTIONS)
    return tuple(offered.options)


def _options_of_set(address: str, value_sets: ValueSets, notes: ItemNotes) -> tuple[AnswerOption, ...]:
    value_set = value_sets.find(address)
    if value_set is None:
        notes.problem(FhirOptionText.OPTIONS_ELSEWHERE, address=shorten_address(address))
        return ()
    asked_version, version = address.partition("|")[2], value_set.get("version")
    if asked_version and isinstance(version, str) and version != asked_version:
        notes.change(FhirOptionText.OTHER_SET_VERSION, wanted=asked_version[:20], version=version[:20])
    if address not in value_sets.options:
        offered = _Offered(notes)
        for concept in no_more(list(value_sets.concepts(value_set, notes)), ValueKindText.ANSWER_OPTIONS, notes):
            offered.add(_read_concept(concept, offered))
        value_sets.options[address] = tuple(offered.options)
    if not value_sets.options[address]:
        notes.problem(FhirOptionText.EMPTY_VALUE_SET)
    return value_sets.options[address]


def reads_options(item: FhirItem) -> bool:
    """Whether its options are those that are written at it."""
    return item.type != "boolean" and not isinstance(item.answerValueSet, str)


def is_offered_by_formula(item: FhirItem) -> bool:
    """Whether every answer option there could be is one that a formula would work out."""
    options = item.answerOption
    return all(has_only_formula(option.source) for option in options) and (
        bool(options) or any(map(item.has_extension, OFFERING))
    )


def has_only_formula(option: JsonObject) -> bool:
    """Whether an answer option has no value but the one that a formula would work out."""
    holder = option["valueCoding"] if isinstance(option.get("valueCoding"), dict) else option
    value_keys = [key for key in holder if key in ("code", "display") or (holder is option and key.startswith("value"))]
    beside = (value for key, value in holder.items() if key.startswith("_"))
    return not any(holder[key] for key in value_keys) and any(map(is_worked_out, (holder, *beside)))


def no_more(options: list[Listed], what: ValueKindText, notes: ItemNotes) -> list[Listed]:
    """The first options, as many as there may be; beyond that it is a problem, said before any of them is looked at."""
    if len(options) > MAX_OPTIONS:
        notes.problem(FhirOptionText.TOO_MANY, number=len(options), what=what(), limit=MAX_OPTIONS)
    return options[:MAX_OPTIONS]


def _read_option(option: FhirOption, offered: _Offered) -> AnswerOption | None:
    notes = offered.notes
    option.report_wrong(notes)
    if sum(key.startswith("value") for key in option.source) > 1:
        notes.problem(FhirOptionText.OPTION_OF_SEVERAL_VALUES)
        return None
    if option.valueCoding is not None:
        return _read_coded(option, option.valueCoding, offered)
    if option.valueReference is not None:
        return _read_reference(option, option.valueReference, offered)
    key = next((key for key in _KINDS if getattr(option, key) is not None), "valueString")
    value = getattr(option, key)
    text = clean_text("text", None if value is None else str(value), notes)
    if text is None:
        if all(says_nothing(option, key) for key in _KINDS):
            notes.problem(FhirOptionText.OPTION_WITHOUT_VALUE)
        return None
    return AnswerOption(code=offered.code(text), text=text, kind=_KINDS[key], **_weight(notes, option))


def _read_coded(option: FhirOption, coding: FhirCoding, offered: _Offered) -> AnswerOption | None:
    notes = offered.notes
    coding.report_wrong(notes)
    code, text = clean_text("code", coding.code, notes), read_plain_text(coding, "display", notes)
    system = clean_text("system", coding.system, notes)
    name = code or text
    if name is None:
        if says_nothing(coding, "code", "display"):
            notes.problem(FhirOptionText.OPTION_WITHOUT_WORDS)
        return None
    own = offered.code(name)
    foreign = Coding(system=system, code=name) if system is not None or own != code else None
    return AnswerOption(code=own, text=text or name, coding=foreign, **_weight(notes, option, coding))


def _read_reference(option: FhirOption, reference: FhirReference, offered: _Offered) -> AnswerOption | None:
    """By the name it has in this file; it is not looked up."""
    notes = offered.notes
    reference.report_wrong(notes)
    address, text = clean_text("reference", reference.reference, notes), read_plain_text(reference, "display", notes)
    name = address or text
    if name is None:
        notes.problem(FhirOptionText.OPTION_WITHOUT_VALUE)
        return None
    fields: JsonObject = {"code": offered.code(name), "text": text or name, "coding": Coding(code=name)}
    return AnswerOption(**fields, kind="reference", **_weight(notes, option))


def _read_concept(concept: Concept, offered: _Offered) -> AnswerOption | None:
    notes, element = offered.notes, concept.element
    code = clean_text("code", element.code, notes)
    if code is None:
        if says_nothing(element, "code"):
            notes.problem(FhirOptionText.CONCEPT_WITHOUT_CODE)
        return None
    text = read_plain_text(element, "display", notes) or code
    for other_language in dicts(element.designation):
        language, translation = other_language.get("language"), other_language.get("value")
        if (
            isinstance(language, str)
            and isinstance(translation, str)
            and (clean := clean_text("display", translation, notes))
        ):
            notes.report.learn(language, text, clean)
    coding = Coding(system=concept.system or None, code=code)
    return AnswerOption(code=offered.code(code), text=text, coding=coding, **_weight(notes, element))


def _weight(notes: ItemNotes, *elements: Element) -> JsonObject:
    """The weight that an option, its coding or its concept has; none where it does not apply, or where two differ."""
    if any(element.stated_by(NOT_APPLICABLE) is True for element in elements):
        return {"not_applicable": True}
    weights = {weight for element in elements for weight in _weights(element)}
    if len(weights) > 1:
        notes.change(FhirOptionText.TWO_WEIGHTS)
    alone = elements[0].stated_by(ALONE) is True
    return {"weight": weights.pop() if len(weights) == 1 else None, "alone": alone}


def _weights(element: Element) -> Iterator[Decimal]:
    properties = [one for one in dicts(element.source.get("property")) if one.get("code") in _WEIGHT_PROPERTIES]
    values = element.all_stated_by(WEIGHTS)
    values += [value for one in properties for key, value in one.items() if key.startswith("value")]
    return (Decimal(written_number(value)) for value in filter(is_number, values))
