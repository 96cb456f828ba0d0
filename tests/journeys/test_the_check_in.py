"""The weekly check-in in a minute on a phone: one question a screen, a tap goes on, Back goes back, nothing scrolls."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import page_actions
from tests.journeys.browser import (
    Person,
    axe_violations,
    draw_in_both_colours,
    save_screenshot,
    sideways_scroll,
    small_targets,
)
from tests.views.test_style import contrast
from tools.live_server import LiveServer

Arrives = Callable[..., Person]
TAPS = ("Half shared", "Mostly", "Fully", "Partly", "I have no partner now", "Mostly", "I would rather not say")
END = len(TAPS) + 1
FOCUSED = "document.activeElement.closest('h1, h2, input, textarea, button')?.tagName ?? 'BODY'"
SCROLLS = "(main => main.scrollHeight - main.clientHeight)(document.querySelector('[data-testid=stMain]'))"

RING = "getComputedStyle(document.activeElement).outlineStyle"
EDGE = "getComputedStyle(document.querySelector('[data-testid=stTextAreaRootElement]')).borderTopColor"
GROUND = "getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"


def as_hex(colour: str) -> str:
    """*rgb(15, 95, 99)* as *#0f5f63*."""
    return "#" + "".join(f"{int(part):02x}" for part in re.findall(r"[0-9]+", colour)[:3])


def stands_at(page: Page, place: int) -> None:
    """Question so many of eight is drawn; nothing scrolls, focus is at its heading, and so many bars are done."""
    expect(page.get_by_text(f"{place} of {END}", exact=True)).to_be_visible()
    page_actions.wait_until_at_rest(page)
    expect(page.locator(".nearer-steps .done")).to_have_count(place - 1)
    page.wait_for_function(f"() => ({FOCUSED}) !== 'BODY'")


def begins(person: Person) -> Page:
    page_actions.send_start_forms(person)
    page_actions.open_from_menu(person, "Check in")
    stands_at(person.page, 1)
    return person.page


def test_eight_taps_lead_from_the_first_question_to_saved_and_nothing_scrolls(
    server: LiveServer, person: Arrives
) -> None:
    page = begins(person(server, "Zoya", width=375))
    for place, option in enumerate(TAPS, start=1):
        assert page.evaluate(SCROLLS) <= 0, place
        page_actions.click(page.get_by_role("radiogroup").get_by_text(option, exact=True))
        stands_at(page, place + 1)
        assert page.evaluate(RING) == "none", "a heading is no control for a finger"
    assert page.evaluate(SCROLLS) <= 0
    page_actions.click(page.get_by_role("button", name="Finish and save"))
    expect(page.get_by_text("Saved. Thank you for taking the time.")).to_be_visible()
    expect(page.get_by_text("Half shared")).to_be_visible()


def test_back_in_the_check_in_shows_what_was_chosen_and_clear_moves_nothing(
    server: LiveServer, person: Arrives
) -> None:
    page = begins(person(server, "Yara", width=375))
    page_actions.choose_circles(page, 3)
    page_actions.tap_answer(page, "I felt understood.", "Mostly")
    page_actions.press_button(page, "Back")
    stands_at(page, 2)
    expect(page.get_by_role("radio", name="Mostly", exact=True)).to_be_checked()
    forward = page.get_by_role("button", name="Continue")
    before = forward.bounding_box()
    clear, decline = (page.get_by_text(words) for words in ("Clear this answer", "I would rather not say"))
    boxes = clear.bounding_box(), decline.bounding_box()
    assert boxes[0] and boxes[1]
    assert abs(boxes[0]["y"] - boxes[1]["y"]) < 4, "both small links are in one row"
    assert boxes[0]["x"] + boxes[0]["width"] < boxes[1]["x"], "and none of them covers the other"
    page_actions.press_button(page, "Clear this answer")
    expect(page.get_by_role("radio", checked=True)).to_have_count(0)
    stands_at(page, 2)
    assert forward.bounding_box() == before


@pytest.mark.parametrize("width", [375, 1280])
def test_every_question_of_the_check_in_is_readable_by_everybody(
    server: LiveServer, person: Arrives, width: int
) -> None:
    page = begins(person(server, f"Xenia {width}", width=width))
    for place in (1, 2, END):
        while not page.get_by_text(f"{place} of {END}", exact=True).count():
            page_actions.turn_page(page, "Continue")
        for colours in draw_in_both_colours(page):
            save_screenshot(page, f"check-in-{place}-{width}-{colours}")
            wrong = axe_violations(page) + small_targets(page)
            assert (wrong, sideways_scroll(page)) == ([], 0), (place, colours)
            if place == END:
                assert contrast(*(as_hex(page.evaluate(colour)) for colour in (EDGE, GROUND))) >= 3


def test_the_answers_of_the_check_in_are_segments_of_one_width_in_one_row(server: LiveServer, person: Arrives) -> None:
    page = begins(person(server, "Wanda", width=375))
    page_actions.choose_circles(page, 3)
    boxes = [option.bounding_box() for option in page.get_by_test_id("stRadioOption").all()[:5]]
    assert len({round(box["y"]) for box in boxes if box}) == 1
    widths = [box["width"] for box in boxes if box]
    assert len(widths) == 5 and max(widths) - min(widths) < 2.5


def test_twelve_tabs_answer_a_check_in_and_arrow_keys_choose_nothing(server: LiveServer, person: Arrives) -> None:
    page = begins(person(server, "Vida"))
    tabs = 0
    for place in range(1, END):
        page.keyboard.press("Tab")
        tabs += 1
        for _ in range(3):
            page.keyboard.press("ArrowRight")
        page_actions.wait_until_at_rest(page)
        expect(page.get_by_text(f"{place} of {END}", exact=True)).to_be_visible()
        page.keyboard.press("Space" if place % 2 else "Enter")
        stands_at(page, place + 1)
        assert page.evaluate(RING) == "solid", "by the keyboard it is seen where one is"
    while not page.evaluate("document.activeElement.textContent.includes('Finish and save')"):
        page.keyboard.press("Tab")
        tabs += 1
        assert tabs <= 12
    page.keyboard.press("Enter")
    expect(page.get_by_text("Saved. Thank you for taking the time.")).to_be_visible()


def test_in_forced_colours_the_chosen_answer_has_a_ground_of_its_own(server: LiveServer, person: Arrives) -> None:
    page = begins(person(server, "Ursa", width=375))
    page_actions.choose_circles(page, 4)
    page_actions.tap_answer(page, "I felt understood.", "Mostly")
    for place in (2, 1):
        page_actions.press_button(page, "Back")
        stands_at(page, place)
        page.emulate_media(forced_colors="active")
        chosen, others = page.evaluate(
            """() => [true, false].map(chosen => [...new Set(
            [...document.querySelectorAll('[data-testid=stRadioOption]')]
            .filter(one => one.hasAttribute('data-selected') === chosen)
            .map(one => getComputedStyle(one).backgroundColor))])"""
        )
        assert len(chosen) == 1 and chosen[0] not in others
        save_screenshot(page, f"check-in-forced-colours-{place}")
        page.emulate_media(forced_colors="none")
