"""A therapist asks whether a colleague may take over: the person says yes on Sharing, and it moves; then a cover."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys import page_actions
from tests.journeys.browser import Person
from tests.journeys.practice import compare_words_with_colleague, write_therapist_note
from tests.journeys.test_a_therapist import WEEK, connects, invited, looked_at
from tests.journeys.test_more_than_one_therapist import CLOSENESS, code_and_words, grants_only
from tools.live_server import LiveServer

Arrives = Callable[..., Person]
NOTE = "marker-note-handed-over"


def test_a_person_says_yes_to_a_colleague_and_what_was_granted_moves_with_the_notes(
    server: LiveServer, person: Arrives
) -> None:
    amrita = person(server, "Amrita", width=375)
    kaur, lopez = person(server, "Dr Kaur", colours="dark"), person(server, "Dr Lopez")
    page_actions.send_start_forms(amrita)
    page_actions.do_check_in(amrita, 4, WEEK)
    for one in (kaur, lopez):
        page_actions.send_account_forms(one, invited(server, one.name))
    connects(amrita, kaur.name, *code_and_words(kaur))
    grants_only(amrita.page, kaur.name, CLOSENESS)
    _keeps_a_note(kaur)
    _asks(kaur, lopez)
    page_actions.open_from_menu(lopez, "Caseload")
    expect(lopez.page.get_by_text("Nobody has let you in so far.")).to_be_visible()

    page_actions.open_from_menu(amrita, "This week")
    expect(amrita.page.get_by_text("Dr Kaur asks you something")).to_be_visible()
    page_actions.open_from_menu(amrita, "Sharing")
    expect(amrita.page.get_by_text("May Dr Lopez take over from Dr Kaur?")).to_be_visible()
    page_actions.wait_until_at_rest(amrita.page)
    looked_at(amrita, "sharing-hand-over")
    page_actions.press_button(amrita.page, "Yes, Dr Lopez may")
    expect(amrita.page.get_by_text("Saved. Dr Lopez can read it from now on.")).to_be_visible()
    expect(amrita.page.get_by_text("Dr Kaur reads nothing of yours any more; it ended on")).to_be_visible()
    expect(amrita.page.get_by_text("Dr Lopez took over with your yes")).to_be_visible()

    page_actions.open_from_menu(lopez, "Connecting")
    page_actions.open_from_menu(lopez, "Caseload")
    page_actions.click(lopez.page.get_by_role("row", name="Amrita").get_by_role("link", name="Amrita"))
    page_actions.wait_for_screen(lopez.page, "Amrita")
    expect(lopez.page.get_by_text("1 week so far").first).to_be_visible()
    expect(lopez.page.get_by_text(NOTE)).to_be_visible()
    looked_at(lopez, "couple-handed-over")
    page_actions.open_from_menu(kaur, "Connecting")
    page_actions.open_from_menu(kaur, "Caseload")
    expect(kaur.page.get_by_role("row", name="Amrita")).to_contain_text("ended it on")


def _keeps_a_note(kaur: Person) -> None:
    page_actions.open_from_menu(kaur, "Caseload")
    page_actions.click(kaur.page.get_by_role("row", name="Amrita").get_by_role("link", name="Amrita"))
    page_actions.wait_for_screen(kaur.page, "Amrita")
    write_therapist_note(kaur, NOTE)


def _asks(kaur: Person, lopez: Person) -> None:
    """On the page of Amrita, which is open: the code and the six words of the colleague, for good."""
    page = kaur.page
    compare_words_with_colleague(page, *code_and_words(lopez))
    page_actions.wait_until_at_rest(page)
    looked_at(kaur, "couple-hand-over")
    page_actions.press_button(page, "The same six words: ask them")
    expect(page.get_by_text("Amrita has not answered. Nothing has moved.")).to_be_visible()
