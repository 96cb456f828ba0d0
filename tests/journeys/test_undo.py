"""What was deleted can be put back for ten seconds, and after that, or after leaving, it is gone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys import page_actions
from tests.journeys.browser import Person, axe_violations, draw_in_both_colours, save_screenshot, sideways_scroll
from tests.journeys.test_the_weeks import fill_day
from tools.live_server import LiveServer

Arrives = Callable[..., Person]
OVER = 11_000  # milliseconds: a second more than an undo is offered


def unfold(page: Page, title: str) -> None:
    page_actions.click(page.locator("summary").filter(has_text=title))
    page_actions.wait_until_at_rest(page)


def opens_couple(person: Person) -> Page:
    page = page_actions.open_demo_screen(person, "/", "This week")
    page_actions.choose_demo_person(page, "Dr Rao")
    page_actions.wait_for_screen(page, "Caseload")
    page_actions.click(page.get_by_role("link", name="Esther and Vikram"))
    page_actions.wait_for_screen(page, "Esther and Vikram")
    return page


def undo(page: Page) -> None:
    page_actions.click(page.get_by_role("button", name="Undo", exact=True))
    expect(page.get_by_text("It is back as it was.")).to_be_visible()
    page_actions.wait_until_at_rest(page)


def adds_walk(page: Page) -> None:
    unfold(page, "Events in your weeks")
    page_actions.choose_option(page, "What was it?", "Something else")
    page.get_by_label("In your own words, if you like").fill("A walk by the sea")
    fill_day(page, "The day, or the first one", "05/11/2026")
    page_actions.press_button(page, "Add this event")
    expect(row(page)).to_have_count(1)


def row(page: Page) -> Locator:
    return page.locator("[class*=st-key-event-row]").filter(has_text="A walk by the sea")


def deletes_walk(page: Page) -> None:
    page_actions.click(row(page).get_by_role("button", name="Change"))
    expect(page.get_by_role("heading", name="Change this event")).to_be_visible()
    page_actions.press_button(page, "Delete")
    expect(page.get_by_text("The event is deleted.")).to_be_visible()
    expect(row(page)).to_have_count(0)


@pytest.mark.parametrize("width", [375, 1280])
def test_a_deleted_event_comes_back_by_one_tap_and_after_ten_seconds_no_more(
    server: LiveServer, person: Arrives, width: int
) -> None:
    uma = person(server, f"Uma {width}", width=width)
    page_actions.send_start_forms(uma)
    page = uma.page
    page_actions.open_from_menu(uma, "Closeness")
    adds_walk(page)
    deletes_walk(page)
    undo(page)
    expect(row(page)).to_have_count(1)
    deletes_walk(page)
    for colours in draw_in_both_colours(page):
        save_screenshot(page, f"undo-{width}-{colours}")
        assert (axe_violations(page), sideways_scroll(page)) == ([], 0), colours
    page.get_by_role("button", name="Undo", exact=True).focus()
    expect(page.get_by_role("button", name="Undo", exact=True)).to_have_count(0, timeout=OVER)
    expect(page.locator(".stMain :focus")).to_have_count(1)
    page.reload()
    page_actions.wait_until_at_rest(page)
    expect(page.get_by_role("button", name="Undo", exact=True)).to_have_count(0)
    unfold(page, "Events in your weeks")
    expect(page.get_by_role("heading", name="Add an event (surgery, scan, holiday)")).to_be_visible()
    expect(row(page)).to_have_count(0)


def test_undo_is_still_possible_after_a_reload(server: LiveServer, person: Arrives) -> None:
    yamini = person(server, "Yamini")
    page_actions.send_start_forms(yamini)
    page = yamini.page
    page_actions.open_from_menu(yamini, "Closeness")
    adds_walk(page)
    deletes_walk(page)
    page.reload()
    undo(page)
    unfold(page, "Events in your weeks")
    expect(row(page)).to_have_count(1)
    page.reload()
    page_actions.wait_until_at_rest(page)
    expect(page.get_by_role("button", name="Undo", exact=True)).to_have_count(0)


def test_whoever_leaves_within_the_ten_seconds_finds_nothing_of_it_again(server: LiveServer, person: Arrives) -> None:
    viola = person(server, "Viola")
    page_actions.send_start_forms(viola)
    page_actions.open_from_menu(viola, "Closeness")
    adds_walk(viola.page)
    deletes_walk(viola.page)
    page_actions.click(viola.page.get_by_role("link", name="Exit", exact=True))
    expect(viola.page.get_by_text("This page is closed.")).to_be_visible()
    page_actions.sign_in(viola)
    expect(viola.page.get_by_role("button", name="Undo", exact=True)).to_have_count(0)
    page_actions.open_from_menu(viola, "Closeness")
    unfold(viola.page, "Events in your weeks")
    expect(viola.page.get_by_role("heading", name="Add an event (surgery, scan, holiday)")).to_be_visible()
    expect(row(viola.page)).to_have_count(0)


def test_a_therapists_note_and_visit_come_back(server: LiveServer, person: Arrives) -> None:
    page = opens_couple(person(server, "visitor"))
    page.get_by_label("A new note").fill("spoke of touch")
    page_actions.wait_until_at_rest(page)
    page_actions.click(page.get_by_role("button", name="Keep this note"))
    expect(page.get_by_text("spoke of touch", exact=True)).to_be_visible()
    page_actions.wait_until_at_rest(page)
    page_actions.click(page.locator("[class*=st-key-drop-]").get_by_role("button", name="Delete", exact=True).first)
    expect(page.get_by_text("The note is deleted.")).to_be_visible()
    expect(page.get_by_text("spoke of touch", exact=True)).to_have_count(0)
    undo(page)
    expect(page.get_by_text("spoke of touch", exact=True)).to_be_visible()

    expect(page.get_by_role("button", name="Note this visit")).to_be_visible()
    visits = page.get_by_role("button", name="Remove this visit")
    if (there := visits.count()) == 0:
        fill_day(page, "Day of a visit, past or planned", "01/12/2026")
        page_actions.press_button(page, "Note this visit")
        there = 1
        expect(visits).to_have_count(there)
    page_actions.click(visits.first)
    expect(page.get_by_text("The visit is taken out.")).to_be_visible()
    expect(visits).to_have_count(there - 1)
    undo(page)
    expect(visits).to_have_count(there)


def test_a_message_to_a_partner_is_deleted_and_brought_back_by_undo(server: LiveServer, person: Arrives) -> None:
    wilma, xaver = person(server, "Wilma"), person(server, "Xaver")
    page_actions.send_start_forms(wilma)
    page_actions.send_start_forms(xaver, "partner", page_actions.make_invitation_code(wilma))
    page = wilma.page
    page_actions.open_from_menu(wilma, "This week")
    page_actions.open_from_menu(wilma, "Steps")
    unfold(page, "Find words")
    for label, said in (("I feel …", "glad"), ("when …", "you make tea"), ("I would like …", "one more cup")):
        page.get_by_label(label, exact=True).fill(said)
    page.get_by_label("I would like …", exact=True).press("Enter")
    page_actions.press_button(page, "Send to Xaver")
    expect(page.get_by_label("I feel …", exact=True)).to_have_value("")
    page_actions.open_from_menu(wilma, "This week")
    page_actions.press_button(page, "Take it back")
    expect(page.get_by_text("You took it back.")).to_be_visible()
    page_actions.open_from_menu(xaver, "Sharing")
    page_actions.open_from_menu(xaver, "This week")
    expect(xaver.page.get_by_text("From Wilma")).to_have_count(0)
    undo(page)
    page_actions.open_from_menu(xaver, "Sharing")
    page_actions.open_from_menu(xaver, "This week")
    expect(xaver.page.get_by_text("I feel glad when you make tea.")).to_be_visible()
