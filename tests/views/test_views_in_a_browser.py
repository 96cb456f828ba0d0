"""Every view in a real browser: readable, reachable by keyboard, and quiet towards the network."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.browser import (
    Person,
    axe_violations,
    draw_in_both_colours,
    new_person,
    sideways_scroll,
    small_targets,
)
from tools.live_server import LiveServer

SCREENS = ("week", "circles", "body", "goals", "hostile", "kinds", "closing", "closeness", "sharing", "about", "locked")
STREAMLITS_OWN_SCRIPT = "sha256-THxz9J9"  # the one inline script of its page, which the policy keeps from running

SKIP_LINK = "stSkipToContent"  # Streamlit's, one pixel until the keyboard reaches it


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    folder = tmp_path_factory.mktemp("gallery")
    server = LiveServer(folder, folder / "log", "tests/views/gallery_app.py", "/_stcore/health")
    yield server.start()
    server.kill()


@pytest.fixture
def phone(gallery: LiveServer, browser: Browser) -> Iterator[Person]:
    person = new_person(browser, gallery.url, "Meera", width=375)
    yield person
    person.context.close()


def open_screen(page: Page, screen: str) -> None:
    page.goto(f"/?screen={screen}")
    page.locator("h1").wait_for()
    if screen == "closeness":
        page.locator(".js-plotly-plot .scatterlayer").first.wait_for()
    if screen in ("circles", "hostile"):
        page.get_by_role("radiogroup").first.wait_for()


def unexpected(errors: list[str]) -> list[str]:
    return [error for error in errors if STREAMLITS_OWN_SCRIPT not in error]


@pytest.mark.parametrize("width", [375, 1280])
def test_every_view_is_readable_fits_and_has_large_targets(gallery: LiveServer, browser: Browser, width: int) -> None:
    person = new_person(browser, gallery.url, "Meera", width)
    for screen in SCREENS:
        open_screen(person.page, screen)
        for colours in draw_in_both_colours(person.page):
            assert axe_violations(person.page) == [], (screen, colours)
            assert sideways_scroll(person.page) == 0, (screen, colours)
            assert [target for target in small_targets(person.page) if SKIP_LINK not in target] == [], screen
    assert (unexpected(person.csp_errors), person.page_errors, person.left_the_host) == ([], [], [])
    person.context.close()


def test_the_circles_are_one_group_that_keys_can_move_in(phone: Person) -> None:
    open_screen(phone.page, "circles")
    group = phone.page.get_by_role("radiogroup")
    expect(group).to_have_count(1)
    assert group.get_by_role("radio").count() == 8
    group.get_by_role("radio", name="Quite apart").focus()
    phone.page.keyboard.press("ArrowRight")
    expect(group.get_by_role("radio", name="Just touching")).to_be_checked()
    phone.page.keyboard.press("ArrowRight")
    expect(group.get_by_role("radio", name="A little shared")).to_be_checked()


def test_a_cleared_answer_is_seen_to_be_cleared_and_nothing_jumps(phone: Person) -> None:
    open_screen(phone.page, "circles")
    forward = phone.page.get_by_role("button", name="Continue")
    before = forward.evaluate("button => button.offsetTop")
    phone.page.get_by_text("Half shared").click()
    clear = phone.page.get_by_role("button", name="Clear this answer")
    clear.wait_for()
    assert forward.evaluate("button => button.offsetTop") == before
    clear.click()
    expect(clear).to_have_count(0)
    expect(phone.page.get_by_role("radio", name="Half shared")).not_to_be_checked()


def test_what_was_typed_is_there_after_the_page_is_loaded_into_another_section(phone: Person) -> None:
    open_screen(phone.page, "goals")
    hope = phone.page.get_by_label("What do you hope for?")
    hope.fill("A walk by the sea")
    hope.press("Tab")
    phone.page.get_by_text("How near was this hope").first.wait_for()
    expect(hope).to_have_value("A walk by the sea")


def test_foreign_text_is_seen_as_it_was_written_and_nothing_in_it_comes_alive(phone: Person) -> None:
    open_screen(phone.page, "hostile")
    drawn = phone.page.locator("[data-testid=stMainBlockContainer]")
    assert drawn.locator("[data-testid=stRadio] :is(img, a, code, em, strong, .katex)").count() == 0
    assert drawn.locator("h1 *, h2 *").count() == 0
    seen = drawn.inner_text().replace("\u2060", "")
    for mark in (":red[much]", "*of*", "[is](http://x.test)", "![x](http://beacon.test/c.png)", "$x^2$", ":smile:"):
        assert mark in seen
    assert (unexpected(phone.csp_errors), phone.left_the_host) == ([], [])


def test_help_and_exit_are_the_first_stops_of_the_keyboard_and_stay_in_this_window(phone: Person) -> None:
    open_screen(phone.page, "about")
    bar = phone.page.get_by_role("navigation", name="Help and exit")
    assert [link.get_attribute("href") for link in bar.get_by_role("link").all()] == ["/help", "/bye"]
    assert bar.locator("[target]").count() == 0
    phone.page.get_by_role("main").focus()
    phone.page.keyboard.press("Tab")
    expect(bar.get_by_role("link", name="Help")).to_be_focused()
    phone.page.keyboard.press("Tab")
    expect(bar.get_by_role("link", name="Exit")).to_be_focused()


def test_the_figure_has_its_text_alternative(phone: Person) -> None:
    open_screen(phone.page, "closeness")
    expect(phone.page.get_by_label("Closeness from 0 to 100 for each week").first).to_be_visible()
