"""Every screen, with made-up people: reachable by its address, readable by everybody, and nothing sideways."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import page_actions
from tests.journeys.browser import (
    Person,
    axe_violations,
    draw_in_both_colours,
    save_screenshot,
    sideways_scroll,
    small_targets,
)
from tests.journeys.test_the_menu import COVERED
from tools.live_server import LiveServer

Arrives = Callable[..., Person]
SCREENS = {
    "This week": "/",
    "Check in": "/check-in",
    "Questionnaires": "/questions",
    "Closeness": "/weeks",
    "Barriers": "/picture",
    "Guide": "/guide",
    "Steps": "/steps",
    "Sharing": "/sharing",
    "Settings": "/settings",
    "About": "/about",
}
HEADINGS = {"Barriers": "What was in the way"}  # where a screen's heading is not its name


def look_around(person: Person) -> None:
    person.page.goto("/")
    page_actions.enter_demo(person.page, "as a couple")
    page_actions.wait_for_screen(person.page, "Closeness")


def looked_at(page: Page, name: str) -> dict[str, list[str]]:
    """What is wrong with a screen by day and by night; a picture of each is kept."""
    wrong = {}
    for colours in draw_in_both_colours(page):
        save_screenshot(page, f"{name}-{colours}")
        problems = axe_violations(page) + [f"target: {line}" for line in small_targets(page)]
        problems += [f"no day that people say: {day}" for day in iso_days(page)]
        wrong[f"{name}-{colours}"] = problems + [
            f"sideways by {pixels} px" for pixels in [sideways_scroll(page)] if pixels
        ]
    return wrong


def covered_on_the_way(page: Page) -> list[str]:
    """What has focus and is covered by the bar or the places, on the way down from the top of the screen and up."""
    page.evaluate("document.querySelector('a[href=\"#stMain\"]').focus()")
    covered = []
    for key in ("Tab", "Shift+Tab"):
        for _ in range(14):
            page.keyboard.press(key)
            if page.evaluate(COVERED):
                covered.append(f"{key}: {page.evaluate('document.activeElement.outerHTML.slice(0, 90)')}")
    page.evaluate("document.activeElement.blur()")  # or the skip link stays before the menu
    return covered


def iso_days(page: Page) -> list[str]:
    """Days written as in a file: 2026-11-23."""
    return re.findall(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", page.get_by_test_id("stMain").inner_text())


@pytest.mark.parametrize("width", [375, 1280])
def test_every_screen_is_readable_by_everybody(server: LiveServer, person: Arrives, width: int) -> None:
    visitor = person(server, "visitor", width=width)
    look_around(visitor)
    wrong = {}
    for screen in SCREENS:
        page_actions.open_from_menu(visitor, screen)
        page_actions.wait_for_screen(visitor.page, HEADINGS.get(screen, screen))
        wrong |= looked_at(visitor.page, f"{screen.lower().replace(' ', '-')}-{width}")
        wrong[f"{screen}, with Tab"] = covered_on_the_way(visitor.page)
    page_actions.open_questionnaire(visitor, "What is welcome now", button="Begin")
    wrong |= looked_at(visitor.page, f"form-{width}")
    assert {screen: found for screen, found in wrong.items() if found} == {}


def test_a_deep_link_asks_who_is_there_first(server: LiveServer, person: Arrives) -> None:
    """And opens its screen where somebody is: see test_keyboard.py."""
    visitor = person(server, "visitor")
    for address in SCREENS.values():
        visitor.page.goto(address)
        expect(visitor.page.get_by_role("button", name="Open my notebook")).to_be_visible()
