"""Help begins with one's own country, and says of each line where it was looked up."""

from __future__ import annotations

import re

import pytest

from tests.web.running import Running, start_form


def countries_in(page: str) -> list[str]:
    return re.findall(r'<h2 id="(\w+)">', page)


@pytest.mark.parametrize(("accepted", "first"), [("", "IN"), ("en-US", "IN"), ("en-GB", "GB"), ("pt-BR", "elsewhere")])
def test_help_begins_with_the_country_of_the_browser(running: Running, accepted: str, first: str) -> None:
    reply = running.browser().get("/help", **{"Accept-Language": accepted})
    countries = countries_in(reply.text)
    assert countries[0] == first
    assert len(countries) == len(running.services.read_help().countries)
    assert "set-cookie" not in reply.headers


def test_help_begins_with_the_country_of_the_person_who_is_signed_in(running: Running) -> None:
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


def test_where_numbers_are_from_waits_in_a_fold_below_all_of_a_country(running: Running) -> None:
    """Whoever needs a number reads names, numbers and hours, and nothing between."""
    page = running.browser().get("/help").text
    for lines in re.findall(r'<ul class="lines">(.*?)</ul>', page, re.DOTALL):
        assert "Looked up on " not in lines
    folds = re.findall(r"<details>.*?</details>", page, re.DOTALL)
    assert folds and sum(fold.count("Looked up on ") for fold in folds) == page.count("Looked up on ")


def test_the_day_of_a_look_up_is_said_as_people_say_days(running: Running) -> None:
    page = running.browser().get("/help").text
    assert re.findall(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", page) == []
    assert re.search(r"Looked up on [0-9]{1,2} [A-Z][a-z]+ 20[0-9]{2}: ", page)
