"""A typed number is kept exactly as a careful reader reads it, or answered with a sentence, and never changed."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nearer.domain.written_numbers import written_number
from nearer.typed_answers.typed_numbers import NumberRefused, NumberRule, read_typed_number

FREE = NumberRule()
HOURS = NumberRule(low=Decimal(0), high=Decimal(24))
TIMES = NumberRule(whole=True, low=Decimal(0), high=Decimal(90))
ONE_PLACE = NumberRule(decimals=1)
NO_NUMBER = "This is not yet a number. Please use figures only, such as 7 or 1.5."
NO_WHOLE = "Give a whole number, without a point or comma."
THOUSANDS = "Please leave out what parts the thousands: 1500, not 1 500."
TOO_LONG = "Give a number of at most 15 digits."
ZEROS = "0٠۰०০੦૦୦௦౦೦൦๐０"  # of Latin, Arabic, Persian, Indian, Thai and wide figures


def refusal(text: str, rule: NumberRule) -> str:
    with pytest.raises(NumberRefused) as refused:
        read_typed_number(text, rule)
    return str(refused.value)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,5", "1.5"),
        ("1.5", "1.5"),
        (" 7 ", "7"),
        ("+5", "5"),
        ("-12,5", "-12.5"),
        ("\u22125", "-5"),
        ("-0", "0"),
        (".5", "0.5"),
        (",5", "0.5"),
        ("007", "7"),
        ("0,500", "0.5"),
        ("12,20", "12.2"),
        ("1,5000", "1.5"),
        ("1000", "1000"),
        ("123456789012345", "123456789012345"),
        ("0.000000000000001", "0.000000000000001"),
        ("٣", "3"),
        ("١٫٥", "1.5"),
        ("١،٥", "1.5"),
        ("١٫٥٠٠", "1.5"),
        ("۲٫۵", "2.5"),
        ("१.५", "1.5"),
        ("೧೨", "12"),
        ("\u200f٣\u200e", "3"),
    ],
)
def test_a_number_is_read_in_every_way_that_has_one_meaning(text: str, number: str) -> None:
    assert read_typed_number(text, FREE) == Decimal(number)


@pytest.mark.parametrize("text", ["", "   ", "\u200f", "\n"])
def test_an_empty_number_field_is_no_number_and_no_fault(text: str) -> None:
    assert read_typed_number(text, HOURS) is None


@pytest.mark.parametrize(
    ("text", "rule", "sentence"),
    [
        ("7e1", HOURS, NO_NUMBER),
        ("7E1", FREE, NO_NUMBER),
        ("NaN", FREE, NO_NUMBER),
        ("inf", FREE, NO_NUMBER),
        ("½", FREE, NO_NUMBER),
        ("3²", FREE, NO_NUMBER),
        ("1/2", FREE, NO_NUMBER),
        ("1.5.2", FREE, NO_NUMBER),
        ("--1", FREE, NO_NUMBER),
        ("-", FREE, NO_NUMBER),
        ("5,", FREE, NO_NUMBER),
        ("5 kg", FREE, NO_NUMBER),
        ("about 5", FREE, NO_NUMBER),
        ("<5", FREE, NO_NUMBER),
        ("5-7", FREE, NO_NUMBER),
        ("1 5", FREE, NO_NUMBER),
        ("1_0", FREE, NO_NUMBER),
        ("0x10", FREE, NO_NUMBER),
        ("1٣", FREE, NO_NUMBER),
        ("1\u202e2", FREE, NO_NUMBER),
        ("seven", TIMES, "This is not yet a number. Please use figures only, such as 7."),
        ("1.5", TIMES, NO_WHOLE),
        ("1,0", TIMES, NO_WHOLE),
        ("1.000", TIMES, NO_WHOLE),
        ("1,500", HOURS, "This can mean 1.5 or 1500. Please type it like one of these two."),
        ("1,500", FREE, "This can mean 1.5 or 1500. Please type it like one of these two."),
        ("1.500", FREE, "This can mean 1.5 or 1500. Please type it like one of these two."),
        ("-61,375", FREE, "This can mean -61.3750 or -61375. Please type it like one of these two."),
        ("२,५००", FREE, "This can mean 2.5 or 2500. Please type it like one of these two."),
        ("1 500", FREE, THOUSANDS),
        ("1\u202f500", FREE, THOUSANDS),
        ("1'500", FREE, THOUSANDS),
        ("1,234,567", FREE, THOUSANDS),
        ("1.234.567", FREE, THOUSANDS),
        ("1,50,000", FREE, THOUSANDS),
        ("1,234.56", FREE, THOUSANDS),
        ("1.234,56", FREE, THOUSANDS),
        ("25", HOURS, "Choose a value from 0 to 24."),
        ("-1", HOURS, "Choose a value from 0 to 24."),
        ("24,01", HOURS, "Choose a value from 0 to 24."),
        ("12,25", ONE_PLACE, "Give a number with at most 1 figure after the point or comma."),
        ("0.125000", NumberRule(decimals=2), "Give a number with at most 2 figures after the point or comma."),
        ("1,5", NumberRule(decimals=0), "Give a whole number."),
        ("1234567890123456", FREE, TOO_LONG),
        ("0,1234567890123456", FREE, TOO_LONG),
        ("0." + "9" * 35, FREE, TOO_LONG),
        ("9" * 5000, HOURS, TOO_LONG),
        ("1." + "0" * 60, FREE, TOO_LONG),
    ],
)
def test_a_typed_number_that_is_unclear_or_does_not_fit_gets_a_sentence(
    text: str, rule: NumberRule, sentence: str
) -> None:
    assert refusal(text, rule) == sentence


def test_three_places_behind_a_point_are_no_thousands_where_so_many_would_not_fit() -> None:
    assert read_typed_number("1.500", HOURS) == Decimal("1.5")
    assert read_typed_number("1.500", NumberRule(high=Decimal(1499))) == Decimal("1.5")
    assert "1.5 or 1500" in refusal("1.500", NumberRule(high=Decimal(1500)))


@given(st.sampled_from(["1,500", "2.125", "999,999", "-61,375"]))
def test_both_readings_offered_for_an_unclear_number_can_be_typed(text: str) -> None:
    words = refusal(text, FREE).removesuffix(". Please type it like one of these two.").split()
    small, large = (read_typed_number(words[place], FREE) for place in (3, 5))
    assert small == Decimal(text.replace(",", ".")) and large == Decimal(text.replace(",", "").replace(".", ""))


@given(
    st.text(st.sampled_from("0123456789.,-+ '\u00a0eE٣५½xkgNan\u200f\u202e"), max_size=12),
    st.sampled_from([FREE, HOURS, ONE_PLACE, TIMES]),
)
def test_whatever_is_typed_is_read_by_hand_as_the_same_number_or_refused(text: str, rule: NumberRule) -> None:
    """The reader by hand: figures by their place, one at a time, in whole fractions."""
    try:
        number = read_typed_number(text, rule)
    except NumberRefused:
        return
    bare = text.strip(" \u00a0\u200f")
    if number is None:
        assert bare == ""
        return
    value, scale = Fraction(0), Fraction(0)
    for sign in bare.lstrip("+-"):
        if sign in ".,":
            assert scale == 0
            scale = Fraction(1)
        else:
            value, scale = value * 10 + _figure(sign), scale * 10
    value = value / scale if scale else value
    assert Fraction(number) == (-value if bare.startswith("-") else value)
    assert rule.check(number) == number


def _figure(sign: str) -> int:
    return {"٣": 3, "५": 5}.get(sign) or "0123456789".index(sign)


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=4), st.sampled_from(ZEROS), st.sampled_from(".,"))
def test_every_number_that_can_be_kept_can_be_typed_in_every_script(number: Decimal, zero: str, mark: str) -> None:
    places = f"{number:.4f}".replace(".", mark)
    typed = "".join(chr(ord(zero) + int(sign)) if sign.isdigit() else sign for sign in places)
    assert read_typed_number(typed, FREE) == number


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=5))
def test_a_number_shown_in_a_field_is_read_back_as_the_same_number(number: Decimal) -> None:
    text = written_number(number)
    assert "E" not in text and read_typed_number(text + ("0" if text[-4:-3] == "." else ""), FREE) == number
