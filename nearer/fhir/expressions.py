"""The formulas and variables that stand in a file, as text; they are looked at, and never run."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nearer.fhir.node import EXTENSION, dicts
from nearer.fhir.words import CALCULATED

Plain = dict[str, Any]

_VARIABLE = EXTENSION + "variable"


def formulas_of(found: Plain) -> dict[str, str]:
    """By linkId the text of the formula there."""
    return {
        str(item.get("linkId")): expression
        for item in _every_item(found)
        for _, expression in _expressions(item, CALCULATED)
    }


def variables_of(found: Plain) -> dict[str, str]:
    """Those of the form and of its items; one that means two things means nothing."""
    pairs = [pair for one in (found, *_every_item(found)) for pair in _expressions(one, _VARIABLE)]
    names: dict[str, set[str]] = {}
    for name, expression in pairs:
        names.setdefault(name, set()).add(expression)
    return {name: min(texts) for name, texts in names.items() if len(texts) == 1}


def _expressions(one: Plain, url: str) -> Iterator[tuple[str, str]]:
    for extension in dicts(one.get("extension")):
        value = extension.get("valueExpression")
        if extension.get("url") == url and isinstance(value, dict):
            yield str(value.get("name", "")), str(value.get("expression", ""))


def _every_item(parent: Plain) -> Iterator[Plain]:
    for item in dicts(parent.get("item")):
        yield item
        yield from _every_item(item)
