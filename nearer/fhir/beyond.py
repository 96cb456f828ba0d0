"""What a file says beyond our words, kept to be given back; and what our own files say beyond FHIR."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from nearer.domain.fields import HIDDEN
from nearer.fhir.node import OWN, Node, as_kept, dicts
from nearer.fhir.not_obeyed import RULES
from nearer.fhir.strict import Refused, read_json
from nearer.fhir.words import DECIMALS, DRAWN, FORMULAS, HIGHEST, LOWEST

Plain = dict[str, Any]

_TESTS = ("item", "is", "is_not", "answered", "at_least", "at_most", "above", "below", "all", "any")
_OWN_KEYS = {
    "item": ("reverse", "carried", "picture", "tags", "answers"),
    "condition": _TESTS,
    "questionnaire": ("audience", "recall", "minutes", "repeat", "place", "validated", "scales"),
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


def finished(entry: Plain, node: Node) -> Plain:
    """The entry with what else the file says of it, once everything was taken."""
    entry |= own_words(node, "item") | {"answers": entry.get("answers")}
    if condition := own_words(node, "condition"):
        entry["show_if"] = condition
    for sort in ("item", "condition"):
        node.extension(OWN + sort)
    more = json.loads(node.rest(*_SILENT, *RULES) or "{}")
    also = entry.pop("_also", {})
    if "extension" in also:
        more["extension"] = also.pop("extension") + more.get("extension", [])
    more |= also
    entry = {key: value for key, value in entry.items() if value is not None}
    return entry | ({"more": as_kept(more)} if more else {})


def own_words(node: Node, sort: str) -> Plain:
    """What our own export says beyond FHIR: read as strictly as the file, and checked with all the rest."""
    extensions = dicts(node.found.get("extension"))
    text = next((one.get("valueString") for one in extensions if one.get("url") == OWN + sort), None)
    if not isinstance(text, str):
        return {}
    try:
        found = read_json(text.encode(errors="replace"))
    except Refused as refused:
        node.problem(f"what Nearer wrote there was changed: {refused}")
        return {}
    return {key: value for key, value in found.items() if key in _OWN_KEYS[sort]}


def is_plain_coding(found: Any) -> bool:
    keys = {"system", "code", "display"}
    return isinstance(found, dict) and "code" in found and set(found) <= keys and _all_text(found.values())


def _all_text(values: Iterable[Any]) -> bool:
    return all(isinstance(value, str) and value.strip() and not HIDDEN.search(value) for value in values)
