"""Meera and Ravi, each at a browser of their own, from the first page to seeing each other's weeks."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys import page_actions
from tests.journeys.browser import Person, sideways_scroll
from tools.live_server import LiveServer

Arrives = Callable[..., Person]
WEEK = {
    "I felt understood.": "Mostly",
    "We shared something good": "Fully",
    "The touch between us": "Partly",
    "I felt alone": "A little",
    "I felt at ease": "Mostly",
    "I looked forward": "Mostly",
}
BODY = "Your body"
STRENGTH = "how strong was the pain or tenderness?"
IN_THE_WAY = "How much did it get in the way of closeness?"


def test_meera_and_ravi_answer_keep_and_see_their_weeks(server: LiveServer, person: Arrives) -> None:
    meera = person(server, "Meera")
    ravi = person(server, "Ravi", width=375, colours="dark")
    page_actions.start_notebook(meera)
    code = page_actions.make_invitation_code(meera)
    _meera_answers_and_reloads_half_way(meera)
    page_actions.do_check_in(meera, 5, WEEK, note="He made tea.")

    page_actions.join_partner(ravi, code)
    assert sideways_scroll(ravi.page) == 0
    _ravi_answers(ravi)
    page_actions.do_check_in(ravi, 4, WEEK)

    page_actions.open_from_menu(meera, "Closeness")
    expect(meera.page.get_by_text("Ravi", exact=True)).to_have_count(0)
    page_actions.share_closeness(ravi, "Meera")
    page_actions.open_from_menu(meera, "This week")
    page_actions.open_from_menu(meera, "Closeness")
    expect(meera.page.get_by_text("Ravi", exact=True).first).to_be_visible()


def test_a_started_form_is_there_after_the_server_was_killed(own_server: LiveServer, person: Arrives) -> None:
    meera = person(own_server, "Meera")
    page_actions.send_start_forms(meera)
    page_actions.open_questionnaire(meera, BODY)
    page_actions.continue_to_next_part(meera.page)
    page_actions.pick_option(meera.page, "Pain or tenderness when touched")
    page_actions.continue_to_next_part(meera.page)
    page_actions.change_answer(meera.page, STRENGTH, "Strong")
    own_server.kill()
    own_server.start()
    expect(meera.page.get_by_text("The notebook closed itself")).to_be_visible()
    page_actions.fill_sign_in(meera, "Questionnaires")  # where the form was opened
    page_actions.open_questionnaire(meera, BODY, "Go on where you left off")
    expect(page_actions.find_item(meera.page, STRENGTH).get_by_role("radio", name="Strong", exact=True)).to_be_checked()


def test_after_exit_the_back_button_shows_nothing(server: LiveServer, person: Arrives) -> None:
    devi = person(server, "Devi")
    page_actions.send_start_forms(devi)
    page_actions.open_from_menu(devi, "Closeness")
    page_actions.click(devi.page.get_by_role("link", name="Exit"))
    expect(devi.page.get_by_text("This page is closed.")).to_be_visible()
    devi.page.go_back()
    expect(devi.page.get_by_role("button", name="Open my notebook")).to_be_visible()
    assert "stApp" not in devi.page.content() and "Devi" not in devi.page.content()
    expect(devi.page.get_by_role("heading", name="Closeness", exact=True)).to_have_count(0)


def _meera_answers_and_reloads_half_way(meera: Person) -> None:
    page = meera.page
    page_actions.open_questionnaire(meera, BODY)
    page_actions.continue_to_next_part(page)
    page_actions.pick_option(page, "Pain or tenderness when touched")
    page_actions.pick_option(page, "Dryness or soreness")
    page_actions.continue_to_next_part(page)
    page_actions.change_answer(page, STRENGTH, "I would rather not say")
    page_actions.change_answer(page, IN_THE_WAY, "Somewhat")
    page.reload()
    page_actions.wait_for_screen(page, BODY)
    declined = page_actions.find_item(page, STRENGTH).get_by_role("radio", name="I would rather not say")
    expect(declined).to_be_checked()
    expect(page_actions.find_item(page, IN_THE_WAY).get_by_role("radio", name="Somewhat")).to_be_checked()
    page_actions.continue_to_next_part(page)
    page_actions.change_answer(page, IN_THE_WAY, "A lot")
    page_actions.press_button(page, "Finish and save")
    page_actions.wait_for_screen(page, "Thank you. It is saved.")
    expect(page.get_by_text("Too few answers to say").first).to_be_visible()


def _ravi_answers(ravi: Person) -> None:
    page_actions.open_questionnaire(ravi, "How it is for you as a partner")
    page_actions.continue_to_next_part(ravi.page)
    page_actions.continue_to_next_part(ravi.page)
    page_actions.change_answer(ravi.page, "I held back from touch", "Often")
    while ravi.page.get_by_role("button", name="Continue", exact=True).count():
        page_actions.continue_to_next_part(ravi.page)
    page_actions.press_button(ravi.page, "Finish and save")
    page_actions.wait_for_screen(ravi.page, "Thank you. It is saved.")
