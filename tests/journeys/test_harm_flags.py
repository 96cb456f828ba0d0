"""A therapist looks at which questions may be about harm, and whoever answers one has somebody to talk to at once."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.journeys import page_actions
from tests.journeys.browser import Person, draw_in_both_colours, save_screenshot, sideways_scroll
from tests.journeys.test_a_therapist import accept, connects, invited, looked_at
from tools.live_server import LiveServer

Arrives = Callable[..., Person]
NAME, TITLE = "Dr Nair", "Home and family"
HIT, SAFE = "In the past year, has anybody at home hit or slapped you?", "Do you feel safe at home?"
AFRAID, WORDS = "I worry about what my mother in law says", "Anything that was against your will?"
HELP = "You are not alone with this"


def items() -> list[dict[str, Any]]:
    return [
        {"linkId": "sleep", "type": "boolean", "text": "Do you sleep well?"},
        {"linkId": "hit", "type": "boolean", "text": HIT},
        {"linkId": "safe", "type": "boolean", "text": SAFE},
        {"linkId": "worry", "type": "boolean", "text": AFRAID},
        {"linkId": "words", "type": "string", "text": WORDS},
    ]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "home.json"
    head = {"resourceType": "Questionnaire", "id": "home", "status": "active", "title": TITLE, "version": "1"}
    path.write_text(json.dumps(head | {"url": "https://clinic.example/Questionnaire/home", "item": items()}))
    return path


def test_a_therapist_checks_the_harm_flags_before_a_form_is_offered_and_they_open_help(
    server: LiveServer, person: Arrives, file: Path
) -> None:
    kavya, nair = person(server, "Kavya", width=375), person(server, NAME, width=1920)
    page_actions.send_start_forms(kavya)
    accept(nair, invited(server, NAME))
    page_actions.open_from_menu(nair, "Connecting")
    page_actions.press_button(nair.page, "Make a code")
    words, code = nair.page.locator(".nearer-six li").all_inner_texts(), nair.page.locator(".nearer-code").inner_text()
    connects(kavya, NAME, code, words)
    marks_and_offers(nair, file)

    page = kavya.page
    page_actions.open_questionnaire(kavya, TITLE)
    page_actions.change_answer(page, "Do you sleep well?", "No")
    page_actions.change_answer(page, HIT, "No")
    opens_help(kavya, SAFE, "No")
    looked_at(kavya, "flags-help")
    page_actions.press_button(page, "Go on with the questions")
    opens_help(kavya, AFRAID, "Yes")
    page_actions.press_button(page, "Go on with the questions")
    page_actions.change_answer(page, AFRAID, "No")
    page.get_by_label(WORDS).fill("once")
    page.get_by_label(WORDS).blur()
    page_actions.wait_for_screen(page, HELP)
    page_actions.press_button(page, "Go on with the questions")
    expect(page.get_by_label(WORDS)).to_have_value("once")
    page.get_by_label(WORDS).fill("once, in May")
    page.get_by_label(WORDS).blur()
    page_actions.wait_until_at_rest(page)
    expect(page.get_by_role("heading", name=HELP)).to_have_count(0)
    page_actions.press_button(page, "Finish and save")
    page_actions.wait_for_screen(page, HELP)


def opens_help(person: Person, text: str, option: str) -> None:
    page_actions.click(page_actions.find_item(person.page, text).get_by_text(option, exact=True))
    page_actions.wait_for_screen(person.page, HELP)


def marks_and_offers(nair: Person, file: Path) -> None:
    page = nair.page
    page_actions.open_from_menu(nair, "Questionnaires")
    page_actions.drop_files(page, file)
    page_actions.open_custom_questionnaires(page)
    page_actions.wait_for_screen(page, TITLE)
    expect(page.get_by_role("button", name="Offer it")).to_have_count(0)
    for text in (HIT, SAFE, WORDS):
        expect(page.get_by_role("checkbox", name=text)).to_be_checked()
    expect(page.get_by_role("checkbox", name="Do you sleep well?")).to_have_count(0)
    pictures(page, "flags-open")
    also(page, AFRAID)
    looked_at(nair, "flags-chosen")
    page_actions.press_button(page, "I have looked: keep these flags")
    expect(page.get_by_text("Kept. 4 questions open help when they are answered.")).to_be_visible()
    pictures(page, "flags-kept")
    page_actions.press_button(page, "Offer it")
    expect(page.get_by_text("Offered. It is in the list")).to_be_visible()
    page_actions.click(page.get_by_text("Questions about harm"))
    expect(page.get_by_text("so they stay")).to_be_visible()
    page_actions.wait_until_at_rest(page)
    looked_at(nair, "flags-offered")


def also(page: Page, text: str) -> None:
    """Choose one more question from the list, and open it again where drawing has closed it."""
    field, option = page.get_by_role("combobox", name="Flag other questions"), page.get_by_role("option", name=text)
    page_actions.wait_until_at_rest(page)
    for _ in range(8):
        page_actions.click(field)
        try:
            option.click(timeout=3_000)
            break
        except PlaywrightTimeout:
            page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("stMultiSelect").get_by_text(text)).to_be_visible()
    page_actions.wait_until_at_rest(page)


def pictures(page: Page, name: str) -> None:
    """On a phone, a laptop and a wide screen, by day and by night."""
    size = page.viewport_size
    assert size is not None
    for width in (375, 1280, 1920):
        page.set_viewport_size({"width": width, "height": size["height"]})
        for colours in draw_in_both_colours(page):
            assert sideways_scroll(page) == 0
            save_screenshot(page, f"{name}-{width}-{colours}")
    page.set_viewport_size(size)
