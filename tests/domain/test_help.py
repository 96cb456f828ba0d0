"""Help stands on every screen, so its numbers are checked twice a year."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from nearer.domain import FileRefused, read_help

TEXT = (Path(__file__).parents[2] / "data" / "help.yaml").read_text("utf-8")
LINES = [(country, line) for country in read_help(TEXT).countries for line in country.lines]


@pytest.mark.parametrize(("country", "line"), LINES, ids=[f"{c.code} {n.name}" for c, n in LINES])
def test_a_number_was_checked_within_180_days(country: object, line: object) -> None:
    checked = line.checked  # type: ignore[attr-defined]
    today = date.today()
    assert today - timedelta(days=180) <= checked <= today, "dial it or look it up, then change `checked` in help.yaml"


def test_india_comes_first_with_its_four_numbers() -> None:
    first = read_help(TEXT).countries[0]
    assert (first.code, [line.number for line in first.lines]) == (
        "IN",
        ["112", "14416 or 1-800-891-4416", "181", "1098"],
    )


@pytest.mark.parametrize(
    ("code", "numbers"),
    [
        ("US", ["911", "988"]),
        ("GB", ["999", "116 123"]),
        ("IE", ["112 or 999", "116 123"]),
        ("AU", ["000", "13 11 14"]),
        ("EU", ["112"]),
    ],
)
def test_other_countries_have_an_emergency_number_and_somebody_who_listens(code: str, numbers: list[str]) -> None:
    country = read_help(TEXT).country(code)
    assert country is not None
    assert [line.number for line in country.lines] == numbers


def test_somebody_elsewhere_is_told_where_to_look() -> None:
    country = read_help(TEXT).country("elsewhere")
    assert country is not None
    assert "findahelpline.com" in [line.number for line in country.lines]


def test_a_country_that_is_not_there_is_none() -> None:
    assert read_help(TEXT).country("XX") is None


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("hours: day and night", "hour: day", "country IN: 'hour' is not a key of a helpline; did you mean 'hours'?"),
        ("checked: 2026-11-23", "checked: 2026-02-30", "country IN: 'checked' takes a date such as 2026-11-23"),
        ("checked: 2026-11-23", "checked: 1700000000", "country IN: 'checked' takes a date such as 2026-11-23"),
        ('number: "112"', "number:", "country IN: 'number' is empty"),
        ("name: India", "name: India\n    name: Bharat", "country IN: the key 'name' appears twice"),
    ],
)
def test_a_mistake_in_the_file_is_refused_with_its_place(old: str, new: str, message: str) -> None:
    with pytest.raises(FileRefused, match=r"^help\.yaml line ") as refused:
        read_help(TEXT.replace(old, new, 1))
    assert message in str(refused.value)
