"""What goes with the type of an item: limits, length, units, how it is drawn, and which formulas are not run."""

from __future__ import annotations

from nearer.domain.answer_parsing import MAX_ANSWER
from nearer.fhir.constants import (
    ALSO_HERE,
    CALCULATED,
    CONTROL,
    ENTRY_FORMAT,
    HIGHEST,
    LOWEST,
    ORIENTATION,
    UNIT,
    UNIT_OPTION,
    UNIT_SET,
    control_of,
)
from nearer.fhir.day_limits import add_days
from nearer.fhir.ids import our_code
from nearer.fhir.json_object import JsonObject
from nearer.fhir.limits import add_decimals, add_number_limits
from nearer.fhir.node import Node, dicts, is_worked_out
from nearer.fhir.options import no_more
from nearer.fhir.value_sets import Contained, unit_of, units_in

MEASURED_TYPES = ("integer", "decimal", "quantity")


def add_kind(node: Node, entry: JsonObject, fhir_type: str, contained: Contained) -> None:
    if fhir_type == "open-choice":
        entry["open"] = "yes"
    if entry["type"] == "choice" and "repeats" in entry:
        entry["type"] = "several"
        entry["repeats"] = entry["repeats"] or None
    for key, name in (("required", "required"), ("readOnly", "read_only")):
        if node.take(key, bool):
            entry[name] = "yes"
    if entry["type"] in MEASURED_TYPES:
        _add_units(node, entry, contained)
    _length_and_limits(node, entry)
    _drawn(node, entry)
    if node.element.get("initial"):
        node.report.change(node.where, "a first value is kept and given back; here nothing is chosen beforehand")
    if node.has_extension(CALCULATED):
        entry["read_only"] = "yes"
        entry["_also"] = entry.get("_also", {}) | {"readOnly": node.element.get("readOnly")}


def _length_and_limits(node: Node, entry: JsonObject) -> None:
    longest = None if is_worked_out(node.element.get("_maxLength")) else node.element.get("maxLength")
    if entry["type"] in ("text", "line", "url") and isinstance(longest, int) and 1 <= longest <= MAX_ANSWER:
        entry["max_length"] = str(node.take("maxLength", int))
    elif isinstance(longest, int) and not (entry["type"] in ("text", "line", "url") and longest > MAX_ANSWER):
        node.report.change(node.where, "how long an answer is is not checked for this kind of question")
    elif isinstance(longest, int):
        node.report.change(node.where, f"an answer is at most {MAX_ANSWER:,} characters here")
    add_decimals(node, entry)
    if entry["type"] in MEASURED_TYPES:
        add_number_limits(node, entry)
    elif node.has_extension(LOWEST) or node.has_extension(HIGHEST):
        add_days(node, entry)


def _drawn(node: Node, entry: JsonObject) -> None:
    """How it is drawn; what our words do not hold all of is also given back as it stands."""
    if control := control_in(node):
        entry["control"] = control
        for found in dicts(node.element.get("extension")):
            if found == control_of(control):
                node.cross_off(found)
    orientation = node.said_by(ORIENTATION) if entry["type"] in ("choice", "several") else None
    if orientation in ("horizontal", "vertical"):
        entry["orientation"] = node.extension(ORIENTATION)
    hint = node.extension(ENTRY_FORMAT)
    if isinstance(hint, str):
        entry["placeholder"] = node.clean("placeholder", hint)


def control_in(node: Node) -> str:
    """The code of how it is drawn elsewhere; what is not drawn so here is named."""
    value = node.said_by(CONTROL)
    codings = dicts(value.get("coding")) if isinstance(value, dict) else []
    if not codings or not codings[0].get("code"):
        return ""
    control = our_code(str(codings[0]["code"]), ())
    if control not in ALSO_HERE:
        node.report.keep(node.where, f"the control '{control}' is not drawn here; it is given back on export")
    return control


def _add_units(node: Node, entry: JsonObject, contained: Contained) -> None:
    """Those that stand at the item, then those of a value set."""
    extensions = [one for one in dicts(node.element.get("extension")) if one.get("url") in (UNIT, UNIT_OPTION)]
    address = node.said_by(UNIT_SET)
    listed = units_in(node, address, contained) if isinstance(address, str) else []
    known: set[str] = set()
    own = UNIT_OPTION if entry["type"] == "quantity" else UNIT
    for extension in no_more(node, [*extensions, *({"valueCoding": coding} for coding in listed)], "units"):
        coding = extension.get("valueCoding")
        if not isinstance(coding, dict) or str(coding.get("code", "")) in known:
            continue
        known |= {str(coding["code"])} if coding.get("code") else set()
        unit = unit_of(coding, [one["code"] for one in entry.get("units", ())])
        unit["text"] = node.clean("unit", unit["text"]) or unit["code"]
        entry.setdefault("units", []).append(unit)
        same = unit.get("coding", {"code": unit["code"]}) | {"display": unit["text"]}
        if extension == {"url": own, "valueCoding": same}:
            node.cross_off(extension)
