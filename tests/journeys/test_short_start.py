"""Nalini has two minutes: she taps what weighs most, is asked that alone, and opens the rest when she likes."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

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


def test_two_minutes_ask_what_weighs_most_and_the_rest_stays_open(
    server: LiveServer, person: Callable[..., Person]
) -> None:
    nalini = person(server, "Nalini", width=375)
    page = nalini.page
    page_actions.send_start_forms(nalini)
    page_actions.open_from_menu(nalini, "Questionnaires")
    for weighs in ("Dryness or soreness", "Worry and low mood"):
        page_actions.click(page.get_by_role("button", name=weighs))
        page_actions.wait_until_at_rest(page)
    expect(page.get_by_text("5 questions, about 2 minutes.")).to_be_visible()
    for colour in draw_in_both_colours(page):
        save_screenshot(page, f"short-start-{colour}")
        assert sideways_scroll(page) == 0 and small_targets(page) == [] and axe_violations(page) == []
    page_actions.press_button(page, "Begin with these")
    page_actions.change_answer(page, "how strong was the dryness", "Strong")
    page_actions.change_answer(page, "How much did it get in the way of closeness?", "A lot")
    page_actions.press_button(page, "Finish and save")
    page_actions.wait_for_screen(page, "Thank you. It is saved.")
    page_actions.press_button(page, "Go on: Your feelings")
    page_actions.change_answer(page, "My heart was heavy.", "Often")
    page_actions.change_answer(page, "The same worries went round in my head.", "Often")
    page_actions.press_button(page, "Finish and save")
    page_actions.wait_for_screen(page, "Thank you. It is saved.")
    expect(page.get_by_role("button", name="Go on: Your feelings")).to_have_count(0)
    page_actions.press_button(page, "Answer more of this")
    expect(page.get_by_text("Which three of these weigh most?").first).to_be_visible()
    page_actions.pick_option(page, "Guilt")
    page_actions.continue_to_next_part(page)
    expect(page.get_by_text("I felt like a weight on the people close to me.")).to_be_visible()
