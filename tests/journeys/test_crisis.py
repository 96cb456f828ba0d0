"""Somebody in danger types it into the guide's search: help stands first, and nothing of it stays."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys import page_actions
from tests.journeys.browser import Person
from tests.journeys.test_the_guide import search, wrong_with
from tools.live_server import LiveServer

Arrives = Callable[..., Person]
NUMBERS = "If you need somebody now"


def numbers(page: Page) -> Locator:
    """The box above all pages, with its numbers large."""
    return page.locator(".nearer-harm").filter(has_text=NUMBERS)


def titles_found(page: Page) -> list[str]:
    return page.locator("[class*=found-][class*=-guide-card]").get_by_role("link").all_inner_texts()


def test_words_of_violence_show_help_first_with_the_numbers_above_and_leave_no_trace(
    server: LiveServer, person: Arrives
) -> None:
    page = page_actions.open_demo_screen(person(server, "visitor"), "/guide", "Guide")
    search(page, "pati marta hai qzx")
    line = numbers(page)
    expect(line).to_contain_text("112")
    expect(line).to_contain_text("181")
    assert line.evaluate("box => getComputedStyle(box).borderInlineStartWidth") == "3px"
    assert titles_found(page)[0] == "Getting help"
    card = page.locator("[class*=found-][class*=-guide-card]").first
    above, below = line.bounding_box(), card.bounding_box()
    assert above and below and above["y"] + above["height"] <= below["y"]
    assert "marta" not in server.log and "marta" not in page.url
    search(page, "dry as sand since chemo")
    expect(line).to_have_count(0)


@pytest.mark.parametrize(
    ("query", "first", "number"),
    [
        ("want to end it all", "Getting help", "14416"),
        ("i feel like a burden", "Getting help", "14416"),
        ("i hurt my wife", "Getting help", "181"),
        ("जीने का मन नहीं करता", "Getting help", "14416"),
        ("bleeding wont stop", "When to call your doctor", "112"),
    ],
)
def test_each_kind_of_danger_has_its_page_and_its_numbers(
    server: LiveServer, person: Arrives, query: str, first: str, number: str
) -> None:
    page = page_actions.open_demo_screen(person(server, "visitor"), "/guide", "Guide")
    search(page, query)
    expect(numbers(page)).to_contain_text(number)
    assert titles_found(page)[0] == first


def test_the_numbers_are_those_of_ones_own_country(server: LiveServer, person: Arrives) -> None:
    nora = person(server, "Nora of Dublin")
    page_actions.send_start_forms(nora, zone="Europe/Dublin")
    page_actions.open_from_menu(nora, "Guide")
    search(nora.page, "he beats me")
    expect(numbers(nora.page)).to_contain_text("1800 341 900 Women's Aid")
    page_actions.click(nora.page.get_by_role("link", name="All lines, for every country"))
    expect(nora.page.get_by_role("heading", level=2).first).to_have_text("Ireland")


def test_where_nothing_is_sure_no_page_is_shown_and_help_is_near(server: LiveServer, person: Arrives) -> None:
    page = page_actions.open_demo_screen(person(server, "visitor"), "/guide", "Guide")
    search(page, "kuch bhi theek nahi lagta")
    expect(page.get_by_text("Nothing sure.")).to_be_visible()
    assert titles_found(page) == []
    page_actions.click(page.get_by_text("Nothing sure.").get_by_role("link"))
    expect(page.get_by_role("heading", name="Somebody to talk to")).to_be_visible()


def test_the_screens_that_show_help_first_are_readable_by_everybody(server: LiveServer, person: Arrives) -> None:
    wrong = {}
    for width in (375, 1280):
        page = page_actions.open_demo_screen(person(server, "visitor", width=width), "/guide", "Guide")
        search(page, "he beats me and i want to die")
        wrong[f"crisis-{width}"] = wrong_with(page, f"crisis-{width}")
        search(page, "kuch bhi theek nahi lagta")
        wrong[f"nothing-sure-{width}"] = wrong_with(page, f"nothing-sure-{width}")
    assert {screen: lines for screen, lines in wrong.items() if lines} == {}
