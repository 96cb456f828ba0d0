"""In the pseudo-language no screen and no page has a plain English sentence, and longer words have room on a phone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from nearer.language.languages import PSEUDO, PSEUDO_VARIABLE
from nearer.language.pseudo import pseudo
from tests.journeys import acts
from tests.journeys.browser import PATIENCE, Person, new_person, screenshot, sideways_scroll
from tests.journeys.plain_english import cut_texts, plain_english, plain_pieces
from tools.live_server import LiveServer

OF_A_PERSON = ("/", "/check-in", "/questions", "/weeks", "/guide", "/steps", "/sharing", "/settings", "/about")
FOLDS = "[data-testid=stExpander] summary"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """A program that speaks the pseudo-language, too."""
    folder = tmp_path_factory.mktemp("pseudo")
    server = LiveServer(folder / "notebook", folder / "server.log", environment={PSEUDO_VARIABLE: "1"})
    yield server.start()
    server.kill()


@pytest.fixture
def on_a_phone(browser: Browser, server: LiveServer) -> Iterator[Person]:
    """Somebody whose browser asks for the pseudo-language."""
    person = new_person(browser, server.url, "Pseudo Visitor", 375)
    context = browser.new_context(
        base_url=server.url, locale=PSEUDO, viewport={"width": 375, "height": 740}, has_touch=True,
        timezone_id="Asia/Kolkata", reduced_motion="reduce",
    )  # fmt: skip
    context.set_default_timeout(PATIENCE)
    person.context.close()
    person.context, person.page = context, context.new_page()
    yield person
    context.close()


def looks_around(person: Person, address: str) -> None:
    headers = {"Origin": person.base_url, "Accept-Language": PSEUDO}
    reply = person.context.request.post("/demo", headers=headers)
    assert reply.ok
    opens(person.page, address)


def opens(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("heading", level=1).first.wait_for()
    if page.get_by_test_id("stApp").count():
        acts.at_rest(page)
        for place in range(page.locator(FOLDS).count()):
            page.locator(FOLDS).nth(place).click()
            acts.at_rest(page)


def wrong_with(page: Page, name: str) -> list[str]:
    """What is plain, cut or beyond the window; a picture is kept."""
    screenshot(page, f"pseudo-{name.strip('/').replace('/', '-') or 'this-week'}")
    plain = [f"{name} is plain: {text}" for text in plain_english(page)]
    cut = [f"{name} is cut: {text}" for text in cut_texts(page)]
    return plain + cut + [f"{name} is {pixels} px too wide" for pixels in [sideways_scroll(page)] if pixels]


def test_the_screens_of_a_person_with_all_that_unfolds(on_a_phone: Person) -> None:
    looks_around(on_a_phone, "/")
    wrong = []
    for address in OF_A_PERSON:
        opens(on_a_phone.page, address)
        wrong += wrong_with(on_a_phone.page, address)
    assert wrong == []


def test_a_plain_sentence_would_be_seen_and_content_is_not_taken_for_one() -> None:
    assert list(plain_pieces("Šååṽéé ţĥéé week now")) == ["week now"]
    assert list(plain_pieces("Save")) == ["Save"]
    assert list(plain_pieces(pseudo("Save these settings, {name}").format(name="Meera"))) == []
    assert list(plain_pieces("Fear of being turned away")) == []
