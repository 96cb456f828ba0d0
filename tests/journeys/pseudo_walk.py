"""Somebody at a phone who reads the pseudo-language, and what is wrong with the page before them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page

from nearer.language.languages import PSEUDO
from nearer.language.pseudo import pseudo
from tests.journeys import page_actions
from tests.journeys.browser import Person, lend_window, save_screenshot, sideways_scroll
from tests.journeys.plain_english import find_cut_texts, find_plain_english
from tests.journeys.windows import Windows
from tests.web.running import PASSPHRASE
from tools.live_server import LiveServer


@contextmanager
def open_pseudo_phone(windows: Windows, server: LiveServer, name: str) -> Iterator[Person]:
    """Whose browser asks for the pseudo-language."""
    phone = {
        "locale": PSEUDO,
        "extra_http_headers": {"Accept-Language": PSEUDO},
        "viewport": {"width": 375, "height": 740},
        "has_touch": True,
        "timezone_id": "Asia/Kolkata",
        "reduced_motion": "reduce",
    }
    with lend_window(windows, name, base_url=server.url, **phone) as person:
        yield person
    assert (person.page_errors, person.csp_errors, person.left_the_host) == ([], [], [])


def open_pseudo_demo(person: Person, address: str) -> Page:
    """The made-up people, at this address."""
    made = person.context.request.post("/demo", headers={"Origin": person.base_url}, timeout=page_actions.MAKING_DEMO)
    assert made.ok
    open_unfolded(person.page, address)
    return person.page


def open_unfolded(page: Page, address: str) -> None:
    """A page, with all that unfolds unfolded."""
    page.goto(address)
    page.get_by_role("heading", level=1).first.wait_for()
    unfold_screen(page)


def unfold_screen(page: Page) -> None:
    if page.get_by_test_id("stApp").count():
        page_actions.unfold_all(page)


def press_pseudo_button(page: Page, button: str) -> None:
    page_actions.press_button(page, pseudo(button))


def fill_pseudo_start(person: Person, role: str = "I have or had cancer") -> None:
    """The form of starting, as it stands there."""
    page = person.page
    page.get_by_label(pseudo("Your name or nickname")).fill(person.name)
    page.get_by_label(pseudo(role)).check()
    page.get_by_label(pseudo("New passphrase")).fill(PASSPHRASE)
    page.get_by_label(pseudo("I am 18 or older")).check()
    page.get_by_label(pseudo("I agree to what is kept, as it says above")).check()
    page_actions.click(page.get_by_role("button", name=pseudo("Start"), exact=True))


def send_empty_form(page: Page, action: str) -> None:
    """An empty form, past what the browser itself would ask for."""
    form = page.locator(f"form[action='{action}']")
    with page.expect_navigation():
        form.evaluate("form => { form.noValidate = true; form.requestSubmit(); }")


def list_faults(page: Page, name: str, custom: str = "") -> list[str]:
    """What is plain, cut or beyond the window; a picture is kept. `custom` is a file whose words stand there."""
    name = name.strip("/").replace("/", "-") or "this-week"
    save_screenshot(page, f"pseudo-{name}")
    plain = [f"{name} is plain: {text}" for text in find_plain_english(page, custom)]
    cut = [f"{name} is cut: {text}" for text in find_cut_texts(page)]
    return plain + cut + [f"{name} is {pixels} px too wide" for pixels in [sideways_scroll(page)] if pixels]
