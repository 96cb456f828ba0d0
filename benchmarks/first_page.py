"""What a person waits for in the browser: from asking for the address until the screen has what it is for."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.measure import Measure, medians_of
from tools.chromium import find_chromium, launch
from tools.live_server import LiveServer

CHART = ".js-plotly-plot .main-svg"
AHEAD_MS = 4000  # a person types a passphrase for longer than this
FETCHED = """() => performance.getEntriesByType("resource")
    .filter((file) => file.name.includes("/static/") && file.transferSize > 0).length"""


def first_page_measures(nearer: LiveServer, empty: LiveServer) -> Iterator[Measure]:
    """Each round in a browser that has seen nothing before, as the empty app's is."""
    found = find_chromium()
    assert found, "No Chromium on this machine: `make browser` brings one."
    with sync_playwright() as playwright:
        browser = launch(playwright, found)
        here, beside = Visitor(browser, nearer.url), Visitor(browser, empty.url)
        acts = {"empty": beside.open_empty, "signed in": here.sign_in, "weeks": here.open_weeks, "again": here.fetched}
        medians = medians_of(acts, rounds=7, warm_up=1)
        browser.close()
    empty_ms = 1000 * medians["empty"]
    yield Measure("browser: first page after signing in", 1000 * medians["signed in"], "ms", 1.2, empty_ms)
    yield Measure("browser: closeness page with its chart", 1000 * medians["weeks"], "ms", 1.5, empty_ms)
    yield Measure("browser: Streamlit's files it fetched once more", medians["again"], "", 0)


@dataclass
class Visitor:
    """Somebody at one of the two programs, in a browser of their own."""

    browser: Browser
    url: str
    page: Page | None = None

    def open_empty(self) -> float:
        page = self._fresh()
        return until(page, self.url, "text=Hello")

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

    def open_weeks(self) -> float:
        """Then the closeness page by its address, until its chart is drawn."""
        assert self.page is not None
        return until(self.page, f"{self.url}/weeks", CHART)

    def fetched(self) -> float:
        """How many of Streamlit's files that page did not find in the browser."""
        assert self.page is not None
        return float(self.page.evaluate(FETCHED))

    def _fresh(self) -> Page:
        if self.page is not None:
            self.page.context.close()
        self.page = self.browser.new_context(locale="en-GB", timezone_id="Asia/Kolkata").new_page()
        return self.page


def until(page: Page, address: str, shown: str) -> float:
    start = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.locator(shown).first.wait_for()
    return time.perf_counter() - start
