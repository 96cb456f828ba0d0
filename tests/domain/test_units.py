"""Units of one kind in each other; the expected factors are those of the SI and of the international yard and pound."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nearer.domain.answers import Quantity
from nearer.domain.item_parts import AnswerOption, Coding
from nearer.domain.items import Item
from nearer.domain.units import UnitLimits, unit_factor
from nearer.typed_answers.answer_parsing import read_answer
from nearer.typed_answers.refused_answers import AnswerRefused

UNITS = ["kg", "g", "mg", "ug", "t", "[lb_av]", "[oz_av]", "[stone_av]", "m", "cm", "mm", "km", "[in_i]", "[ft_i]", "L",
         "mL", "dL", "l", "s", "ms", "min", "h", "d", "wk", "{tablet}", "mol", "kg/m2", "mm[Hg]", "%"]  # fmt: skip


@pytest.mark.parametrize(
    ("unit", "into", "times"),
    [
        ("kg", "g", "1000"), ("g", "kg", "0.001"), ("mg", "g", "0.001"), ("ug", "mg", "0.001"), ("t", "kg", "1000"),
        ("[lb_av]", "g", "453.59237"), ("[in_i]", "cm", "2.54"), ("[ft_i]", "m", "0.3048"), ("mL", "L", "0.001"),
        ("dL", "l", "0.1"), ("h", "min", "60"), ("wk", "d", "7"), ("d", "h", "24"), ("{tablet}", "{tablet}", "1"),
    ],
)  # fmt: skip
def test_a_unit_is_so_many_of_another_of_its_kind(unit: str, into: str, times: str) -> None:
    assert unit_factor(unit, into) == Fraction(times)


@pytest.mark.parametrize(
    ("unit", "into"),
    [("kg", "m"), ("g", "mL"), ("min", "m"), ("mol", "L"), ("kg/m2", "kg"), ("%", "g"), ("{tablet}", "mg"), ("", "g"),
     ("kkg", "g"), ("mm[Hg]", "mm"), ("Kg", "g")],
)  # fmt: skip
def test_units_of_different_kinds_are_not_converted(unit: str, into: str) -> None:
    assert unit_factor(unit, into) is None


@given(st.sampled_from(UNITS), st.sampled_from(UNITS), st.decimals(0, 10**6, places=3))
def test_a_number_converted_to_another_unit_and_back_is_the_same_number(unit: str, into: str, number: Decimal) -> None:
    there, back = unit_factor(unit, into), unit_factor(into, unit)
    assert (there is None) is (back is None)
    assert there is None or back is None or Fraction(number) * there * back == Fraction(number)


GRAMS = tuple(AnswerOption(code=code, text=code, coding=Coding(code=code)) for code in ("kg", "g"))


@pytest.mark.parametrize(
    ("number", "unit", "taken"), [(2, "kg", True), (4, "kg", False), (2000, "g", True), (4000, "g", False)]
)
def test_a_limit_in_kilograms_limits_an_answer_in_grams_too(number: int, unit: str, taken: bool) -> None:
    """Of one to three kilograms."""
    limits = UnitLimits(min=Decimal(1), max=Decimal(3), unit="kg")
    item = Item(id="w", section="s", text="W", type="quantity", units=GRAMS, unit_limits=limits)
    if taken:
        assert read_answer(item, {"number": number, "unit": unit}).value == Quantity(Decimal(number), unit)
    else:
        with pytest.raises(AnswerRefused, match="Choose a value of 3 kg or less"):
            read_answer(item, {"number": number, "unit": unit})
