"""One's own country comes first: by the time zone of whoever signed in, by the browser's languages before that."""

from __future__ import annotations

import re

import pytest

from nearer.language.country import country_of_languages, country_of_zone
from tests.web.running import Running, start_form


@pytest.mark.parametrize(
    ("zone", "country"),
    [
        ("Asia/Kolkata", "IN"),
        ("Asia/Calcutta", "IN"),  # the older name, which browsers still give
        ("Europe/London", "GB"),
        ("Europe/Belfast", "GB"),
        ("Europe/Dublin", "IE"),
        ("Europe/Oslo", "NO"),  # the same clocks as Berlin, and another country
        ("Europe/Berlin", "DE"),
        ("America/Toronto", "CA"),
        ("US/Eastern", "US"),
        ("Australia/Sydney", "AU"),
        ("Pacific/Auckland", "NZ"),
        ("UTC", None),
        ("Etc/GMT+5", None),
        ("not/a zone", None),
    ],
)
def test_a_time_zone_tells_the_country(zone: str, country: str | None) -> None:
    assert country_of_zone(zone) == country


@pytest.mark.parametrize(
    ("accepted", "country"),
    [
        ("en-GB,en;q=0.9", "GB"),
        ("hi-IN,hi;q=0.9,en;q=0.8", "IN"),
        ("en-US,en;q=0.9", None),
        ("en-US,ta-IN;q=0.5", "IN"),
        ("zh-Hant-TW", "TW"),
        ("de", None),
        ("", None),
        ("<script>,;;,,-", None),
    ],
)
def test_languages_tell_a_country_only_where_they_name_one(accepted: str, country: str | None) -> None:
    assert country_of_languages(accepted) == country


def countries_in(page: str) -> list[str]:
    return re.findall(r'<h2 id="(\w+)">', page)


@pytest.mark.parametrize(("accepted", "first"), [("", "IN"), ("en-US", "IN"), ("en-GB", "GB"), ("pt-BR", "elsewhere")])
def test_help_begins_with_the_country_of_the_browser(running: Running, accepted: str, first: str) -> None:
    reply = running.browser().get("/help", **{"Accept-Language": accepted})
    countries = countries_in(reply.text)
    assert countries[0] == first
    assert len(countries) == len(running.services.read_help().countries)
    assert "set-cookie" not in reply.headers


def test_help_begins_with_the_country_of_whoever_is_signed_in(running: Running) -> None:
    browser = running.browser()
    browser.post("/start", **start_form(running.nickname(), zone="Europe/Dublin"))
    browser.post("/recovery-code", group=browser.recovery_code()[-4:])
    assert countries_in(browser.get("/help", **{"Accept-Language": "en-GB"}).text)[0] == "IE"


def test_each_line_says_where_it_was_looked_up_or_that_nobody_has(running: Running) -> None:
    page = running.browser().get("/help").text
    lines = [line for country in running.services.read_help().countries for line in country.lines]
    checked = [line for line in lines if line.checked]
    assert page.count("Looked up on ") == len(checked)
    assert page.count("From general knowledge, not checked yet") == len(lines) - len(checked) > 0
    assert page.count("<li>") == len(lines)
