"""A check-in that is open when its week ends belongs to no week by itself: the person takes it along or lets it go."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys import acts
from tests.journeys.browser import Person, axe_violations, in_both_colours, screenshot, sideways_scroll, small_targets
from tools.live_server import LiveServer

Arrives = Callable[..., Person]
UNDERSTOOD, NOTE = "I felt understood.", "A note for yourself"
NEW_WEEK = "A new week has begun"


def a_week_passes(server: LiveServer) -> None:
    (server.data.parent / "days").write_text("7", "utf-8")


def begins(person: Person) -> Page:
    """A check-in with its picture, one answer and a note, not finished."""
    acts.has_a_notebook(person)
    acts.go(person, "Check in")
    acts.choose_circles(person.page, 5)
    acts.tap(person.page, UNDERSTOOD, "Mostly")
    note = acts.turn_to_note(person.page)
    before = acts.draft_version(person.page)
    note.fill("He held my hand")
    note.blur()
    acts.kept_since(person.page, before)  # in the week that is about to end
    return person.page


def is_beautiful(page: Page, name: str) -> None:
    for width in (375, 1280):
        page.set_viewport_size({"width": width, "height": 740})
        assert (sideways_scroll(page), small_targets(page)) == (0, [])
        for colours in in_both_colours(page):
            assert axe_violations(page) == []
            screenshot(page, f"{name}-{width}-{colours}")


def test_what_was_not_finished_last_week_can_be_taken_into_this_one(moved: LiveServer, person: Arrives) -> None:
    nila = person(moved, "Nila", width=375)
    page = begins(nila)
    a_week_passes(moved)
    acts.go(nila, "This week")
    acts.go(nila, "Check in")
    acts.arrived(page, NEW_WEEK)
    is_beautiful(page, "week-over")
    page.reload()
    acts.arrived(page, NEW_WEEK)
    acts.press(page, "Use these answers for this week")
    acts.arrived(page, "Check in")
    expect(acts.turn_to(page, UNDERSTOOD).get_by_role("radio", name="Mostly", exact=True)).to_be_checked()
    expect(acts.turn_to_note(page)).to_have_value("He held my hand")
    acts.press(page, "Finish and save")
    expect(page.get_by_text("Saved. Thank you for taking the time.")).to_be_visible()


def test_an_answer_given_when_the_week_is_over_is_kept_and_may_be_let_go(moved: LiveServer, person: Arrives) -> None:
    omana = person(moved, "Omana")
    page = begins(omana)
    acts.turn_to(page, UNDERSTOOD)
    a_week_passes(moved)
    acts.click(acts.item(page, UNDERSTOOD).get_by_text("Fully", exact=True))
    acts.arrived(page, NEW_WEEK)
    acts.press(page, "Start empty and delete last week's answers")
    acts.arrived(page, "Check in")
    expect(page.get_by_text("1 of 8", exact=True)).to_be_visible()
    expect(page.get_by_role("radio", checked=True)).to_have_count(0)
    acts.choose_circles(page, 2)
    expect(acts.turn_to_note(page)).to_have_value("")
    page.reload()
    acts.at_rest(page)
    expect(page.get_by_label(NOTE)).to_have_value("")


def test_a_finish_when_the_week_is_over_says_so_and_saves_nothing_yet(moved: LiveServer, person: Arrives) -> None:
    parul = person(moved, "Parul")
    page = begins(parul)
    a_week_passes(moved)
    acts.click(page.get_by_role("button", name="Finish and save"))
    acts.arrived(page, NEW_WEEK)
    acts.press(page, "Use these answers for this week")
    acts.arrived(page, "Check in")
    acts.turn_to_note(page)
    acts.press(page, "Finish and save")
    expect(page.get_by_text("Saved. Thank you for taking the time.")).to_be_visible()
