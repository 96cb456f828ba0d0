"""Check a quantity against limits that are given in another unit of the same kind."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from nearer.domain.items import Item
from nearer.domain.units import unit_factor
from nearer.language.error_catalogue.answer_errors import NumberText
from nearer.language.explained_errors import Explanation


def unit_limits_sentence(item: Item, number: Decimal, unit: str | None) -> Explanation | None:
    """Why the number is outside the limits that hold in one unit; None where it is not, or cannot be compared.

    `unit` is the code of one of the item's units, or None: then the number is in the unit of the limits.
    """
    limits = item.unit_limits
    if limits is None:
        return None
    coded_unit = next((one.coding.code if one.coding else one.code for one in item.units if one.code == unit), unit)
    factor = Fraction(1) if coded_unit is None else unit_factor(coded_unit, limits.unit)
    if factor is None:
        return None
    converted = Fraction(number) * factor
    if limits.min is not None and converted < limits.min:
        return NumberText.BELOW(low=f"{limits.min:f} {limits.unit}")
    if limits.max is not None and converted > limits.max:
        return NumberText.ABOVE(high=f"{limits.max:f} {limits.unit}")
    return None
