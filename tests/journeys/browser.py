"""A real browser for one person: own cookies, own window, every request and every console line watched."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import axe_playwright_python
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from tests.journeys.windows import PATIENCE, RUNS, Windows

ROOT = Path(__file__).parents[2]
SCREENS = ROOT / "build" / "screens"
HERE = {"localhost", "127.0.0.1"}
TALLEST = 6_000  # pixels of a picture
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
_GROUND = "getComputedStyle(document.querySelector('[data-testid=stApp]') ?? document.body).backgroundColor"
_IS_DARK = f"{_GROUND}.match(/[0-9]+/g).slice(0, 3).every(part => part < 128)"
# All that axe found is a thousand times what was wrong, and would be sent as a whole.
_VIOLATIONS = """async ([context, options]) => (await axe.run(context, options)).violations.flatMap(
    rule => rule.nodes.map(
        node => `${rule.id} (${rule.impact}): ${rule.help}: ${node.target.join(" ")}: ${node.html.slice(0, 120)}`))"""

expect.set_options(timeout=PATIENCE)


@dataclass
class Person:
    """One person at a browser, and whose server it shows. `page` is their first window;
    what it asked for and complained of is kept."""

    name: str
    base_url: str
    context: BrowserContext
    page: Page
    left_the_host: list[str] = field(default_factory=list)
    asked_beside: list[str] = field(default_factory=list)
    csp_errors: list[str] = field(default_factory=list)
    page_errors: list[str] = field(default_factory=list)

    def watch(self) -> Callable[[], None]:
        """Keep an eye on every window of the context, also those opened later. Returns what ends it."""
        seen: dict[Any, Callable[[Any], None]] = {
            "request": lambda request: self._saw_address(request.url),
            "console": self._saw_line,
            "weberror": lambda error: self.page_errors.append(str(error.error)),
            "page": self._saw_page,
        }
        for event, saw in seen.items():
            self.context.on(event, saw)
        self._saw_page(self.page)

        def unwatch() -> None:
            for event, saw in seen.items():
                self.context.remove_listener(event, saw)

        return unwatch

    def _saw_page(self, page: Page) -> None:
        page.on("websocket", lambda opened: self._saw_address(opened.url))

    def _saw_address(self, url: str) -> None:
        parts = urlsplit(url)
        host = str(parts.hostname)
        if parts.scheme in {"http", "https", "ws", "wss"} and not (host in HERE or host.endswith(".localhost")):
            self.left_the_host.append(url)
        if parts.path.find("/_stcore/") > 0:
            self.asked_beside.append(url)

    def _saw_line(self, line: ConsoleMessage) -> None:
        if "Content Security Policy" in line.text or "Content-Security-Policy" in line.text:
            self.csp_errors.append(line.text)


def new_person(browser: Browser, base_url: str, name: str, width: int = 1280, colours: str = "light") -> Person:
    """Open a browser context of its own for one person; 375 px wide is a phone."""
    context = browser.new_context(**window_of(base_url, width, colours))
    context.set_default_timeout(PATIENCE)
    context.add_init_script(path=RUNS)
    person = Person(name, base_url, context, context.new_page())
    person.watch()
    return person


def window_of(base_url: str, width: int, colours: str) -> dict[str, Any]:
    """What a person's browser is like."""
    phone = width < 600
    return {
        "base_url": base_url,
        "viewport": {"width": width, "height": 740 if phone else 900},
        "color_scheme": "dark" if colours == "dark" else "light",
        "has_touch": phone,
        "locale": "en-GB",
        "timezone_id": "Asia/Kolkata",
        "reduced_motion": "reduce",
    }


@contextmanager
def lend_window(windows: Windows, name: str, **options: Any) -> Iterator[Person]:
    """A person at a browser that others have had before, and will have after."""
    context = windows.lend(**options)
    person = Person(name, options["base_url"], context, context.new_page())
    unwatch = person.watch()
    yield person
    unwatch()
    windows.take_back(context, **options)


def draw_in_both_colours(page: Page) -> Iterator[str]:
    """Show what stands there by day and by night, as the person's machine asks for it, each time until it is still."""
    for colours in ("light", "dark"):
        page.emulate_media(color_scheme=colours)
        page.wait_for_function(f"dark => document.body && ({_IS_DARK}) === dark", arg=colours == "dark")
        page.evaluate("Promise.allSettled(document.getAnimations().map(moving => moving.finished))")
        yield colours


def axe_violations(page: Page, not_ours: tuple[str, ...] = ()) -> list[str]:
    """Return a line for each broken WCAG 2.2 AA rule and element. `not_ours`: CSS selectors of Streamlit's own."""
    page.wait_for_load_state()  # what is measured before the look is there is not what people see
    if not page.evaluate("'axe' in window"):
        page.evaluate((Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8"))
    options = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}
    exclude = [[selector] for selector in not_ours]
    return [str(line) for line in page.evaluate(_VIOLATIONS, [{"exclude": exclude}, options])]


def sideways_scroll(page: Page) -> int:
    """By how many pixels the page is wider than its window; 0 is right."""
    width = "Math.max(...[document.documentElement, document.querySelector('[data-testid=stMain]')]"
    return int(page.evaluate(f"{width}.filter(Boolean).map(box => box.scrollWidth - box.clientWidth))"))


def small_targets(page: Page, size: int = 44) -> list[str]:
    """Visible buttons, links and inputs under `size` px in either direction, inline links in a sentence left out,
    and Streamlit's arrow beside a field that opens by itself."""
    not_ours = "p, li, [data-testid=stToolbar], [data-testid=stSelectbox]"
    script = """([size, notOurs]) =>
        [...document.querySelectorAll('button, a[href], [role=button], label:has(input), summary')]
        .filter(target => target.checkVisibility() && !target.closest(notOurs))
        .map(target => [target, target.getBoundingClientRect()])
        .filter(([, box]) => box.width > 1 && (box.width < size - 0.5 || box.height < size - 0.5))
        .map(([target, box]) => `${target.outerHTML.slice(0, 90)}: ${box.width.toFixed()} x ${box.height.toFixed()}`)"""
    return [str(line) for line in page.evaluate(script, [size, not_ours])]


def save_screenshot(page: Page, name: str) -> None:
    """Keep a picture of the whole page in build/screens, where somebody wants to look at them (NEARER_PICTURES=1)."""
    if not os.environ.get("NEARER_PICTURES"):
        return
    SCREENS.mkdir(parents=True, exist_ok=True)
    window = page.viewport_size
    assert window is not None
    tall = int(page.evaluate("(document.querySelector('[data-testid=stMain]') ?? document.body).scrollHeight"))
    page.set_viewport_size({"width": window["width"], "height": max(window["height"], min(tall, TALLEST))})
    page.screenshot(path=SCREENS / f"{name}.png")
    page.set_viewport_size(window)
