"""One unit in another of the same kind: mass, length, volume and time, by their codes in UCUM; others never.

Source of prefixes and of the exact international definitions: the Unified Code for Units of Measure,
https://ucum.org/ucum.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from nearer.domain.fields import Text
from nearer.domain.parts import Limits

if TYPE_CHECKING:
    from nearer.domain.questionnaire import Item

UCUM = "http://unitsofmeasure.org"
_PREFIXES = {"G": 9, "M": 6, "k": 3, "h": 2, "da": 1, "d": -1, "c": -2, "m": -3, "u": -6, "n": -9, "p": -12}
_WITH_PREFIXES = {"g": "mass", "m": "length", "L": "volume", "l": "volume", "s": "time"}
_MASS, _LENGTH, _TIME = "mass", "length", "time"
_ALONE = {
    "t": (_MASS, Fraction(10**6)),
    "[lb_av]": (_MASS, Fraction("453.59237")),
    "[oz_av]": (_MASS, Fraction("28.349523125")),
    "[stone_av]": (_MASS, Fraction("6350.29318")),
    "[in_i]": (_LENGTH, Fraction("0.0254")),
    "[ft_i]": (_LENGTH, Fraction("0.3048")),
    "min": (_TIME, Fraction(60)),
    "h": (_TIME, Fraction(3600)),
    "d": (_TIME, Fraction(86400)),
    "wk": (_TIME, Fraction(604800)),
}


@dataclass(frozen=True, kw_only=True)
class UnitLimits(Limits):
    """Limits of a quantity in one unit, named by its code in UCUM; they hold in the other units of its kind too."""

    unit: Text


def unit_factor(unit: str, into: str) -> Fraction | None:
    """What a number in `unit` is multiplied with to be one in `into`; None for units that are not compared."""
    if unit == into:
        return Fraction(1)
    one, other = _measure(unit), _measure(into)
    return one[1] / other[1] if one and other and one[0] == other[0] else None


def unit_limits_sentence(item: Item, number: Decimal, unit: str | None) -> str:
    """Why the number is outside the limits that hold in one unit; empty where it is not, or cannot be compared.

    `unit` is the code of one of the item's units, or None: then the number is in the unit of the limits.
    """
    limits = item.unit_limits
    if limits is None:
        return ""
    named = next((one.coding.code if one.coding else one.code for one in item.units if one.code == unit), unit)
    factor = Fraction(1) if named is None else unit_factor(named, limits.unit)
    if factor is None:
        return ""
    converted = Fraction(number) * factor
    if limits.min is not None and converted < limits.min:
        return f"Choose a value of {limits.min:f} {limits.unit} or more."
    if limits.max is not None and converted > limits.max:
        return f"Choose a value of {limits.max:f} {limits.unit} or less."
    return ""


def _measure(unit: str) -> tuple[str, Fraction] | None:
    """What is measured, and how many of its base unit this one is."""
    if unit in _ALONE:
        return _ALONE[unit]
    base = unit[-1:]
    if base not in _WITH_PREFIXES or (len(unit) > 1 and unit[:-1] not in _PREFIXES):
        return None
    return _WITH_PREFIXES[base], Fraction(10) ** _PREFIXES.get(unit[:-1], 0)
