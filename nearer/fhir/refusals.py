"""What is refused before reading on: other versions of FHIR, other resources, modifier extensions, stray values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from nearer.fhir.json_reader import JsonObject, dicts
from nearer.fhir.report import Refused, Report, shorten_address
from nearer.language.error_catalogue.fhir_errors import FhirFileText, ValueKindText

# Words of an item that R4 does not have: hl7.org/fhir/STU3/questionnaire.html, hl7.org/fhir/R5/questionnaire.html
_OF_STU3 = ("options", "option")
_OF_R5 = ("disabledDisplay", "answerConstraint")
_R5_TYPES = ("coding", "question")
_NAMED = re.compile("(?:value|answer)([A-Z][A-Za-z]*)")
_OBJECTS = {"Coding", "CodeableConcept", "Quantity", "Duration", "Reference", "Range", "Period", "Attachment"}
_SINGLE = {"String", "Code", "Uri", "Url", "Canonical", "Id", "Markdown", "Date", "DateTime", "Time", "Instant",
           "Integer", "PositiveInt", "UnsignedInt", "Decimal", "Boolean"}  # fmt: skip


def refuse_other_resources(resource: JsonObject, report: Report) -> None:
    """Raise Refused for what is no R4 Questionnaire; modifier extensions are problems, each with its item."""
    sort = resource.get("resourceType")
    if not isinstance(sort, str) or not sort:
        raise Refused(FhirFileText.NO_FHIR)
    if sort != "Questionnaire":
        raise Refused(FhirFileText.OTHER_RESOURCE, sort=sort[:40])
    if "group" in resource:
        raise Refused(FhirFileText.OTHER_VERSION, version="DSTU2")
    if any(key.startswith("versionAlgorithm") for key in resource) or "copyrightLabel" in resource:
        raise Refused(FhirFileText.OTHER_VERSION, version="R5")
    for item in every_item(resource):
        version = _version_of(item)
        if version:
            raise Refused(FhirFileText.OTHER_VERSION, shorten_address(str(item.get("linkId", ""))), version=version)
    modified = (item for element, item in _elements(resource) if element.get("modifierExtension"))
    for item_name in modified:
        report.notes(item_name).problem(FhirFileText.MODIFIER)
    if resource.get("implicitRules"):
        report.notes().problem(FhirFileText.IMPLICIT_RULES)


def _version_of(item: JsonObject) -> str:
    """The version of FHIR whose words an item uses, where it is another one."""
    if any(key in item for key in _OF_STU3) or any("hasAnswer" in when for when in dicts(item.get("enableWhen"))):
        return "STU3"
    return "R5" if any(key in item for key in _OF_R5) or item.get("type") in _R5_TYPES else ""


def refuse_other_kinds(resource: JsonObject) -> None:
    """Raise Refused where an object stands for a single value or the other way round, with the linkId around.

    Null says nothing. Which kind of single value it is, its reader sees: real files write numbers in several ways.
    """
    for element, item in _elements(resource):
        for key, inside in element.items():
            if inside is not None and (kind := kind_of_key(key, inside)):
                raise Refused(FhirFileText.TAKES, item, key=key, kind=kind())


def kind_of_key(key: str, value: Any) -> ValueKindText | None:
    """The key of a FHIR value names its type: what it takes, when the value is not that."""
    match = _NAMED.fullmatch(key)
    kind = match[1] if match else ""
    if kind in _OBJECTS and not isinstance(value, dict):
        return ValueKindText.KEYS
    return ValueKindText.ONE_VALUE if kind in _SINGLE and isinstance(value, dict | list) else None


def every_item(resource: JsonObject) -> Iterator[JsonObject]:
    """Every item of a questionnaire, however deep, in no promised order; a loop, so that depth costs no stack."""
    waiting = [resource]
    while waiting:
        items = dicts(waiting.pop().get("item"))
        yield from items
        waiting += items


def _elements(resource: JsonObject) -> Iterator[tuple[JsonObject, str]]:
    """Every object in a resource with the name of the item around it."""
    waiting: list[tuple[Any, str]] = [(resource, "")]
    while waiting:
        value, item = waiting.pop()
        if isinstance(value, dict):
            item = shorten_address(str(value.get("linkId", item)))
            yield value, item
            waiting += ((inside, item) for inside in value.values())
        elif isinstance(value, list):
            waiting += ((inside, item) for inside in value)
