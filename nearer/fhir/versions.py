"""What is refused before reading on: other versions of FHIR, other resources, and modifier extensions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nearer.fhir.json_reader import Refused
from nearer.fhir.node import dicts
from nearer.fhir.report import Report, shorten_address

_OF_STU3 = ("options", "option")
_OF_R5 = ("disabledDisplay", "answerConstraint")
_R5_TYPES = ("coding", "question")


def refuse_other_versions(resource: dict[str, Any], report: Report) -> None:
    """Raises Refused for what is no R4 Questionnaire; modifier extensions are problems, each with its item."""
    sort = resource.get("resourceType")
    if sort != "Questionnaire":
        if isinstance(sort, str) and sort:
            raise Refused(f"this is a FHIR {sort[:40]}, not a Questionnaire")
        raise Refused("this is no FHIR resource")
    if "group" in resource:
        raise Refused("this is a Questionnaire of FHIR DSTU2; ask for it as FHIR R4")
    if any(key.startswith("versionAlgorithm") for key in resource) or "copyrightLabel" in resource:
        raise Refused("this is a Questionnaire of FHIR R5; ask for it as FHIR R4")
    for item in _items(resource):
        named = shorten_address(str(item.get("linkId", "")))
        if any(key in item for key in _OF_STU3) or any("hasAnswer" in when for when in _whens(item)):
            raise Refused("this is a Questionnaire of FHIR STU3; ask for it as FHIR R4", named)
        if any(key in item for key in _OF_R5) or item.get("type") in _R5_TYPES:
            raise Refused("this is a Questionnaire of FHIR R5; ask for it as FHIR R4", named)
    for named in _modified(resource):
        report.problem(named, "a modifier extension may change what this means, so it is not taken")
    if resource.get("implicitRules"):
        report.problem("", "it follows rules that are not in the file (implicitRules), so it is not taken")


def _whens(item: dict[str, Any]) -> list[dict[str, Any]]:
    return dicts(item.get("enableWhen"))


def _items(resource: dict[str, Any]) -> Iterator[dict[str, Any]]:
    waiting = [resource]
    while waiting:
        items = dicts(waiting.pop().get("item"))
        yield from items
        waiting += items


def _modified(resource: dict[str, Any]) -> Iterator[str]:
    waiting: list[tuple[Any, str]] = [(resource, "")]
    while waiting:
        value, item = waiting.pop()
        if isinstance(value, dict):
            item = shorten_address(str(value.get("linkId", item)))
            if value.get("modifierExtension"):
                yield item
            waiting += ((inside, item) for inside in value.values())
        elif isinstance(value, list):
            waiting += ((inside, item) for inside in value)
