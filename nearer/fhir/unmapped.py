"""What a file says beyond our words, kept to be given back; and what our own files say beyond FHIR."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from nearer.domain.yaml_scalars import HIDDEN_CHARACTERS
from nearer.fhir.constants import DECIMALS, DRAWN, FORMULAS, HIGHEST, LOWEST
from nearer.fhir.json_object import JsonObject
from nearer.fhir.json_reader import Refused, read_json
from nearer.fhir.node import OWN_EXTENSION, Node, as_kept, dicts
from nearer.fhir.not_obeyed import RULES

_TESTS = ("item", "is", "is_not", "answered", "at_least", "at_most", "above", "below", "all", "any")
_OWN_KEYS = {
    "item": ("reverse", "carried", "picture", "tags", "answers"),
    "condition": _TESTS,
    "questionnaire": ("purpose", "audience", "recall", "minutes", "repeat", "place", "validated", "scales"),
}
_SILENT = (
    LOWEST,
    HIGHEST,
    DECIMALS,
    "initial",
    "answerOption",
    "answerValueSet",
    "definition",
    "readOnly",
    "_text",
    "_prefix",
    *DRAWN,
    *FORMULAS,
)


def finished(entry: JsonObject, node: Node) -> JsonObject:
    """The entry with what else the file says of it, once everything was taken."""
    entry |= own_words(node, "item") | {"answers": entry.get("answers")}
    if condition := own_words(node, "condition"):
        entry["show_if"] = condition
    for sort in ("item", "condition"):
        node.extension(OWN_EXTENSION + sort)
    more = json.loads(node.rest(*_SILENT, *RULES) or "{}")
    also = entry.pop("_also", {})
    if "extension" in also:
        more["extension"] = also.pop("extension") + more.get("extension", [])
    more |= also
    entry = {key: value for key, value in entry.items() if value is not None}
    return entry | ({"more": as_kept(more)} if more else {})


def own_words(node: Node, sort: str) -> JsonObject:
    """What our own export says beyond FHIR: read as strictly as the file, and checked with all the rest."""
    extensions = dicts(node.element.get("extension"))
    text = next((one.get("valueString") for one in extensions if one.get("url") == OWN_EXTENSION + sort), None)
    if not isinstance(text, str):
        return {}
    try:
        own_values = read_json(text.encode(errors="replace"))
    except Refused as refused:
        node.problem(f"what Nearer wrote there was changed: {refused}")
        return {}
    return {key: value for key, value in own_values.items() if key in _OWN_KEYS[sort]}


def is_plain_coding(coding: Any) -> bool:
    keys = {"system", "code", "display"}
    return isinstance(coding, dict) and "code" in coding and set(coding) <= keys and _all_text(coding.values())


def _all_text(values: Iterable[Any]) -> bool:
    return all(isinstance(value, str) and value.strip() and not HIDDEN_CHARACTERS.search(value) for value in values)
