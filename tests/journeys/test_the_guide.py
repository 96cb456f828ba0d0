"""Sunita answers what the body brings, gets pages with reasons, reads one and marks it; nobody else learns of it."""

from __future__ import annotations

import re
from collections.abc import Callable

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

Arrives = Callable[..., Person]
DRYNESS = "Dryness and pain"


def answer_strong_dryness(person: Person) -> None:
    page = person.page
    page_actions.open_questionnaire(person, "Your body")
    page_actions.continue_to_next_part(page)
    page_actions.pick_option(page, "Dryness or soreness")
    page_actions.continue_to_next_part(page)
    page_actions.change_answer(page, "how strong was the dryness", "Very strong")
    page_actions.change_answer(page, "How much did it get in the way of closeness?", "A lot")
    page_actions.press_button(page, "Finish and save")
    page_actions.wait_for_screen(page, "Thank you. It is saved.")


def card(page: Page, title: str) -> Locator:
    return page.locator("[data-testid=stVerticalBlock][class*=guide-card]").filter(
        has=page.get_by_role("link", name=title)
    )


def search(page: Page, query: str) -> None:
    field = page.get_by_label("Look for something")
    field.fill(query)
    field.press("Enter")
    page_actions.wait_until_at_rest(page)


def wrong_with(page: Page, name: str) -> list[str]:
    """What is wrong with a screen by day and by night; a picture of each is kept."""
    problems = []
    for colours in draw_in_both_colours(page):
        save_screenshot(page, f"{name}-{colours}")
        problems += axe_violations(page) + [f"target: {line}" for line in small_targets(page)]
        problems += [f"sideways by {pixels} px" for pixels in [sideways_scroll(page)] if pixels]
    return problems


def test_answers_lead_to_pages_with_reasons_and_a_page_is_noted_as_read(server: LiveServer, person: Arrives) -> None:
    sunita = person(server, "Sunita", width=375)
    page = sunita.page
    page_actions.send_start_forms(sunita)
    page_actions.open_from_menu(sunita, "Guide")
    expect(page.get_by_text("When something you answered fits a page")).to_be_visible()
    answer_strong_dryness(sunita)
    page_actions.click(page.get_by_role("link", name=DRYNESS).first)
    page_actions.wait_for_screen(page, DRYNESS)

    page_actions.open_from_menu(sunita, "Guide")
    why = card(page, DRYNESS).get_by_text(
        re.compile("Because dryness was very much in the way.* in your answers this week")
    )
    expect(why.first).to_be_visible()
    assert page.locator("[class*=for-you-][class*=-guide-card]").count() <= 3
    page_actions.click(card(page, DRYNESS).get_by_role("link", name=DRYNESS).first)
    page_actions.wait_for_screen(page, DRYNESS)
    assert page.url.endswith("/guide?page=vaginal-dryness-and-pain")
    expect(page.get_by_text("No clinician has reviewed this page yet.")).to_be_visible()
    expect(page.get_by_role("heading", name="When to stop or call")).to_have_count(1)
    page_actions.press_button(page, "Mark as read")
    expect(page.get_by_text("You read this page this week.")).to_be_visible()
    page_actions.open_from_menu(sunita, "Guide")
    page_actions.click(page.get_by_text("The body", exact=True))
    expect(page.get_by_role("link", name=f"{DRYNESS} (read)").first).to_be_visible()
    assert "vaginal" not in server.log


def test_a_page_has_its_own_address_and_leads_to_others_and_back(server: LiveServer, person: Arrives) -> None:
    vera = person(server, "Vera")
    page = vera.page
    page_actions.send_start_forms(vera)
    page.goto("/guide?page=vaginal-dryness-and-pain")
    page_actions.wait_for_screen(page, DRYNESS)
    page_actions.click(page.get_by_role("link", name="Hormones, flushes and sweats"))
    page_actions.wait_for_screen(page, "Hormones, flushes and sweats")
    assert page.url.endswith("page=hormones")
    page.go_back()
    page_actions.wait_for_screen(page, DRYNESS)
    page_actions.click(page.get_by_role("link", name="All pages of the guide"))
    page_actions.wait_for_screen(page, "Guide")
    assert page.url.endswith("/guide")


def test_an_address_of_no_page_is_met_calmly_and_not_repeated(server: LiveServer, person: Arrives) -> None:
    visitor = person(server, "visitor")
    page_actions.open_demo_screen(visitor, "/guide", "Guide")
    visitor.page.goto("/guide?page=no-such-<b>page</b>")
    page_actions.wait_for_screen(visitor.page, "There is no page here")
    assert "no-such" not in visitor.page.get_by_role("main").inner_text()


def test_a_search_in_ones_own_words_finds_the_page_and_another_script_a_calm_sentence(
    server: LiveServer, person: Arrives
) -> None:
    visitor = person(server, "visitor")
    page = page_actions.open_demo_screen(visitor, "/guide", "Guide")
    search(page, "dry as sand since chemo")
    expect(page.locator("[class*=found-][class*=-guide-card]").first.get_by_role("link")).to_have_text(DRYNESS)
    search(page, "நெருக்கம்")
    expect(page.get_by_text("Nothing sure.")).to_be_visible()
    search(page, "dry as sand since chemo")
    page_actions.click(page.get_by_role("link", name=DRYNESS).first)
    page_actions.wait_for_screen(page, DRYNESS)
    page_actions.open_from_menu(visitor, "Guide")
    expect(page.get_by_label("Look for something")).to_have_value("dry as sand since chemo")


def test_a_page_of_the_guide_is_printed_without_the_menu_and_names_of_people(
    server: LiveServer, person: Arrives
) -> None:
    visitor = person(server, "visitor", colours="dark")
    page = page_actions.open_demo_screen(visitor, "/guide?page=hormones", "Hormones, flushes and sweats")
    page.emulate_media(media="print")
    printed = page.get_by_role("main").inner_text()
    assert "Why it happens" in printed
    assert "Where this comes from\n" in printed  # what waits in the fold is printed with the page
    for left_out in ("Meera", "Exit", "Mark as read", "This week\n", "browser's history", "Settings"):
        assert left_out not in printed
    assert page.evaluate("getComputedStyle(document.querySelector('.st-key-topic-page p')).color") == "rgb(0, 0, 0)"


def test_every_screen_of_the_guide_is_readable_by_everybody(server: LiveServer, person: Arrives) -> None:
    wrong = {}
    for width in (375, 1280):
        visitor = person(server, "visitor", width=width)
        page = page_actions.open_demo_screen(visitor, "/guide", "Guide")
        page_actions.click(page.get_by_text("The body", exact=True))
        page_actions.click(page.get_by_text("When to stop, and where this comes from").first)
        wrong[f"guide-{width}"] = wrong_with(page, f"guide-open-{width}")
        search(page, "dry as sand since chemo")
        wrong[f"found-{width}"] = wrong_with(page, f"guide-found-{width}")
        page.goto("/guide?page=safety-during-treatment")
        page_actions.wait_for_screen(page, "Safety during treatment")
        expect(page.get_by_text("BCG in the bladder.")).to_be_hidden()
        save_screenshot(page, f"guide-folded-{width}")
        page_actions.click(page.get_by_text("Read on: What to do now"))
        expect(page.get_by_text("BCG in the bladder.")).to_be_visible()
        page_actions.click(page.get_by_text("The sources, one by one"))
        wrong[f"topic-{width}"] = wrong_with(page, f"guide-topic-{width}")
    assert {screen: found for screen, found in wrong.items() if found} == {}
