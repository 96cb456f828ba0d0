"""The lowest and highest number of an item, with its unit where it has one."""

from __future__ import annotations

import math
import re
from decimal import Decimal
from fractions import Fraction
from typing import Any

from nearer.domain.typed_numbers import MAX_DIGITS
from nearer.domain.units import UCUM, unit_factor
from nearer.domain.yaml_scalars import NUMBER
from nearer.fhir.constants import DECIMALS, HIGHEST, LOWEST
from nearer.fhir.ids import plain_number
from nearer.fhir.json_object import JsonObject
from nearer.fhir.node import Node, dicts

_ENDS = {"integer": "valueInteger", "decimal": "valueDecimal", "quantity": "valueDecimal"}
_NOT_CHECKED = "its lowest or highest answer is no number that is kept here, and is not checked"


def add_number_limits(node: Node, entry: JsonObject) -> None:
    """`limits` of the number as it is given, and `unit_limits` of a quantity that may be given in several units."""
    limits: JsonObject = {}
    in_unit: JsonObject = {}
    for key, url in (("min", LOWEST), ("max", HIGHEST)):
        end = node.said_by(url)
        if end is None:
            continue
        number, unit = (end.get("value"), end.get("code") or end.get("unit")) if isinstance(end, dict) else (end, None)
        if not isinstance(number, int | Decimal) or isinstance(number, bool):
            node.report.change(node.where, _NOT_CHECKED)
        elif entry["type"] == "quantity" and unit is not None and _codes(entry) != [unit]:
            in_unit.setdefault("unit", str(unit))
            if _set(node, in_unit, key, _converted(number, str(unit), in_unit["unit"])):
                cross_off_own(node, limit_extension(url, Decimal(number), str(unit)))
        else:
            into = _codes(entry)[0] if _codes(entry) and unit is not None else str(unit)
            if _set(node, limits, key, _whole(_converted(number, str(unit), into), key, entry["type"])):
                cross_off_own(node, {"url": url, _ENDS[entry["type"]]: end})
    entry |= {"limits": limits or None} | ({"unit_limits": in_unit} if len(in_unit) > 1 else {})
    for code in _codes(entry) if in_unit else ():
        if unit_factor(code, in_unit["unit"]) is None:
            node.report.change(node.where, f"its limit in {in_unit['unit']} is not checked for an answer in {code}")


def limit_extension(url: str, number: Decimal, unit: str) -> JsonObject:
    """A limit that holds in one unit, as we write it."""
    known = {"system": UCUM, "code": unit} if any(unit_factor(unit, base) for base in ("g", "m", "L", "s")) else {}
    return {"url": url, "valueQuantity": {"value": number, "unit": unit} | known}


def add_decimals(node: Node, entry: JsonObject) -> None:
    """A whole number has none. What is no number of places that we keep stays, and is said not to be checked."""
    places = node.said_by(DECIMALS)
    if places is None:
        return
    if entry["type"] not in ("decimal", "quantity") or not _is_count(places) or places > MAX_DIGITS:
        if entry["type"] != "integer" or places != 0:
            node.report.change(node.where, "how many decimals an answer has is not checked")
    else:
        entry["decimals"] = str(node.extension(DECIMALS))


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _codes(entry: JsonObject) -> list[str]:
    """The units that are offered, as other programs call them."""
    return [one.get("coding", one)["code"] for one in entry.get("units", ())]


def _converted(number: int | Decimal, unit: str, into: str) -> Fraction | None:
    factor = unit_factor(unit, into)
    return None if factor is None else Fraction(number) * factor


def _whole(number: Fraction | None, key: str, kind: str) -> Fraction | None:
    """Between the same whole numbers."""
    if number is None or kind != "integer":
        return number
    return Fraction(math.ceil(number) if key == "min" else math.floor(number))


def _set(node: Node, limits: JsonObject, key: str, number: Fraction | None) -> bool:
    """Whether it can be kept exactly; it is said when it cannot."""
    text = "" if number is None else plain_number(Decimal(number.numerator) / Decimal(number.denominator))
    if number is None or not re.fullmatch(NUMBER, text):
        node.report.change(node.where, _NOT_CHECKED)
        return False
    limits[key] = text
    return True


def cross_off_own(node: Node, own: JsonObject) -> None:
    """What we write in the same words; anything else stays, to be given back."""
    for found in dicts(node.element.get("extension")):
        if found == own:
            node.cross_off(found)
