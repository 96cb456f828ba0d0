"""The formulas and variables that stand in a file, as text; they are looked at, and never run."""

from __future__ import annotations

from collections.abc import Iterator

from nearer.fhir.constants import CALCULATED
from nearer.fhir.json_object import JsonObject
from nearer.fhir.node import EXTENSION, dicts

_VARIABLE = EXTENSION + "variable"


def formulas_of(resource: JsonObject) -> dict[str, str]:
    """By linkId the text of the formula there."""
    return {
        str(item.get("linkId")): expression
        for item in _every_item(resource)
        for _, expression in _expressions(item, CALCULATED)
    }


def variables_of(resource: JsonObject) -> dict[str, str]:
    """Those of the form and of its items; one that means two things means nothing."""
    pairs = [pair for one in (resource, *_every_item(resource)) for pair in _expressions(one, _VARIABLE)]
    names: dict[str, set[str]] = {}
    for name, expression in pairs:
        names.setdefault(name, set()).add(expression)
    return {name: min(texts) for name, texts in names.items() if len(texts) == 1}


def _expressions(element: JsonObject, url: str) -> Iterator[tuple[str, str]]:
    for extension in dicts(element.get("extension")):
        value = extension.get("valueExpression")
        if extension.get("url") == url and isinstance(value, dict):
            yield str(value.get("name", "")), str(value.get("expression", ""))


def _every_item(parent: JsonObject) -> Iterator[JsonObject]:
    for item in dicts(parent.get("item")):
        yield item
        yield from _every_item(item)
