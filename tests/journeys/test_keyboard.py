"""Every screen by its address with the keyboard alone: its name, how far it is, and which buttons are alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from nearer.addresses import ADDRESSES
from nearer.session.navigation import EVERYBODYS_SCREENS, MANAGER_SCREENS, THERAPIST_SCREENS
from tests.journeys import page_actions
from tests.journeys.browser import Person
from tests.journeys.test_every_screen import HEADINGS, SCREENS
from tools.live_server import LiveServer

Arrives = Callable[..., Person]
OF_PEOPLE = tuple(
    f"/{address}" for name, address in ADDRESSES.items() if name not in THERAPIST_SCREENS + MANAGER_SCREENS
)
OF_COUPLE = ("couple", "joint_view")  # opened from the caseload
OF_THERAPISTS = tuple(
    f"/{ADDRESSES[name]}" for name in (*THERAPIST_SCREENS, *EVERYBODYS_SCREENS) if name not in OF_COUPLE
)
NAMES = {address: name for name, address in SCREENS.items()}
MAX_TABS = 2  # from the skip link to the first control of a screen
ITS_OWN = """() => {
  const one = document.activeElement;
  if (one.closest(".nearer-frame")) return false;
  return one.matches(".stMain :is(a, button, input, textarea, summary, [role=spinbutton])");
}"""


def open_address(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page_actions.wait_until_at_rest(page)


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
def test_every_screen_opens_by_its_address_and_works_with_the_keyboard_alone(
    server: LiveServer, person: Arrives, door: str, addresses: tuple[str, ...]
) -> None:
    """It is that screen, its first control is two Tabs behind the skip link, and no two buttons are called alike."""
    visitor = person(server, "visitor")
    visitor.page.goto("/")
    page_actions.enter_demo(visitor.page, f"as a {door}")
    wrong = {}
    for address in addresses:
        open_address(visitor.page, address)
        wrong[address] = list(unlike_its_name(visitor.page, address)) if door == "couple" else []
        tabs = tabs_after_the_skip_link(visitor.page)
        wrong[address] += [f"the first control is {tabs} Tabs behind the skip link"] if tabs > MAX_TABS else []
        wrong[address] += [f"different buttons are called {name}" for name in alike(visitor.page)]
    assert len(wrong) >= 5
    assert {address: lines for address, lines in wrong.items() if lines} == {}


def unlike_its_name(page: Page, address: str) -> Iterator[str]:
    """A line for the heading, and one for the title of the window, that are not the screen's."""
    name = NAMES[address]
    heading, title = page.get_by_role("heading", level=1).inner_text(), page.title()
    if not (page_actions.GREETING.match(heading) if name == "This week" else heading == HEADINGS.get(name, name)):
        yield f"its heading is {heading}"
    if title != f"{name} · Nearer":
        yield f"its title is {title}"


def alike(page: Page) -> list[str]:
    """Names that more than one button has, with all that unfolds unfolded."""
    page_actions.unfold_all(page)
    return [name for name, times in Counter(names_of_buttons(page)).items() if times > 1 and name]


def names_of_buttons(page: Page) -> list[str]:
    """The accessible names of the buttons of a screen; a switch's two sides are named by their group."""
    page_actions.wait_until_at_rest(page)
    buttons = page.locator(".stMain .stButton button")
    return [
        str(name) for name in buttons.evaluate_all("all => all.map(one => one.ariaLabel ?? one.textContent.trim())")
    ]


def test_whoever_asks_for_more_contrast_gets_ink_for_what_is_quiet(server: LiveServer, person: Arrives) -> None:
    page = page_actions.open_demo_screen(person(server, "visitor"), "/sharing", "Sharing")
    quiet, ink = (
        "getComputedStyle(document.querySelector('.nearer-quiet')).color",
        "getComputedStyle(document.querySelector('h1')).color",
    )
    assert page.evaluate(quiet) != page.evaluate(ink)
    page.emulate_media(contrast="more")
    assert page.evaluate(quiet) == page.evaluate(ink)


def test_shift_does_not_leave_where_it_is_pressed_slowly_or_with_letters(server: LiveServer, person: Arrives) -> None:
    page = page_actions.open_demo_screen(person(server, "visitor"), "/guide", "Guide")
    page.get_by_label("Look for something").focus()
    for letter in ("A", "B", "C", "D"):
        page.keyboard.press(f"Shift+{letter}")
    for _ in range(4):
        page.keyboard.press("Shift")
        page.wait_for_timeout(800)
    expect(page).to_have_url(f"{server.url}/guide")
    expect(page.get_by_label("Look for something")).to_have_value("ABCD")
