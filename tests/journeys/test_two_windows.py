"""One person with one form in two windows, the browser's Back in a form, and the way back to the list."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from playwright.sync_api import Page, expect

from tests.journeys import acts
from tests.journeys.browser import Person, axe_violations, in_both_colours, screenshot, sideways_scroll, small_targets
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
    acts.at_rest(page)
    return replace(person, page=page)


def write_note(page: Page, note: str) -> None:
    field = page.get_by_label(NOTE)
    field.fill(note)
    field.blur()
    acts.at_rest(page)


def part(page: Page) -> str:
    return page.get_by_text(re.compile(r"^Part [0-9]+ of [0-9]+$")).inner_text()


def to_the_end(page: Page) -> None:
    """Continue until there is nothing more to ask."""
    while page.get_by_role("button", name="Continue", exact=True).count():
        acts.go_on(page)


def test_notes_typed_in_two_windows_are_both_there_until_one_is_chosen(server: LiveServer, person: Arrives) -> None:
    one = person(server, "Gita", width=375)
    acts.has_a_notebook(one)
    acts.go(one, "Check in")
    acts.choose_circles(one.page, 5)
    acts.turn_to_note(one.page)
    two = second_window(one, "/check-in?part=8")
    write_note(one.page, "The scan is on Friday, and I am afraid of it.\nI did not say so.")
    write_note(
        two.page, "He held my hand in the waiting room. That was good, and I told him, and he was glad about it."
    )
    acts.arrived(two.page, "Please choose which to keep")
    two.page.reload()
    acts.arrived(two.page, "Please choose which to keep")
    for width in (375, 1280):
        two.page.set_viewport_size({"width": width, "height": 900})
        assert (sideways_scroll(two.page), small_targets(two.page)) == (0, [])
        for colours in in_both_colours(two.page):
            assert axe_violations(two.page) == []
            screenshot(two.page, f"two-windows-{width}-{colours}")
    acts.press(one.page, "Finish and save")
    acts.arrived(one.page, "Please choose which to keep")
    acts.press(two.page, "Keep text 2")
    expect(two.page.get_by_label(NOTE)).to_have_value(re.compile("He held my hand|The scan is on Friday"))
    kept = two.page.get_by_label(NOTE).input_value()
    acts.press(two.page, "Finish and save")
    expect(two.page.get_by_text("Saved. Thank you for taking the time.")).to_be_visible()
    acts.press(two.page, "Change my answers")
    acts.arrived(two.page, "Check in")
    expect(acts.turn_to_note(two.page)).to_have_value(kept)


def date_form(page: Page) -> Page:
    page.locator("summary").filter(has_text="Events in your weeks").click()
    expect(page.get_by_role("heading", name="Add an event (surgery, scan, holiday)")).to_be_visible()
    acts.at_rest(page)
    return page


def write_title(page: Page, title: str) -> None:
    field = page.get_by_label("In your own words, if you like")
    field.fill(title)
    field.blur()
    acts.at_rest(page)


def test_a_date_written_in_two_windows_has_the_fields_of_both_and_what_both_wrote_is_chosen(
    server: LiveServer, person: Arrives
) -> None:
    one = person(server, "Manju", width=375)
    acts.has_a_notebook(one)
    acts.go(one, "Closeness")
    date_form(one.page)
    two = second_window(one, "/weeks")
    date_form(two.page)
    acts.choose(one.page, "What was it?", "Something else")
    write_title(one.page, "A walk by the sea")
    fill_day(two.page, "The day, or the first one", "05/11/2026")
    two.page.keyboard.press("Tab")  # past the calendar of the day, which is then left
    expect(two.page.get_by_label("In your own words, if you like")).to_have_value("A walk by the sea")
    write_title(two.page, "The first swim")
    write_title(one.page, "A long walk by the sea")
    expect(one.page.get_by_role("button", name="The first swim")).to_be_visible()
    expect(one.page.get_by_text("Nothing is lost until you choose.")).to_be_visible()
    for width in (375, 1280):
        one.page.set_viewport_size({"width": width, "height": 900})
        assert (sideways_scroll(one.page), small_targets(one.page)) == (0, [])
        for colours in in_both_colours(one.page):
            assert axe_violations(one.page) == []
            screenshot(one.page, f"date-in-two-windows-{width}-{colours}")
    acts.press(one.page, "Add this event")
    expect(one.page.get_by_text("You changed something in another window.")).to_be_visible()
    one.page.reload()
    acts.at_rest(one.page)
    date_form(one.page)
    acts.press(one.page, "A long walk by the sea")
    acts.press(one.page, "Add this event")
    expect(one.page.get_by_text("A long walk by the sea, 5 November 2026", exact=True)).to_be_visible()


def test_a_tap_and_a_finish_in_a_second_window_never_write_over_what_the_first_saved(
    server: LiveServer, person: Arrives
) -> None:
    one = person(server, "Hema")
    acts.has_a_notebook(one)
    acts.go(one, "Check in")
    acts.choose_circles(one.page, 5)
    two = second_window(one, "/check-in?part=6")
    acts.tap(one.page, UNDERSTOOD, "Mostly")
    acts.turn_to_note(one.page)
    write_note(one.page, "He held my hand")
    acts.press(one.page, "Finish and save")
    expect(one.page.get_by_text("Saved. Thank you for taking the time.")).to_be_visible()
    acts.click(acts.item(two.page, AT_EASE).get_by_text("Fully", exact=True))
    expect(two.page.get_by_text("You finished this in another window.")).to_be_visible()
    acts.at_rest(two.page)
    expect(acts.turn_to_note(two.page)).to_have_value("He held my hand")
    expect(acts.turn_to(two.page, UNDERSTOOD).get_by_role("radio", name="Mostly", exact=True)).to_be_checked()
    acts.turn_to_note(two.page)
    acts.press(two.page, "Finish and save")
    expect(two.page.get_by_text("Saved. Thank you for taking the time.")).to_be_visible()
    acts.press(one.page, "Change my answers")
    acts.arrived(one.page, "Check in")
    expect(acts.turn_to(one.page, AT_EASE).get_by_role("radio", name="Fully", exact=True)).to_be_checked()
    expect(acts.turn_to_note(one.page)).to_have_value("He held my hand")


def test_a_late_tap_in_a_form_that_was_finished_for_good_is_refused(server: LiveServer, person: Arrives) -> None:
    one = person(server, "Indu")
    acts.has_a_notebook(one, "partner")
    acts.open_questionnaire(one, US)
    two = second_window(one, one.page.url)
    acts.arrived(two.page, US)
    for page in (one.page, two.page):
        acts.go_on(page)
        acts.go_on(page)
    acts.answer(one.page, HELD_BACK, "Often")
    to_the_end(one.page)
    acts.press(one.page, "Finish and save")
    acts.arrived(one.page, "Thank you. It is saved.")
    acts.item(two.page, HELD_BACK).get_by_text("Never", exact=True).click()
    acts.arrived(two.page, "You finished this in another window")
    screenshot(two.page, "finished-elsewhere")
    acts.press(two.page, "Leave it as it is saved")
    acts.arrived(two.page, "Questionnaires")


def test_the_list_is_reached_from_a_form_and_from_its_closing_page_and_back_goes_to_the_part_before(
    server: LiveServer, person: Arrives
) -> None:
    one = person(server, "Jaya")
    page = one.page
    acts.has_a_notebook(one)
    acts.open_questionnaire(one, BODY)
    acts.go_on(page)
    acts.pick(page, TIRED)
    acts.go_on(page)
    assert part(page) == "Part 3 of 3"
    page.go_back()
    expect(page.get_by_text("Part 2 of 3")).to_be_visible()
    acts.at_rest(page)
    expect(page.get_by_role("button", name=TIRED)).to_have_attribute("aria-pressed", "true")
    page.go_forward()
    expect(page.get_by_text("Part 3 of 3")).to_be_visible()
    acts.at_rest(page)
    assert "barriers" not in page.url and "body" not in page.url
    page.reload()
    acts.arrived(page, BODY)
    assert part(page) == "Part 3 of 3"
    acts.go(one, "Questionnaires")
    acts.arrived(page, "Questionnaires")
    acts.open_questionnaire(one, BODY, button="Go on where you left off")
    assert part(page) == "Part 3 of 3"
    groups = page.get_by_role("radiogroup")
    for place in range(groups.count()):
        before = acts.draft_version(page)
        groups.nth(place).get_by_role("radio").nth(3).click(force=True)
        acts.kept_since(page, before)
    acts.press(page, "Finish and save")
    acts.arrived(page, "Thank you. It is saved.")
    acts.go(one, "Questionnaires")
    acts.arrived(page, "Questionnaires")
    expect(page.get_by_text("Thank you. It is saved.")).to_have_count(0)
    page.go_back()
    acts.arrived(page, "Thank you. It is saved.")
    acts.go(one, "Check in")
    acts.arrived(page, "Check in")


def test_back_in_the_check_in_goes_to_its_first_part_and_then_to_the_screen_before(
    server: LiveServer, person: Arrives
) -> None:
    one = person(server, "Kala", width=375)
    page = one.page
    acts.has_a_notebook(one)
    acts.go(one, "Check in")
    acts.choose_circles(page, 5)
    page.go_back()
    expect(page.get_by_text("1 of 8", exact=True)).to_be_visible()
    acts.at_rest(page)
    page.go_back()
    acts.arrived(page, "This week")
    page.go_forward()
    acts.arrived(page, "Check in")
    acts.press(page, "Continue")
    expect(page.get_by_text("2 of 8", exact=True)).to_be_visible()
    acts.go(one, "Sharing")
    acts.go(one, "Check in")
    expect(page.get_by_text("2 of 8", exact=True)).to_be_visible()


def test_a_form_in_which_nothing_was_chosen_is_not_thanked_for(server: LiveServer, person: Arrives) -> None:
    one = person(server, "Lila", width=375)
    page = one.page
    acts.has_a_notebook(one, "partner")
    acts.open_questionnaire(one, US)
    to_the_end(page)
    acts.press(page, "Finish and save")
    acts.arrived(page, "You have not chosen anything yet")
    for width in (375, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        for colours in in_both_colours(page):
            assert axe_violations(page) == []
            screenshot(page, f"nothing-chosen-{width}-{colours}")
    acts.press(page, "Continue")
    acts.arrived(page, US)
    to_the_end(page)
    acts.press(page, "Finish and save")
    acts.press(page, "Nothing of this applies: save that")
    acts.arrived(page, "Thank you. It is saved.")
    expect(page.get_by_text("You said that nothing of this applies to you now.")).to_be_visible()
    screenshot(page, "nothing-applies")
    acts.press(page, "Back to the questionnaires")
    acts.arrived(page, "Questionnaires")
