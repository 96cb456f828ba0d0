"""What a person waits for in the browser: from asking for the address until the screen has what it is for."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import partial

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.measure import Measure, medians_of
from tools.chromium import find_chromium, launch
from tools.live_server import LiveServer

CHART = ".js-plotly-plot .main-svg"
AHEAD_MS = 4000  # a person types a passphrase for longer than this


def first_page_measures(nearer: LiveServer, empty: LiveServer) -> Iterator[Measure]:
    """Each round in a browser that has seen nothing before, as the empty app's is."""
    found = find_chromium()
    assert found, "No Chromium on this machine: `make browser` brings one."
    with sync_playwright() as playwright:
        browser = launch(playwright, found)
        visits = {
            "empty": (empty_load, empty),
            "signed in": (first_after_signing_in, nearer),
            "weeks": (closeness_load, nearer),
        }
        acts = {name: partial(with_page, browser, visit, server.url) for name, (visit, server) in visits.items()}
        medians = {name: 1000 * median for name, median in medians_of(acts, rounds=7).items()}
        browser.close()
    beside = medians["empty"]
    yield Measure("browser: first page after signing in", medians["signed in"], "ms", 1.2, beside)
    yield Measure("browser: closeness page with its chart", medians["weeks"], "ms", 1.5, beside)


def with_page(browser: Browser, visit: Callable[[Page, str], float], url: str) -> float:
    context = browser.new_context(locale="en-GB", timezone_id="Asia/Kolkata")
    try:
        return visit(context.new_page(), url)
    finally:
        context.close()


def empty_load(page: Page, url: str) -> float:
    start = time.perf_counter()
    page.goto(url, wait_until="commit")
    page.get_by_text("Hello").wait_for()
    return time.perf_counter() - start


def first_after_signing_in(page: Page, url: str) -> float:
    """From pressing the button on the sign-in page, where the person has been for as long as typing takes."""
    page.goto(url)
    page.wait_for_timeout(AHEAD_MS)
    start = time.perf_counter()
    page.get_by_role("button", name="Look around").click(no_wait_after=True)
    page.locator("h1").filter(has_text="This week").wait_for()
    return time.perf_counter() - start


def closeness_load(page: Page, url: str) -> float:
    """The closeness page by its address, until its chart is drawn."""
    first_after_signing_in(page, url)
    start = time.perf_counter()
    page.goto(f"{url}/weeks", wait_until="commit")
    page.locator(CHART).first.wait_for()
    return time.perf_counter() - start
