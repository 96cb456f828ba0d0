"""What goes with the type of an item: limits, length, units, how it is drawn, and which formulas are not run."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from nearer.domain.reading_answers import MAX_ANSWER
from nearer.fhir.naming import our_code, plain_number
from nearer.fhir.node import Node, dicts
from nearer.fhir.words import CALCULATED, CONTROL, FORMAT, FORMULAS, HIGHEST, LOWEST, UNIT, UNIT_OPTION

Plain = dict[str, Any]


def add_kind(node: Node, entry: Plain, asked: str) -> None:
    if asked == "open-choice":
        entry["open"] = "yes"
    if entry["type"] == "choice" and "repeats" in entry:
        entry["type"] = "several"
        entry["repeats"] = entry["repeats"] or None
    for key, name in (("required", "required"), ("readOnly", "read_only")):
        if node.take(key, bool):
            entry[name] = "yes"
    _length_and_limits(node, entry)
    _drawn(node, entry)
    if node.found.get("initial"):
        node.report.change(node.where, "a first value is kept and given back; here nothing is chosen beforehand")
    for url, sentence in FORMULAS.items():
        if node.has_extension(url):
            node.report.change(node.where, sentence)
    if node.has_extension(CALCULATED):
        entry["read_only"] = "yes"
        entry["_also"] = entry.get("_also", {}) | {"readOnly": node.found.get("readOnly")}


def _length_and_limits(node: Node, entry: Plain) -> None:
    longest = node.found.get("maxLength")
    if entry["type"] in ("text", "line", "url") and isinstance(longest, int) and 1 <= longest <= MAX_ANSWER:
        entry["max_length"] = str(node.take("maxLength", int))
    elif isinstance(longest, int) and longest > MAX_ANSWER:
        node.report.change(node.where, f"an answer is at most {MAX_ANSWER:,} characters here")
    if entry["type"] in ("integer", "decimal", "quantity"):
        ends = {"min": node.extension(LOWEST), "max": node.extension(HIGHEST)}
        ends = {key: end.get("value") if isinstance(end, dict) else end for key, end in ends.items()}
        entry["limits"] = {key: plain_number(end) for key, end in ends.items() if isinstance(end, int | Decimal)}
        entry |= {} if entry["limits"] else {"limits": None}
    elif node.has_extension(LOWEST) or node.has_extension(HIGHEST):
        node.report.change(node.where, "the earliest or latest answer is not checked here")


def _drawn(node: Node, entry: Plain) -> None:
    """How it is drawn; these extensions are also given back as they stand."""
    for found in dicts(node.found.get("extension")):
        value = found.get("valueCodeableConcept")
        coding = value.get("coding") if isinstance(value, dict) and found.get("url") == CONTROL else None
        if isinstance(coding, list) and coding and isinstance(coding[0], dict) and coding[0].get("code"):
            entry["control"] = our_code(str(coding[0]["code"]), ())
    units = [
        found["valueCoding"]
        for found in dicts(node.found.get("extension"))
        if found.get("url") in (UNIT, UNIT_OPTION) and found.get("valueCoding")
    ]
    codes: list[str] = []
    for unit in units if entry["type"] in ("integer", "decimal", "quantity") else ():
        name = str(unit.get("code") or unit.get("display") or "unit") if isinstance(unit, dict) else "unit"
        codes.append(our_code(name, codes))
        shown = node.clean("unit", str(unit.get("display") or name)) or name
        coding = {"system": unit.get("system"), "code": name}
        coding = {key: value for key, value in coding.items() if isinstance(value, str)}
        entry.setdefault("units", []).append({"code": codes[-1], "text": shown, "coding": coding})
    hint = node.extension(FORMAT)
    if isinstance(hint, str):
        entry["placeholder"] = node.clean("placeholder", hint)
