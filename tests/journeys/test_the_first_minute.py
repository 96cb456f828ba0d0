"""The first minute, with a finger on a phone: something of use before an account, and with one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.browser import Person, axe_violations, in_both_colours, screenshot, sideways_scroll, small_targets
from tools.live_server import LiveServer

Arrives = Callable[..., Person]


def assert_sound(page: Page, name: str) -> None:
    for colours in in_both_colours(page):
        screenshot(page, f"{name}-{colours}")
        assert axe_violations(page) == []
        assert (small_targets(page), sideways_scroll(page)) == ([], 0)


@pytest.mark.parametrize("width", [375, 1280])
def test_the_first_useful_page_is_one_tap_away_without_an_account(
    server: LiveServer, person: Arrives, width: int
) -> None:
    reader = person(server, "reader", width=width)
    page = reader.page
    page.goto("/")
    assert_sound(page, f"first-page-{width}")
    tile = page.get_by_role("link", name="We stopped touching")
    tile.tap() if width == 375 else tile.click()
    expect(page.get_by_role("heading", level=1, name="Gradual touch")).to_be_visible()
    expect(page.get_by_role("heading", name="When to stop or call")).to_be_visible()
    assert_sound(page, f"read-topic-{width}")
    page.get_by_role("link", name="All pages of the guide").click()
    assert_sound(page, f"read-{width}")
    assert reader.context.cookies() == []
    assert "gradual" not in server.log


def test_the_guide_is_read_and_searched_without_scripts(server: LiveServer, browser: Browser) -> None:
    context = browser.new_context(
        base_url=server.url, java_script_enabled=False, viewport={"width": 375, "height": 740}
    )
    page = context.new_page()
    page.goto("/")
    page.get_by_role("link", name="The whole guide").click()
    page.get_by_label("Look for something").fill("fatigue")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Fatigue and energy").first.click()
    expect(page.get_by_role("heading", level=1, name="Fatigue and energy")).to_be_visible()
    page.get_by_text("The sources, one by one").click()
    expect(page.get_by_text("[G]").last).to_be_visible()
    assert "fatigue" not in server.log
    context.close()
