"""Every screen, with made-up people: reachable by its address, readable by everybody, and nothing sideways."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import acts
from tests.journeys.browser import Person, axe_violations, screenshot, sideways_scroll, small_targets
from tools.live_server import LiveServer

Arrives = Callable[..., Person]
SCREENS = {
    "This week": "/",
    "Check in": "/check-in",
    "Questionnaires": "/questions",
    "Closeness": "/weeks",
    "Guide": "/guide",
    "Steps": "/steps",
    "Sharing": "/sharing",
    "Settings": "/settings",
    "About": "/about",
}


def look_around(one: Person) -> None:
    one.page.goto("/")
    one.page.get_by_role("button", name="Look around with made-up people").click()
    acts.arrived(one.page, "This week")


def looked_at(page: Page, name: str) -> list[str]:
    """What is wrong with a screen; a picture of it is kept."""
    screenshot(page, name)
    wrong = axe_violations(page)
    wrong += [f"target: {line}" for line in small_targets(page)]
    return wrong + [f"sideways by {pixels} px" for pixels in [sideways_scroll(page)] if pixels]


@pytest.mark.parametrize(("width", "colours"), [(375, "dark"), (1280, "light"), (375, "light"), (1280, "dark")])
def test_every_screen_is_readable_by_everybody(server: LiveServer, person: Arrives, width: int, colours: str) -> None:
    one = person(server, "visitor", width=width, colours=colours)
    look_around(one)
    wrong = {}
    for screen in SCREENS:
        acts.go(one, screen)
        acts.arrived(one.page, screen)
        wrong[screen] = looked_at(one.page, f"{screen.lower().replace(' ', '-')}-{width}-{colours}")
    acts.open_questionnaire(one, "The two of you", button="Begin")
    wrong["a form"] = looked_at(one.page, f"form-{width}-{colours}")
    assert {screen: found for screen, found in wrong.items() if found} == {}


def test_a_deep_link_opens_its_screen_and_asks_who_is_there_first(server: LiveServer, person: Arrives) -> None:
    one = person(server, "visitor")
    for address in SCREENS.values():
        one.page.goto(address)
        expect(one.page.get_by_role("button", name="Open my notebook")).to_be_visible()
    look_around(one)
    for screen, address in SCREENS.items():
        one.page.goto(address)
        acts.arrived(one.page, screen)
