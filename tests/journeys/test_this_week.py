"""Anjali and Kabir on their first screens, and what comes after everything they save."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.journeys import page_actions
from tests.journeys.browser import Person
from tests.journeys.test_a_therapist import pick_from_list
from tests.journeys.test_the_guide import wrong_with
from tools.live_server import LiveServer

Arrives = Callable[..., Person]
SHORT, HOPES = "Only a few minutes? Begin with what weighs most", "What you hope for"


def card(page: Page, title: str) -> Locator:
    return page.locator("[data-testid$=Block][class*=-card]").filter(has=page.get_by_role("heading", name=title))


def primary(page: Page) -> Locator:
    return page.get_by_test_id("stMain").get_by_test_id("stBaseButton-primary")


def test_the_first_screen_shows_one_thing_at_a_time_also_after_the_check_in(
    server: LiveServer, person: Arrives
) -> None:
    anjali, kabir = person(server, "Anjali", width=375), person(server, "Farhan")
    page = anjali.page
    page_actions.send_start_forms(anjali)
    expect(page.get_by_role("radiogroup", name="Which pair looks most like")).to_be_visible()
    expect(primary(page)).to_have_count(0)
    assert wrong_with(page, "this-week-new") == []
    page_actions.press_button(page, "Not today")
    expect(page.get_by_text("Your circles for this week appear here after your check-in.")).to_be_visible()
    expect(card(page, SHORT)).to_be_visible()
    expect(primary(page)).to_have_count(1)
    page_actions.press_button(page, "Choose what weighs most")
    expect(page.get_by_text("Which of these weigh most?")).to_be_visible()
    page_actions.open_from_menu(anjali, "This week")
    page_actions.click(page.locator("summary").filter(has_text="More questions"))
    expect(card(page, HOPES)).to_be_visible()

    page_actions.do_check_in(anjali, 5, {})
    expect(page.get_by_role("img", name="picture 5 of 7")).to_be_visible()
    expect(page.get_by_role("heading", name="One thing, if you like")).to_be_visible()
    expect(primary(page)).to_have_count(1)
    expect(page.get_by_text("Show it to")).to_have_count(0)  # there is nobody yet
    assert wrong_with(page, "check-in-saved") == []
    moves_unless_asked_not_to(page)
    page_actions.open_from_menu(anjali, "This week")
    expect(page.locator(".nearer-week figcaption")).to_have_text(["AnjaliHalf shared"])

    page_actions.send_start_forms(kabir, "partner", page_actions.make_invitation_code(anjali))
    page_actions.do_check_in(kabir, 3, {})
    expect(card(kabir.page, "Show it to Anjali?")).to_be_visible()
    page_actions.press_button(kabir.page, "Look at Sharing")
    page_actions.share_closeness(kabir, "Anjali")
    page_actions.open_from_menu(anjali, "This week")
    expect(page.locator(".nearer-week figcaption strong")).to_have_text(["Anjali", "Farhan"])
    page_actions.open_from_menu(kabir, "This week")
    expect(kabir.page.locator(".nearer-week figcaption strong")).to_have_text(["Farhan"])


def moves_unless_asked_not_to(page: Page) -> None:
    """The circles come together slowly; they stand still for whoever asks their machine for less motion."""
    moving = "getComputedStyle(document.querySelector('.nearer-moment span')).animationName"
    assert page.evaluate(moving) == "none"
    page.emulate_media(reduced_motion="no-preference")
    assert page.evaluate(moving) == "nearer-from-left"
    page.emulate_media(reduced_motion="reduce")


def test_a_hope_a_step_and_a_date_each_lead_to_one_next_thing(server: LiveServer, person: Arrives) -> None:
    visitor = person(server, "visitor", width=375)
    page = page_actions.open_demo_screen(visitor, "/questions", "Questionnaires")
    page_actions.choose_demo_person(page, "Asha")  # who named no hope so far
    page_actions.open_questionnaire(visitor, HOPES)
    before = page_actions.read_draft_version(page)
    page.get_by_label("What do you hope for?").fill("Walk hand in hand to the temple")
    page_actions.wait_for_later_draft(page, before)
    page_actions.change_answer(page, "How near was this hope", "1")
    page_actions.continue_to_next_part(page)
    page_actions.press_button(page, "Finish and save")
    expect(page.get_by_text("“Walk hand in hand to the temple”: you have named it.")).to_be_visible()
    expect(page.get_by_text("far off")).to_have_count(0)
    expect(card(page, "Show it to Dev?")).to_be_visible()  # once, after the first hopes
    page_actions.press_button(page, "Not today")
    leads_on(page)
    page.goto("/steps?step=mirror-minutes")
    page_actions.wait_for_screen(page, "Mirror minutes")
    page_actions.press_button(page, "Mark as done")
    expect(page.get_by_text("Marked. Whatever it was like")).to_be_visible()
    leads_on(page)
    page_actions.open_from_menu(visitor, "Steps")
    page.goto("/steps?step=mirror-minutes")
    page_actions.wait_for_screen(page, "Mirror minutes")
    expect(page.get_by_role("heading", name="One thing, if you like")).to_have_count(0)


def leads_on(page: Page) -> None:
    """Exactly one next thing, a page of the guide that can be read at once."""
    expect(page.get_by_role("heading", name="One thing, if you like")).to_have_count(1)
    expect(page.locator(".st-key-read-now")).to_contain_text("onight")
    expect(page.get_by_role("button", name="Not today")).to_have_count(1)
    assert wrong_with(page, "one-next-thing") == []


def test_a_weekly_reminder_is_a_file_for_ones_own_calendar(server: LiveServer, person: Arrives) -> None:
    page = page_actions.open_demo_screen(person(server, "visitor", width=375), "/settings", "Settings")
    pick_from_list(page, "Day", "Wednesday")
    page_actions.wait_until_at_rest(page)
    file = page_actions.download_file(page.get_by_role("link", name="Download the reminder"))
    assert file.suggested_filename == "reminder.ics"
    text = file.path().read_text("utf-8")
    assert "RRULE:FREQ=WEEKLY;BYDAY=WE" in text and "T190000" in text and "SUMMARY:Something planned" in text
