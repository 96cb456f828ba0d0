"""One person with one form in two windows, the browser's Back in a form, and the way back to the list."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

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
from tests.journeys.test_the_weeks import fill_day
from tools.live_server import LiveServer

Arrives = Callable[..., Person]
BODY = "Your body"
TIRED = "Tiredness that rest does not lift"
US, HELD_BACK = "How it is for you as a partner", "I held back from touch"
UNDERSTOOD, AT_EASE = "I felt understood.", "I felt at ease with my partner."
NOTE = "A note for yourself"


def second_window(person: Person, address: str) -> Person:
    """Another window of the same browser, on a screen of the same notebook."""
    page = person.context.new_page()
    page.goto(address)
    page_actions.wait_until_at_rest(page)
    return replace(person, page=page)


def write_note(page: Page, note: str) -> None:
    field = page.get_by_label(NOTE)
    field.fill(note)
    field.blur()
    page_actions.wait_until_at_rest(page)


def part(page: Page) -> str:
    return page.get_by_text(re.compile(r"^Part [0-9]+ of [0-9]+$")).inner_text()


def to_the_end(page: Page) -> None:
    """Continue until there is nothing more to ask."""
    while page.get_by_role("button", name="Continue", exact=True).count():
        page_actions.continue_to_next_part(page)


def test_notes_typed_in_two_windows_are_both_there_until_one_is_chosen(server: LiveServer, person: Arrives) -> None:
    gita = person(server, "Gita", width=375)
    page_actions.send_start_forms(gita)
    page_actions.open_from_menu(gita, "Check in")
    page_actions.choose_circles(gita.page, 5)
    page_actions.turn_to_note(gita.page)
    two = second_window(gita, "/check-in?part=8")
    write_note(gita.page, "The scan is on Friday, and I am afraid of it.\nI did not say so.")
    write_note(
        two.page, "He held my hand in the waiting room. That was good, and I told him, and he was glad about it."
    )
    page_actions.wait_for_screen(two.page, "Please choose which to keep")
    two.page.reload()
    page_actions.wait_for_screen(two.page, "Please choose which to keep")
    for width in (375, 1280):
        two.page.set_viewport_size({"width": width, "height": 900})
        assert (sideways_scroll(two.page), small_targets(two.page)) == (0, [])
        for colours in draw_in_both_colours(two.page):
            assert axe_violations(two.page) == []
            save_screenshot(two.page, f"two-windows-{width}-{colours}")
    page_actions.press_button(gita.page, "Finish and save")
    page_actions.wait_for_screen(gita.page, "Please choose which to keep")
    page_actions.press_button(two.page, "Keep text 2")
    expect(two.page.get_by_label(NOTE)).to_have_value(re.compile("He held my hand|The scan is on Friday"))
    note = two.page.get_by_label(NOTE).input_value()
    page_actions.press_button(two.page, "Finish and save")
    expect(two.page.get_by_text("Saved. Thank you for taking the time.")).to_be_visible()
    page_actions.press_button(two.page, "Change my answers")
    page_actions.wait_for_screen(two.page, "Check in")
    expect(page_actions.turn_to_note(two.page)).to_have_value(note)


def date_form(page: Page) -> Page:
    page.locator("summary").filter(has_text="Events in your weeks").click()
    expect(page.get_by_role("heading", name="Add an event (surgery, scan, holiday)")).to_be_visible()
    page_actions.wait_until_at_rest(page)
    return page


def write_title(page: Page, title: str) -> None:
    field = page.get_by_label("In your own words, if you like")
    field.fill(title)
    field.blur()
    page_actions.wait_until_at_rest(page)


def test_a_date_written_in_two_windows_has_the_fields_of_both_and_what_both_wrote_is_chosen(
    server: LiveServer, person: Arrives
) -> None:
    manju = person(server, "Manju", width=375)
    page_actions.send_start_forms(manju)
    page_actions.open_from_menu(manju, "Closeness")
    date_form(manju.page)
    two = second_window(manju, "/weeks")
    date_form(two.page)
    page_actions.choose_option(manju.page, "What was it?", "Something else")
    write_title(manju.page, "A walk by the sea")
    fill_day(two.page, "The day, or the first one", "05/11/2026")
    two.page.keyboard.press("Tab")  # past the calendar of the day, which is then left
    expect(two.page.get_by_label("In your own words, if you like")).to_have_value("A walk by the sea")
    write_title(two.page, "The first swim")
    write_title(manju.page, "A long walk by the sea")
    expect(manju.page.get_by_role("button", name="The first swim")).to_be_visible()
    expect(manju.page.get_by_text("Nothing is lost until you choose.")).to_be_visible()
    for width in (375, 1280):
        manju.page.set_viewport_size({"width": width, "height": 900})
        assert (sideways_scroll(manju.page), small_targets(manju.page)) == (0, [])
        for colours in draw_in_both_colours(manju.page):
            assert axe_violations(manju.page) == []
            save_screenshot(manju.page, f"date-in-two-windows-{width}-{colours}")
    page_actions.press_button(manju.page, "Add this event")
    expect(manju.page.get_by_text("You changed something in another window.")).to_be_visible()
    manju.page.reload()
    page_actions.wait_until_at_rest(manju.page)
    date_form(manju.page)
    page_actions.press_button(manju.page, "A long walk by the sea")
    page_actions.press_button(manju.page, "Add this event")
    expect(manju.page.get_by_text("A long walk by the sea, 5 November 2026", exact=True)).to_be_visible()


def test_a_tap_and_a_finish_in_a_second_window_never_write_over_what_the_first_saved(
    server: LiveServer, person: Arrives
) -> None:
    hema = person(server, "Hema")
    page_actions.send_start_forms(hema)
    page_actions.open_from_menu(hema, "Check in")
    page_actions.choose_circles(hema.page, 5)
    two = second_window(hema, "/check-in?part=6")
    page_actions.tap_answer(hema.page, UNDERSTOOD, "Mostly")
    page_actions.turn_to_note(hema.page)
    write_note(hema.page, "He held my hand")
    page_actions.press_button(hema.page, "Finish and save")
    expect(hema.page.get_by_text("Saved. Thank you for taking the time.")).to_be_visible()
    page_actions.click(page_actions.find_item(two.page, AT_EASE).get_by_text("Fully", exact=True))
    expect(two.page.get_by_text("You finished this in another window.")).to_be_visible()
    page_actions.wait_until_at_rest(two.page)
    expect(page_actions.turn_to_note(two.page)).to_have_value("He held my hand")
    expect(
        page_actions.turn_to_item(two.page, UNDERSTOOD).get_by_role("radio", name="Mostly", exact=True)
    ).to_be_checked()
    page_actions.turn_to_note(two.page)
    page_actions.press_button(two.page, "Finish and save")
    expect(two.page.get_by_text("Saved. Thank you for taking the time.")).to_be_visible()
    page_actions.press_button(hema.page, "Change my answers")
    page_actions.wait_for_screen(hema.page, "Check in")
    expect(page_actions.turn_to_item(hema.page, AT_EASE).get_by_role("radio", name="Fully", exact=True)).to_be_checked()
    expect(page_actions.turn_to_note(hema.page)).to_have_value("He held my hand")


def test_a_late_tap_in_a_form_that_was_finished_for_good_is_refused(server: LiveServer, person: Arrives) -> None:
    indu = person(server, "Indu")
    page_actions.send_start_forms(indu, "partner")
    page_actions.open_questionnaire(indu, US)
    two = second_window(indu, indu.page.url)
    page_actions.wait_for_screen(two.page, US)
    for page in (indu.page, two.page):
        page_actions.continue_to_next_part(page)
        page_actions.continue_to_next_part(page)
    page_actions.change_answer(indu.page, HELD_BACK, "Often")
    to_the_end(indu.page)
    page_actions.press_button(indu.page, "Finish and save")
    page_actions.wait_for_screen(indu.page, "Thank you. It is saved.")
    page_actions.find_item(two.page, HELD_BACK).get_by_text("Never", exact=True).click()
    page_actions.wait_for_screen(two.page, "You finished this in another window")
    save_screenshot(two.page, "finished-elsewhere")
    page_actions.press_button(two.page, "Leave it as it is saved")
    page_actions.wait_for_screen(two.page, "Questionnaires")


def test_the_list_is_reached_from_a_form_and_from_its_closing_page_and_back_goes_to_the_part_before(
    server: LiveServer, person: Arrives
) -> None:
    jaya = person(server, "Jaya")
    page = jaya.page
    page_actions.send_start_forms(jaya)
    page_actions.open_questionnaire(jaya, BODY)
    page_actions.continue_to_next_part(page)
    page_actions.pick_option(page, TIRED)
    page_actions.continue_to_next_part(page)
    assert part(page) == "Part 3 of 3"
    page.go_back()
    expect(page.get_by_text("Part 2 of 3")).to_be_visible()
    page_actions.wait_until_at_rest(page)
    expect(page.get_by_role("button", name=TIRED)).to_have_attribute("aria-pressed", "true")
    page.go_forward()
    expect(page.get_by_text("Part 3 of 3")).to_be_visible()
    page_actions.wait_until_at_rest(page)
    assert "barriers" not in page.url and "body" not in page.url
    page.reload()
    page_actions.wait_for_screen(page, BODY)
    assert part(page) == "Part 3 of 3"
    page_actions.open_from_menu(jaya, "Questionnaires")
    page_actions.wait_for_screen(page, "Questionnaires")
    page_actions.open_questionnaire(jaya, BODY, button="Go on where you left off")
    assert part(page) == "Part 3 of 3"
    groups = page.get_by_role("radiogroup")
    for place in range(groups.count()):
        before = page_actions.read_draft_version(page)
        groups.nth(place).get_by_role("radio").nth(3).click(force=True)
        page_actions.wait_for_later_draft(page, before)
    page_actions.press_button(page, "Finish and save")
    page_actions.wait_for_screen(page, "Thank you. It is saved.")
    page_actions.open_from_menu(jaya, "Questionnaires")
    page_actions.wait_for_screen(page, "Questionnaires")
    expect(page.get_by_text("Thank you. It is saved.")).to_have_count(0)
    page.go_back()
    page_actions.wait_for_screen(page, "Thank you. It is saved.")
    page_actions.open_from_menu(jaya, "Check in")
    page_actions.wait_for_screen(page, "Check in")


def test_back_in_the_check_in_goes_to_its_first_part_and_then_to_the_screen_before(
    server: LiveServer, person: Arrives
) -> None:
    kala = person(server, "Kala", width=375)
    page = kala.page
    page_actions.send_start_forms(kala)
    page_actions.open_from_menu(kala, "Check in")
    page_actions.choose_circles(page, 5)
    page.go_back()
    expect(page.get_by_text("1 of 8", exact=True)).to_be_visible()
    page_actions.wait_until_at_rest(page)
    page.go_back()
    page_actions.wait_for_screen(page, "This week")
    page.go_forward()
    page_actions.wait_for_screen(page, "Check in")
    page_actions.press_button(page, "Continue")
    expect(page.get_by_text("2 of 8", exact=True)).to_be_visible()
    page_actions.open_from_menu(kala, "Sharing")
    page_actions.open_from_menu(kala, "Check in")
    expect(page.get_by_text("2 of 8", exact=True)).to_be_visible()


def test_a_form_in_which_nothing_was_chosen_is_not_thanked_for(server: LiveServer, person: Arrives) -> None:
    lila = person(server, "Lila", width=375)
    page = lila.page
    page_actions.send_start_forms(lila, "partner")
    page_actions.open_questionnaire(lila, US)
    to_the_end(page)
    page_actions.press_button(page, "Finish and save")
    page_actions.wait_for_screen(page, "You have not chosen anything yet")
    for width in (375, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        for colours in draw_in_both_colours(page):
            assert axe_violations(page) == []
            save_screenshot(page, f"nothing-chosen-{width}-{colours}")
    page_actions.press_button(page, "Continue")
    page_actions.wait_for_screen(page, US)
    to_the_end(page)
    page_actions.press_button(page, "Finish and save")
    page_actions.press_button(page, "Nothing of this applies: save that")
    page_actions.wait_for_screen(page, "Thank you. It is saved.")
    expect(page.get_by_text("You said that nothing of this applies to you now.")).to_be_visible()
    save_screenshot(page, "nothing-applies")
    page_actions.press_button(page, "Back to the questionnaires")
    page_actions.wait_for_screen(page, "Questionnaires")
