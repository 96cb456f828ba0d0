"""From the first page to the first picture that says something of a person: ten taps and 250 words, with a finger."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

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

# What a screen shows beside its menu and bar, which are the same on each: without the names of the icons in them.
_READ = """() => {
    const hidden = [...document.querySelectorAll(
        '.nearer-frame, [data-testid=stIconMaterial]')]
    hidden.forEach(one => one.style.display = 'none')
    const text = (document.querySelector('[data-testid=stMain]') ?? document.querySelector('main')).innerText
    hidden.forEach(one => one.style.display = '')
    return text
}"""


@dataclass
class Newcomer:
    """A finger on a phone, each tap counted, and the words that were on the way, folds closed."""

    page: Page
    taps: int = 0
    words: int = 0

    def tap(self, target: Locator) -> None:
        page_actions.click(target)
        self.taps += 1

    def reads(self, until: str = "") -> None:
        """All that the page shows, or what comes before a text with that text."""
        page_actions.wait_until_at_rest(self.page)  # a page that is still on its way has nothing to read
        self.page.locator("main, [data-testid=stMain]").first.wait_for()
        text: str = self.page.evaluate(_READ)
        assert until in text
        before, match, _ = text.partition(until) if until else (text, "", "")
        self.words += len((before + match).split())


def test_ten_taps_and_under_250_words_lead_to_the_first_picture(
    server: LiveServer, person: Callable[..., Person]
) -> None:
    """A field that is typed in is a tap, also where the cursor waits. Both ticks and the recovery code are there."""
    page = person(server, "Tarini", width=375).page
    new = Newcomer(page)
    page.goto("/")
    new.reads(until="Start")
    new.tap(page.get_by_role("link", name="Start", exact=True))
    new.reads()
    new.tap(page.get_by_label("Your name or nickname"))
    page.keyboard.type("Tarini")
    new.tap(page.get_by_text("I have or had cancer", exact=True))
    new.tap(page.get_by_role("button", name="Use these five words"))
    new.tap(page.get_by_text("I am 18 or older"))
    new.tap(page.get_by_text("I agree to what is kept"))
    new.tap(page.get_by_role("button", name="Start", exact=True))
    new.reads()
    new.tap(page.get_by_label("Type the last group of four"))
    page.keyboard.type(page.locator(".code-box span").last.inner_text())
    new.tap(page.get_by_role("button", name="I have kept it"))
    page_actions.wait_for_screen(page, "This week")
    for colours in draw_in_both_colours(page):
        save_screenshot(page, f"first-question-{colours}")
        assert (axe_violations(page), small_targets(page), sideways_scroll(page)) == ([], [], 0)
    new.reads()
    new.tap(page.get_by_role("radiogroup").get_by_text("A little shared", exact=True))
    expect(page.locator(".nearer-week figcaption")).to_have_text("TariniA little shared. Not finished yet.")
    expect(page.locator(".nearer-week img")).to_be_in_viewport()
    expect(page.locator(".nearer-note:focus")).to_contain_text("only you can read it")
    for colours in draw_in_both_colours(page):
        save_screenshot(page, f"first-picture-{colours}")
        assert (axe_violations(page), small_targets(page), sideways_scroll(page)) == ([], [], 0)
    assert new.taps == 10
    assert new.words < 250
