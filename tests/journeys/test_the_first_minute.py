"""The first minute, with a finger on a phone: something of use before an account, and with one."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys import page_actions
from tests.journeys.browser import (
    Person,
    axe_violations,
    draw_in_both_colours,
    save_screenshot,
    sideways_scroll,
    small_targets,
)
from tools.live_server import LiveServer

Arrives = Callable[..., Person]


def assert_sound(page: Page, name: str) -> None:
    for colours in draw_in_both_colours(page):
        save_screenshot(page, f"{name}-{colours}")
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


@dataclass
class Finger:
    """Taps on a phone, each counted."""

    taps: int = 0

    def tap(self, target: Locator) -> None:
        page_actions.click(target)
        self.taps += 1


def words_seen(page: Page, until: str = "") -> int:
    """The words of a page that are not folded away, up to a text that stands there."""
    text: str = page.locator("main").inner_text()
    assert until in text
    return len((text.partition(until)[0] if until else text).split())


def test_a_notebook_is_started_from_the_first_page_in_few_taps_and_words(server: LiveServer, person: Arrives) -> None:
    """A field that is typed in counts as one tap, unless it has the cursor already."""
    page, finger = person(server, "Nandini", width=375).page, Finger()
    page.goto("/")
    finger.tap(page.get_by_role("link", name="Start our notebook"))
    assert words_seen(page, "Your name or nickname") < 120
    words = words_seen(page)
    assert_sound(page, "start-375")
    finger.tap(page.get_by_label("Your name or nickname"))
    page.keyboard.type("Nandini")
    finger.tap(page.get_by_text("I have or had cancer", exact=True))
    finger.tap(page.get_by_role("button", name="Use these five words"))
    assert len(page.get_by_label("New passphrase").input_value().split("-")) == 5
    assert page.get_by_label("New passphrase").get_attribute("type") == "text"
    finger.tap(page.get_by_text("I am 18 or older"))
    finger.tap(page.get_by_text("I agree to what is kept"))
    finger.tap(page.get_by_role("button", name="Start", exact=True))
    words += words_seen(page)
    page.keyboard.type(page.locator(".code-box span").last.inner_text())  # the cursor waits in its field
    finger.tap(page.get_by_role("button", name="I have kept it"))
    page_actions.wait_for_screen(page, "This week")
    assert finger.taps <= 8
    assert words < 250


def test_a_wrong_code_loses_nothing_and_the_picture_fills_in_the_right_one(server: LiveServer, person: Arrives) -> None:
    first, second = person(server, "Ishani"), person(server, "Kabir", width=375)
    page_actions.send_start_forms(first)
    code = page_actions.make_invitation_code(first)
    expect(first.page.get_by_text(f"{server.url}/join", exact=True)).to_be_visible()
    expect(first.page.get_by_text("This address works on this computer only")).to_be_visible()
    expect(first.page.get_by_alt_text("A square picture with the address")).to_have_count(0)
    assert_sound(first.page, "invitation-1280")
    page = second.page
    page.goto("/join")
    page.get_by_label("The code from your partner").fill("ABCD-EFGH-JKMN-PQRS")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("alert")).to_have_text(
        "That code did not work. Check it letter by letter, or ask your partner for a new one."
    )
    expect(page.get_by_label("The code from your partner")).to_be_focused()
    assert_sound(page, "join-refused-375")
    page.goto(f"/join#{code}")
    expect(page.get_by_label("The code from your partner")).to_have_value(code)
    assert page.url.endswith("/join")
    page.get_by_role("button", name="Go on").click()
    assert_sound(page, "join-375")
    page_actions.fill_newcomer(second, "My partner has or had cancer")
    page.get_by_label("I am 18 or older").uncheck()
    page.locator("form").evaluate("form => { form.noValidate = true; form.requestSubmit(); }")
    expect(page.get_by_role("alert")).to_contain_text("Nearer is for adults")
    expect(page.get_by_label("Your name or nickname")).to_have_value("Kabir")
    expect(page.get_by_label("My partner has or had cancer")).to_be_checked()
    page.get_by_label("I am 18 or older").check()
    page.get_by_label("New passphrase").fill("lantern meadow quiet harbour")
    page_actions.click(page.get_by_role("button", name="Join", exact=True))
    page_actions.keep_recovery_code(second)


@pytest.mark.parametrize("width", [375, 1280])
def test_the_couples_door_leads_through_three_stops(server: LiveServer, person: Arrives, width: int) -> None:
    page = person(server, "visitor", width=width).page
    page.goto("/")
    page_actions.enter_demo(page, "as a couple")
    page_actions.wait_for_screen(page, "Closeness")
    expect(page.get_by_text("Stop 1 of 3.")).to_be_visible()
    assert_sound(page, f"tour-1-{width}")
    page_actions.click(page.locator(".nearer-tour").get_by_role("link"))
    page_actions.wait_for_screen(page, "What was in the way")
    expect(page.get_by_text("Stop 2 of 3.")).to_be_visible()
    assert_sound(page, f"tour-2-{width}")
    page_actions.click(page.locator(".nearer-tour").get_by_role("link"))
    expect(page.get_by_text("Stop 3 of 3.")).to_be_visible()
    page_actions.wait_until_at_rest(page)
    expect(page.get_by_text("I feel calm when we walk in the evening.")).to_be_visible()
    assert_sound(page, f"tour-3-{width}")
    page_actions.click(page.locator(".nearer-demo summary"))
    expect(page.locator(".nearer-demo").get_by_role("link", name="Ravi", exact=True)).to_be_in_viewport()
    assert_sound(page, f"tour-names-{width}")
    page_actions.click(page.locator(".nearer-demo").get_by_role("link", name="Asha", exact=True))
    expect(page.locator(".nearer-demo strong")).to_have_text("Asha")
    expect(page.get_by_text("Stop 3 of 3.")).to_have_count(0)


@pytest.mark.parametrize(("width", "height"), [(375, 740), (1280, 800)])
def test_from_the_clinics_door_whom_to_look_at_and_what_changed_stand_in_view(
    server: LiveServer, person: Arrives, width: int, height: int
) -> None:
    """Ten seconds to see who, thirty to see what changed: without scrolling, on a phone and on a small laptop."""
    page = person(server, "visitor", width=width).page
    page.set_viewport_size({"width": width, "height": height})
    page.goto("/")
    page_actions.enter_demo(page, "as a clinic")
    page_actions.wait_for_screen(page, "Caseload")
    began = time.monotonic()
    rows = page.locator(".nearer-caseload tr[data-couple]")
    for name, row in zip(("Chitra and Mohan", "Esther and Vikram", "Bela and Karim"), rows.all(), strict=False):
        expect(row).to_contain_text(name)
        expect(row).to_be_in_viewport(ratio=1)
    assert time.monotonic() - began < 10
    page_actions.click(page.get_by_role("link", name="Esther and Vikram"))
    page_actions.wait_for_screen(page, "Esther and Vikram")
    changes = page.locator(".since-visit li")
    expect(changes).to_have_count(3)
    for change in changes.all():
        expect(change).to_be_in_viewport(ratio=1)
    assert time.monotonic() - began < 30
    page_actions.click(page.get_by_role("link", name="Look as Esther"))
    expect(page.locator(".nearer-demo strong")).to_have_text("Esther")
    expect(page.get_by_text("Stop 3 of 3.")).to_be_visible()
