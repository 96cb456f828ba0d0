"""A check-in that is open when its week ends belongs to no week by itself: the person takes it along or lets it go."""

from __future__ import annotations

from collections.abc import Callable

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
from tools.live_server import LiveServer

Arrives = Callable[..., Person]
UNDERSTOOD, NOTE = "I felt understood.", "A note for yourself"
NEW_WEEK = "A new week has begun"


def a_week_passes(server: LiveServer) -> None:
    (server.data.parent / "days").write_text("7", "utf-8")


def begins(person: Person) -> Page:
    """A check-in with its picture, one answer and a note, not finished."""
    page_actions.send_start_forms(person)
    page_actions.open_from_menu(person, "Check in")
    page_actions.choose_circles(person.page, 5)
    page_actions.tap_answer(person.page, UNDERSTOOD, "Mostly")
    note = page_actions.turn_to_note(person.page)
    before = page_actions.read_draft_version(person.page)
    note.fill("He held my hand")
    note.blur()
    page_actions.wait_for_later_draft(person.page, before)  # in the week that is about to end
    return person.page


def is_beautiful(page: Page, name: str) -> None:
    for width in (375, 1280):
        page.set_viewport_size({"width": width, "height": 740})
        assert (sideways_scroll(page), small_targets(page)) == (0, [])
        for colours in draw_in_both_colours(page):
            assert axe_violations(page) == []
            save_screenshot(page, f"{name}-{width}-{colours}")


def test_what_was_not_finished_last_week_can_be_taken_into_this_one(moved: LiveServer, person: Arrives) -> None:
    nila = person(moved, "Nila", width=375)
    page = begins(nila)
    a_week_passes(moved)
    page_actions.open_from_menu(nila, "This week")
    page_actions.open_from_menu(nila, "Check in")
    page_actions.wait_for_screen(page, NEW_WEEK)
    is_beautiful(page, "week-over")
    page.reload()
    page_actions.wait_for_screen(page, NEW_WEEK)
    page_actions.press_button(page, "Use these answers for this week")
    page_actions.wait_for_screen(page, "Check in")
    expect(page_actions.turn_to_item(page, UNDERSTOOD).get_by_role("radio", name="Mostly", exact=True)).to_be_checked()
    expect(page_actions.turn_to_note(page)).to_have_value("He held my hand")
    page_actions.press_button(page, "Finish and save")
    expect(page.get_by_text("Saved. Thank you for taking the time.")).to_be_visible()


def test_an_answer_given_when_the_week_is_over_is_kept_and_may_be_let_go(moved: LiveServer, person: Arrives) -> None:
    omana = person(moved, "Omana")
    page = begins(omana)
    page_actions.turn_to_item(page, UNDERSTOOD)
    a_week_passes(moved)
    page_actions.click(page_actions.find_item(page, UNDERSTOOD).get_by_text("Fully", exact=True))
    page_actions.wait_for_screen(page, NEW_WEEK)
    page_actions.press_button(page, "Start empty and delete last week's answers")
    page_actions.wait_for_screen(page, "Check in")
    expect(page.get_by_text("1 of 8", exact=True)).to_be_visible()
    expect(page.get_by_role("radio", checked=True)).to_have_count(0)
    page_actions.choose_circles(page, 2)
    expect(page_actions.turn_to_note(page)).to_have_value("")
    page.reload()
    page_actions.wait_until_at_rest(page)
    expect(page.get_by_label(NOTE)).to_have_value("")


def test_a_finish_when_the_week_is_over_says_so_and_saves_nothing_yet(moved: LiveServer, person: Arrives) -> None:
    parul = person(moved, "Parul")
    page = begins(parul)
    a_week_passes(moved)
    page_actions.click(page.get_by_role("button", name="Finish and save"))
    page_actions.wait_for_screen(page, NEW_WEEK)
    page_actions.press_button(page, "Use these answers for this week")
    page_actions.wait_for_screen(page, "Check in")
    page_actions.turn_to_note(page)
    page_actions.press_button(page, "Finish and save")
    expect(page.get_by_text("Saved. Thank you for taking the time.")).to_be_visible()
