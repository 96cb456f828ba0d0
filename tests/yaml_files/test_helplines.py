"""Help stands on every screen: its numbers are looked up twice a year, and what nobody looked up says so."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from nearer.yaml_files.helplines import Country, HelpLine, read_helplines
from nearer.yaml_files.problems import FileRefused

TEXT = (Path(__file__).parents[2] / "data" / "help.yaml").read_text("utf-8")
HELP = read_helplines(TEXT)
LINES = [(country, line) for country in HELP.countries for line in country.lines]
every_line = pytest.mark.parametrize(("country", "line"), LINES, ids=[f"{c.code} {n.name}" for c, n in LINES])


@every_line
def test_a_number_that_was_checked_was_so_within_180_days(country: Country, line: HelpLine) -> None:
    if line.checked is not None:
        today = date.today()
        oldest = today - timedelta(days=180)
        assert oldest <= line.checked <= today, "look it up again, then change `checked` in help.yaml"


@every_line
def test_a_check_names_the_page_it_was_made_on_and_general_knowledge_is_no_check(
    country: Country, line: HelpLine
) -> None:
    assert (line.checked is None) == (line.source is None)
    if line.source is not None:
        assert "general knowledge" not in line.source.casefold()
        assert "." in line.source or any(sign.isdigit() for sign in line.source), (
            "name the page, or the paper and its day"
        )


def test_among_the_helplines_india_comes_first_with_its_four_numbers() -> None:
    first = HELP.countries[0]
    assert (first.code, [line.number for line in first.lines]) == (
        "IN",
        ["112", "14416 or 1-800-891-4416", "181", "1098"],
    )


@pytest.mark.parametrize(
    ("code", "numbers"),
    [
        ("US", ["911", "988", "1-800-799-7233"]),
        ("GB", ["999", "116 123", "0808 2000 247"]),
        ("IE", ["112 or 999", "116 123", "1800 341 900"]),
        ("CA", ["911", "9-8-8", "sheltersafe.ca"]),
        ("AU", ["000", "13 11 14", "1800 737 732"]),
        ("NZ", ["111", "1737", "0800 733 843"]),
        ("DE", ["112", "0800 111 0 111 or 0800 111 0 222", "116 016"]),
        ("EU", ["112", "116 016"]),
    ],
)
def test_other_countries_have_an_emergency_number_somebody_who_listens_and_help_against_violence(
    code: str, numbers: list[str]
) -> None:
    country = HELP.country(code)
    assert country is not None
    assert [line.number for line in country.lines] == numbers
    assert country.lines[0].kind == "emergency"
    assert country.lines_for("violence") != ()


def test_somebody_in_another_country_reads_where_to_look() -> None:
    country = HELP.country("elsewhere")
    assert country is not None
    assert "findahelpline.com" in [line.number for line in country.lines]


@pytest.mark.parametrize(
    ("code", "first"),
    [("GB", "GB"), ("IN", "IN"), ("AT", "EU"), ("JE", "GB"), ("BR", "elsewhere"), (None, "IN")],
)
def test_among_the_helplines_ones_own_country_comes_first_and_none_is_lost(code: str | None, first: str) -> None:
    countries = HELP.starting_from(code).countries
    assert countries[0].code == first
    assert sorted(country.code for country in countries) == sorted(country.code for country in HELP.countries)


def test_a_country_that_is_not_in_the_helplines_is_none() -> None:
    assert HELP.country("XX") is None


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("hours: day and night", "hour: day", "country IN: 'hour' is not a key of a helpline; did you mean 'hours'?"),
        ("checked: 2026-11-28", "checked: 2026-02-30", "country IN: 'checked' takes a date such as 2026-11-23"),
        ("checked: 2026-11-28", "checked: 1700000000", "country IN: 'checked' takes a date such as 2026-11-23"),
        ('number: "112"', "number:", "country IN: 'number' is empty"),
        ("name: India", "name: India\n    name: Bharat", "country IN: the key 'name' appears twice"),
        ("        checked: 2026-11-28\n", "", "'checked' and 'source' go together"),
        ("        kind: emergency", "        kind: fire", "country IN: 'kind'"),
    ],
)
def test_a_mistake_in_the_helplines_file_is_refused_with_its_place(old: str, new: str, message: str) -> None:
    with pytest.raises(FileRefused, match=r"^help\.yaml line ") as refused:
        read_helplines(TEXT.replace(old, new, 1))
    assert message in str(refused.value)
