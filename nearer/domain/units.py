"""Conversion between UCUM units of mass, length, volume and time; other units are never converted.

Source of prefixes and of the exact international definitions: the Unified Code for Units of Measure,
https://ucum.org/ucum.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from nearer.domain.item_parts import Limits
from nearer.domain.yaml_scalars import Text

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
    measure, other = _measure(unit), _measure(into)
    return measure[1] / other[1] if measure and other and measure[0] == other[0] else None


def _measure(unit: str) -> tuple[str, Fraction] | None:
    """What is measured, and how many of its base unit this one is."""
    if unit in _ALONE:
        return _ALONE[unit]
    base = unit[-1:]
    if base not in _WITH_PREFIXES or (len(unit) > 1 and unit[:-1] not in _PREFIXES):
        return None
    return _WITH_PREFIXES[base], Fraction(10) ** _PREFIXES.get(unit[:-1], 0)
