"""Focus after everything one can do: it stays, or goes to what stands in its place, never to the top of the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import ElementHandle, Page, expect

from tests.journeys import page_actions
from tests.journeys.browser import Person
from tests.journeys.test_the_weeks import fill_day, unfold
from tools.live_server import LiveServer

Arrives = Callable[..., Person]
SCREENS = {
    "/": "This week",
    "/questions": "Questionnaires",
    "/weeks": "Closeness",
    "/picture": "What was in the way",
    "/guide": "Guide",
    "/guide?page=hormones": "Hormones, flushes and sweats",
    "/steps": "Steps",
    "/steps?step=hand-massage": "Hand massage",
    "/sharing": "Sharing",
    "/settings": "Settings",
}
AROUND = ".nearer-frame"
# The first of each kind of control that has not been used: of many alike (the lines of a picture, the options of a
# question, the ticks of a sheet) one is enough. An open fold stays open.
NEXT = """([around, used]) => {
  const kindOf = (one) => {
    if (one.closest("[class*=-taps]")) return "a line of a picture";
    if (one.matches("[role=spinbutton]")) return "a part of a date";
    if (one.matches("input[type=radio], input[type=checkbox]")) {
      return one.type + " of " + one.closest("[class*=st-key]")?.className.match(/st-key-([a-z]+)/)?.[1];
    }
    if (one.closest("[data-testid=stButtonGroup]")) return "choice " + one.textContent;
    return one.tagName + " " + (one.ariaLabel ?? one.textContent).split(":")[0];
  };
  const kinds = "[data-testid=stMain] :is(button, input, textarea, summary, [role=spinbutton])";
  const all = [...document.querySelectorAll(kinds)];
  for (const one of all) {
    if (!one.checkVisibility() || one.closest(around) || one.closest("details[open] > summary")) continue;
    if (/Download|PNG/.test(one.textContent + one.ariaLabel) || used.includes(kindOf(one))) continue;
    window.nextKind = kindOf(one);
    one.focus(); // at once: what is drawn anew meanwhile is another one
    return one;
  }
  return null;
}"""
# Where focus is, and what is wrong with that: nothing where it is in the screen, beside where it was.
WHERE = """around => {
  const one = document.activeElement;
  if (one === null || one === document.body) return "the page itself";
  return one.closest(around) ? "the bar or the menu: " + one.textContent : "";
}"""


@dataclass
class Walk:
    """Every kind of control of one screen, pressed with the keyboard one after the other."""

    page: Page
    address: str

    def fell(self) -> Iterator[str]:
        """A line for each control after which focus is nowhere, or at the top."""
        used: list[str] = []
        while control := self._next(used):
            used.append(kind := str(self.page.evaluate("window.nextKind")))
            self._use(control)
            page_actions.wait_until_at_rest(self.page)
            if wrong := self._where():
                yield f"{self.address}, {kind}: {wrong}"
            if urlsplit(self.page.url).path != urlsplit(self.address).path:
                self.page.goto(self.address)
                page_actions.wait_until_at_rest(self.page)
        assert used

    def _where(self) -> str:
        """What is wrong with where focus is and stays: it is led back in the next frame, sooner or later."""
        for _frame in range(20):
            self.page.wait_for_timeout(60)
            if not (wrong := str(self.page.evaluate(WHERE, AROUND))):
                break
        return wrong

    def _next(self, used: list[str]) -> ElementHandle | None:
        return self.page.evaluate_handle(NEXT, [AROUND, used]).as_element()

    def _use(self, control: ElementHandle) -> None:
        kind = control.evaluate("one => one.role === 'spinbutton' ? 'date' : one.type ?? one.tagName.toLowerCase()")
        if kind == "date":
            self.page.keyboard.type("11")
        elif kind in ("text", "textarea", "search"):
            self.page.keyboard.type("tea")
            self.page.keyboard.press("Escape")
        else:
            self.page.keyboard.press("Space" if kind in ("radio", "checkbox") else "Enter")


@pytest.mark.parametrize("addresses", [tuple(SCREENS)[:4], tuple(SCREENS)[4:]], ids=["weeks", "guide and sharing"])
def test_after_every_act_on_every_screen_focus_is_in_the_screen(
    server: LiveServer, person: Arrives, addresses: tuple[str, ...]
) -> None:
    visitor = person(server, "visitor")
    page = page_actions.open_demo_screen(visitor, addresses[0], SCREENS[addresses[0]])
    fell = []
    for address in addresses:
        page.goto(address)
        page_actions.wait_until_at_rest(page)
        fell += Walk(page, address).fell()
    assert fell == []


def test_a_date_that_is_filled_and_cleared_keeps_the_focus(server: LiveServer, person: Arrives) -> None:
    page = page_actions.open_demo_screen(person(server, "visitor"), "/weeks", "Closeness")
    unfold(page, "Events in your weeks")
    fill_day(page, "The day, or the first one", "12/10/2026")
    page_actions.wait_until_at_rest(page)
    expect(page.get_by_role("button", name="Choose date").first).to_be_focused()
    clear = page.get_by_role("button", name="Clear date").first
    clear.press("Enter")
    page_actions.wait_until_at_rest(page)
    expect(page.get_by_role("button", name="Choose date").first).to_be_focused()


def test_what_was_just_done_has_the_focus_in_place_of_its_button(server: LiveServer, person: Arrives) -> None:
    page = page_actions.open_demo_screen(
        person(server, "visitor"), "/guide?page=hormones", "Hormones, flushes and sweats"
    )
    for button, sentence in (
        ("Mark as read", "You read this page this week."),
        ("Talk about this", "It is on the list that both of you see on This week."),
    ):
        page.get_by_role("button", name=button).press("Enter")
        expect(page.locator("[data-said]:focus")).to_have_text(sentence)
        page_actions.wait_until_at_rest(page)


DRAWN_AWAY = """() => {
  const frame = document.querySelector(".nearer-frame");
  const button = Object.assign(document.createElement("button"), {textContent: "Soon gone"});
  frame.after(button);
  button.focus();
  requestAnimationFrame(() => button.remove());
}"""


def test_what_is_drawn_away_beside_the_bar_leaves_focus_to_the_screen_and_not_to_the_bar(
    server: LiveServer, person: Arrives
) -> None:
    """No control of ours stands there today; the links of the bar would be the nearest."""
    page = page_actions.open_demo_screen(person(server, "visitor"), "/about", "About")
    page_actions.wait_until_at_rest(page)
    page.evaluate(DRAWN_AWAY)
    page.wait_for_function("() => document.activeElement !== document.body && document.activeElement.isConnected")
    assert page.evaluate(WHERE, AROUND) == ""
