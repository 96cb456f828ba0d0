"""A number is written one way, wherever a file or a field holds it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nearer.domain.written_numbers import written_number


@pytest.mark.parametrize(
    ("number", "text"), [("0.50", "0.5"), ("1E+3", "1000"), ("2.0", "2"), ("100", "100"), ("-0.010", "-0.01")]
)
def test_a_number_is_written_without_exponent_and_without_zeros_at_its_end(number: str, text: str) -> None:
    assert written_number(Decimal(number)) == text


@given(st.decimals(-(10**18), 10**18, places=18))
def test_no_digit_of_a_long_number_is_lost(number: Decimal) -> None:
    assert Decimal(written_number(number)) == number
