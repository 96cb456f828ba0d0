"""Somebody at a phone who reads the pseudo-language, and what is wrong with the page before them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page

from nearer.language.languages import PSEUDO
from nearer.language.pseudo import pseudo
from tests.journeys import page_actions
from tests.journeys.browser import Person, lent, screenshot, sideways_scroll
from tests.journeys.plain_english import cut_texts, plain_english
from tests.journeys.windows import Windows
from tests.web.running import PASSPHRASE
from tools.live_server import LiveServer


@contextmanager
def at_a_phone(windows: Windows, server: LiveServer, name: str) -> Iterator[Person]:
    """Whose browser asks for the pseudo-language."""
    phone = {
        "locale": PSEUDO,
        "extra_http_headers": {"Accept-Language": PSEUDO},
        "viewport": {"width": 375, "height": 740},
        "has_touch": True,
        "timezone_id": "Asia/Kolkata",
        "reduced_motion": "reduce",
    }
    with lent(windows, name, base_url=server.url, **phone) as person:
        yield person
    assert (person.page_errors, person.csp_errors, person.left_the_host) == ([], [], [])


def looks_around(person: Person, address: str) -> Page:
    """The made-up people, at this address."""
    made = person.context.request.post("/demo", headers={"Origin": person.base_url}, timeout=page_actions.MAKING_DEMO)
    assert made.ok
    opens(person.page, address)
    return person.page


def opens(page: Page, address: str) -> None:
    """A page, with all that unfolds unfolded."""
    page.goto(address)
    page.get_by_role("heading", level=1).first.wait_for()
    unfolds(page)


def unfolds(page: Page) -> None:
    if page.get_by_test_id("stApp").count():
        page_actions.unfold_all(page)


def presses(page: Page, button: str) -> None:
    page_actions.press(page, pseudo(button))


def begins(person: Person, role: str = "I have or had cancer") -> None:
    """The form of starting, as it stands there."""
    page = person.page
    page.get_by_label(pseudo("Your name or nickname")).fill(person.name)
    page.get_by_label(pseudo(role)).check()
    page.get_by_label(pseudo("New passphrase")).fill(PASSPHRASE)
    page.get_by_label(pseudo("I am 18 or older")).check()
    page.get_by_label(pseudo("I agree to what is kept, as it says above")).check()
    page_actions.click(page.get_by_role("button", name=pseudo("Start"), exact=True))


def sends_nothing(page: Page, action: str) -> None:
    """An empty form, past what the browser itself would ask for."""
    form = page.locator(f"form[action='{action}']")
    with page.expect_navigation():
        form.evaluate("form => { form.noValidate = true; form.requestSubmit(); }")


def wrong_with(page: Page, name: str, custom: str = "") -> list[str]:
    """What is plain, cut or beyond the window; a picture is kept. `custom` is a file whose words stand there."""
    name = name.strip("/").replace("/", "-") or "this-week"
    screenshot(page, f"pseudo-{name}")
    plain = [f"{name} is plain: {text}" for text in plain_english(page, custom)]
    cut = [f"{name} is cut: {text}" for text in cut_texts(page)]
    return plain + cut + [f"{name} is {pixels} px too wide" for pixels in [sideways_scroll(page)] if pixels]
