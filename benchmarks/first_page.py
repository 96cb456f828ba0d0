"""What a person waits for in the browser: from asking for the address until the screen has what it is for."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.measure import Measure, medians_of
from nearer.addresses import ADDRESSES
from tools.chromium import find_chromium, launch
from tools.live_server import LiveServer

PICTURE, CHART = ".nearer-picture", ".js-plotly-plot .main-svg"
HELLO = "[data-testid=stMarkdown]"  # what the empty app shows
SEEN_AT = """selector => {
    const part = document.querySelector(selector);
    return part?.getClientRects().length && part.complete !== false ? performance.now() : null;
}"""
AHEAD_MS = 4000  # a person types a passphrase for longer than this
FETCHED = """() => performance.getEntriesByType("resource")
    .filter((file) => file.name.includes("/static/") && file.transferSize > 0).length"""


def first_page_measures(nearer: LiveServer, empty: LiveServer) -> Iterator[Measure]:
    """Each round in a browser that has seen nothing before, as the empty app's is."""
    chromium = find_chromium()
    assert chromium, "No Chromium on this machine: `make browser` brings one."
    with sync_playwright() as playwright:
        browser = launch(playwright, chromium)
        visitor, beside = Visitor(browser, nearer.url), Visitor(browser, empty.url)
        acts: dict[str, Callable[[], float]] = {
            "empty": beside.open_empty, "signed in": visitor.sign_in,
            "weeks": partial(visitor.open_screen, "closeness", PICTURE),
            "chart": partial(visitor.open_screen, "closeness", CHART),
            "barriers": partial(visitor.open_screen, "barriers", PICTURE), "again": visitor.fetched,
        }  # fmt: skip
        medians = medians_of(acts, rounds=7, warm_up=1)
        browser.close()
    empty_ms = 1000 * medians["empty"]
    yield Measure("browser: first page after signing in", 1000 * medians["signed in"], "ms", 1.1, empty_ms)
    yield Measure("browser: closeness page with the picture of its chart", 1000 * medians["weeks"], "ms", 1.3, empty_ms)
    yield Measure("the same until the chart answers to a pointer", 1000 * medians["chart"], "ms", None, empty_ms)
    yield Measure("browser: barriers page with its picture", 1000 * medians["barriers"], "ms", 1.3, empty_ms)
    yield Measure("browser: Streamlit's files it fetched once more", medians["again"], "", 0)


@dataclass
class Visitor:
    """Somebody at one of the two programs, in a browser of their own."""

    browser: Browser
    url: str
    page: Page | None = None

    def open_empty(self) -> float:
        page = self._fresh()
        return until(page, self.url, HELLO)

    def sign_in(self) -> float:
        """From pressing the button on the sign-in page, where the person has been for as long as typing takes."""
        page = self._fresh()
        page.goto(self.url)
        page.wait_for_timeout(AHEAD_MS)
        page.locator("[name=door]").first.evaluate("button => { button.value = ''; }")  # at home, not at the weeks
        start = time.perf_counter()
        page.get_by_role("button", name="as a couple").click(no_wait_after=True)
        page.locator(".nearer-week").wait_for()
        return time.perf_counter() - start

    def open_screen(self, screen: str, selector: str) -> float:
        """Then a screen by its address, until its picture is seen, or the chart that takes the picture's place."""
        assert self.page is not None
        return until(self.page, f"{self.url}/{ADDRESSES[screen]}", selector)

    def fetched(self) -> float:
        """How many of Streamlit's files that page did not find in the browser."""
        assert self.page is not None
        return float(self.page.evaluate(FETCHED))

    def _fresh(self) -> Page:
        if self.page is not None:
            self.page.context.close()
        self.page = self.browser.new_context(locale="en-GB", timezone_id="Asia/Kolkata").new_page()
        return self.page


def until(page: Page, address: str, selector: str) -> float:
    """Seconds from asking for the address until a frame has the part in it, by the page's own clock: what is busy only
    after that does not count."""
    page.goto(address, wait_until="commit")
    return float(page.wait_for_function(SEEN_AT, arg=selector).json_value()) / 1000
