"""The key of a FHIR value names its type; what cannot be of it is refused before anything looks into it."""

from __future__ import annotations

import re
from typing import Any

from nearer.fhir.json_reader import Refused
from nearer.fhir.node import JSON_KIND_NAMES
from nearer.fhir.report import shorten_address

_NAMED = re.compile("(?:value|answer)([A-Z][A-Za-z]*)")
_OBJECTS = {"Coding", "CodeableConcept", "Quantity", "Duration", "Reference", "Range", "Period", "Attachment"}
_SINGLE = {"String", "Code", "Uri", "Url", "Canonical", "Id", "Markdown", "Date", "DateTime", "Time", "Instant",
           "Integer", "PositiveInt", "UnsignedInt", "Decimal", "Boolean"}  # fmt: skip


def refuse_other_kinds(resource: dict[str, Any]) -> None:
    """Raises Refused where an object stands for a single value or the other way round, with the linkId around.

    Null says nothing. Which kind of single value it is, its reader sees: real files write numbers in several ways.
    """
    waiting: list[tuple[Any, str]] = [(resource, "")]
    while waiting:
        value, item = waiting.pop()
        if isinstance(value, dict):
            item = shorten_address(str(value.get("linkId", item)))
            for key, inside in value.items():
                if inside is not None and (takes := astray(key, inside)):
                    raise Refused(f"'{key}' takes {takes}", item)
            waiting += ((inside, item) for inside in value.values())
        elif isinstance(value, list):
            waiting += ((inside, item) for inside in value)


def astray(key: str, value: Any) -> str:
    """What the key takes, when the value is not that."""
    named = _NAMED.fullmatch(key)
    kind = named[1] if named else ""
    if kind in _OBJECTS and not isinstance(value, dict):
        return JSON_KIND_NAMES[dict]
    return "one value" if kind in _SINGLE and isinstance(value, dict | list) else ""
