"""Every screen by its address with the keyboard alone: how far it is, what is covered, and which buttons are alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from nearer.addresses import ADDRESSES
from nearer.session.navigation import BOTH, THERAPISTS
from tests.journeys import acts
from tests.journeys.browser import Person
from tests.journeys.test_the_menu import COVERED
from tools.live_server import LiveServer

Arrives = Callable[..., Person]
OF_PEOPLE = tuple(f"/{address}" for name, address in ADDRESSES.items() if name not in THERAPISTS)
OF_COUPLE = ("couple", "for_the_room")  # opened from the board
OF_THERAPISTS = tuple(f"/{ADDRESSES[name]}" for name in (*THERAPISTS, *BOTH) if name not in OF_COUPLE)
MOST_TABS = 2  # from the skip link to the first control of a screen
ITS_OWN = """() => {
  const one = document.activeElement, around = ".nearer-bar, .nearer-demo, .st-key-nearer-own, .st-key-nearer-tour, " +
    ".st-key-nearer-places, .st-key-nearer-screens";
  return !one.closest(around) && one.matches(".stMain :is(a, button, input, textarea, summary, [role=spinbutton])");
}"""


def shown(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    acts.at_rest(page)


def tabs_after_the_skip_link(page: Page) -> int:
    page.keyboard.press("Tab")
    expect(page.locator("a:focus")).to_have_text("Skip to main content")
    page.keyboard.press("Enter")
    expect(page.locator("h1:focus")).to_be_attached()
    for tabs in range(1, 10):
        page.keyboard.press("Tab")
        if page.evaluate(ITS_OWN):
            return tabs
    return 10


@pytest.mark.parametrize(("door", "addresses"), [("couple", OF_PEOPLE), ("clinic", OF_THERAPISTS)])
def test_the_first_control_of_every_screen_is_two_tabs_behind_the_skip_link(
    server: LiveServer, person: Arrives, door: str, addresses: tuple[str, ...]
) -> None:
    one = person(server, "visitor")
    one.page.goto("/")
    acts.enter_demo(one.page, f"as a {door}")
    far = {}
    for address in addresses:
        shown(one.page, address)
        far[address] = tabs_after_the_skip_link(one.page)
    assert len(far) >= 5
    assert {address: tabs for address, tabs in far.items() if tabs > MOST_TABS} == {}


def test_the_bar_covers_nothing_that_has_focus_on_any_screen_of_a_phone(server: LiveServer, person: Arrives) -> None:
    page = acts.looks_around(person(server, "visitor", width=375), "/", "This week")
    covered = []
    for address in OF_PEOPLE:
        shown(page, address)
        for key in ("Tab", "Shift+Tab"):
            for _ in range(14):
                page.keyboard.press(key)
                if page.evaluate(COVERED):
                    covered.append((address, key, page.evaluate("document.activeElement.outerHTML.slice(0, 90)")))
    assert covered == []


def test_buttons_that_do_different_things_have_different_names(server: LiveServer, person: Arrives) -> None:
    page = acts.looks_around(person(server, "visitor"), "/", "This week")
    alike = {}
    for address in OF_PEOPLE:
        shown(page, address)
        folds = page.locator(
            ".stMain details.stExpander:not([open]) > summary, .stExpander details:not([open]) > summary"
        )
        while folds.count():
            acts.click(folds.first)
            acts.at_rest(page)
        names = names_of_buttons(page)
        alike[address] = [name for name, times in Counter(names).items() if times > 1 and name]
    assert {address: names for address, names in alike.items() if names} == {}


def names_of_buttons(page: Page) -> list[str]:
    """The accessible names of the buttons of a screen; a switch's two sides are named by their group."""
    page.wait_for_timeout(100)
    buttons = page.locator(".stMain .stButton button")
    return [
        str(name) for name in buttons.evaluate_all("all => all.map(one => one.ariaLabel ?? one.textContent.trim())")
    ]


def test_whoever_asks_for_more_contrast_gets_ink_for_what_is_quiet(server: LiveServer, person: Arrives) -> None:
    page = acts.looks_around(person(server, "visitor"), "/sharing", "Sharing")
    quiet, ink = (
        "getComputedStyle(document.querySelector('.nearer-quiet')).color",
        "getComputedStyle(document.querySelector('h1')).color",
    )
    assert page.evaluate(quiet) != page.evaluate(ink)
    page.emulate_media(contrast="more")
    assert page.evaluate(quiet) == page.evaluate(ink)


def test_shift_does_not_leave_where_it_is_pressed_slowly_or_with_letters(server: LiveServer, person: Arrives) -> None:
    page = acts.looks_around(person(server, "visitor"), "/guide", "Guide")
    page.get_by_label("Look for something").focus()
    for letter in ("A", "B", "C", "D"):
        page.keyboard.press(f"Shift+{letter}")
    for _ in range(4):
        page.keyboard.press("Shift")
        page.wait_for_timeout(800)
    expect(page).to_have_url(f"{server.url}/guide")
    expect(page.get_by_label("Look for something")).to_have_value("ABCD")
