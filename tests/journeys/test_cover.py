"""A colleague covers until a day: both of a couple say yes, the colleague reads, the day passes, and it has ended."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys import page_actions
from tests.journeys.browser import Person
from tests.journeys.practice import compare_words_with_colleague, write_therapist_note
from tests.journeys.servers import start_server_with_moved_clock
from tests.journeys.test_a_therapist import WEEK, connects, invited, looked_at
from tests.journeys.test_more_than_one_therapist import CLOSENESS, code_and_words, grants_only
from tests.journeys.test_the_weeks import fill_day
from tools.live_server import LiveServer

Arrives = Callable[..., Person]
NOTE = "marker-note-of-the-cover"
COUPLE = "Bhavna and Chirag"
DAYS = 5


@pytest.fixture
def moved(tmp_path: Path, own_port: int) -> Iterator[LiveServer]:
    """A program whose calendar the journey moves."""
    with start_server_with_moved_clock(tmp_path, {}, own_port) as server:
        yield server


def days_pass(server: LiveServer, days: int) -> None:
    (server.data.parent / "days").write_text(str(days), "utf-8")


def test_a_colleague_covers_until_a_day_that_both_of_a_couple_said_yes_to(moved: LiveServer, person: Arrives) -> None:
    bhavna, chirag = person(moved, "Bhavna", width=375), person(moved, "Chirag", colours="dark")
    pinto, okafor = person(moved, "Dr Pinto"), person(moved, "Dr Okafor")
    page_actions.send_start_forms(bhavna)
    page_actions.send_start_forms(chirag, "partner", page_actions.make_invitation_code(bhavna))
    page_actions.do_check_in(bhavna, 4, WEEK)
    for one in (pinto, okafor):
        page_actions.send_account_forms(one, invited(moved, one.name))
    meeting = code_and_words(pinto)
    for visitor in (bhavna, chirag):
        connects(visitor, pinto.name, *meeting)
        grants_only(visitor.page, pinto.name, CLOSENESS)
    _opens_the_couple(pinto)
    write_therapist_note(pinto, NOTE)
    last = datetime.now(UTC) + timedelta(days=DAYS)
    _asks(pinto, okafor, last)

    for visitor in (bhavna, chirag):
        page_actions.open_from_menu(visitor, "This week")
        expect(visitor.page.get_by_text("Dr Pinto asks you something")).to_be_visible()
        page_actions.open_from_menu(visitor, "Sharing")
        expect(visitor.page.get_by_text("May Dr Okafor cover for Dr Pinto until")).to_be_visible()
        page_actions.press_button(visitor.page, "Yes, Dr Okafor may")
        expect(visitor.page.get_by_text("Saved. Dr Okafor can read it from now on.")).to_be_visible()
    page_actions.click(bhavna.page.get_by_text("What may Dr Okafor read?"))
    expect(bhavna.page.get_by_text("Then it ends by itself.")).to_be_visible()
    page_actions.wait_until_at_rest(bhavna.page)
    looked_at(bhavna, "sharing-cover")

    _opens_the_couple(okafor)
    expect(okafor.page.get_by_text("1 week so far").first).to_be_visible()
    expect(okafor.page.get_by_text(NOTE)).to_be_visible()
    looked_at(okafor, "couple-covered")

    days_pass(moved, DAYS + 2)
    page_actions.open_from_menu(okafor, "Connecting")
    page_actions.open_from_menu(okafor, "Caseload")
    expect(okafor.page.get_by_role("row", name="Bhavna")).to_contain_text("ended it on")
    page_actions.click(okafor.page.get_by_role("row", name="Bhavna").get_by_role("link", name="Bhavna"))
    page_actions.wait_for_screen(okafor.page, COUPLE)
    for text in ("1 week so far", NOTE):
        assert text not in okafor.page.content()
    looked_at(okafor, "couple-cover-over")

    for visitor in (bhavna, chirag):
        page_actions.open_from_menu(visitor, "This week")
        page_actions.open_from_menu(visitor, "Sharing")
        expect(visitor.page.get_by_text("Dr Okafor covered until")).to_contain_text("It ended by itself.")
        assert visitor.page.get_by_text("What may Dr Okafor read?").count() == 0
        expect(visitor.page.get_by_text("Dr Pinto is connected with you since")).to_be_visible()
        page_actions.wait_until_at_rest(visitor.page)
        looked_at(visitor, "sharing-cover-over")
    _opens_the_couple(pinto)
    expect(pinto.page.locator("[data-testid=stText]").get_by_text(NOTE)).to_be_visible()


def _opens_the_couple(therapist: Person) -> None:
    page_actions.open_from_menu(therapist, "Connecting")
    page_actions.open_from_menu(therapist, "Caseload")
    page_actions.click(therapist.page.get_by_role("row", name="Bhavna").get_by_role("link", name="Bhavna"))
    page_actions.wait_for_screen(therapist.page, COUPLE)


def _asks(pinto: Person, okafor: Person, last: datetime) -> None:
    """On the page of the couple, which is open: until this day."""
    page = pinto.page
    compare_words_with_colleague(page, *code_and_words(okafor))
    page_actions.click(page.get_by_text("Until a day", exact=True))
    fill_day(page, "The last day", f"{last:%d/%m/%Y}")
    page_actions.wait_until_at_rest(page)
    page_actions.press_button(page, "The same six words: ask them")
    for name in ("Bhavna", "Chirag"):
        expect(page.get_by_text(f"{name} has not answered. Nothing has moved.")).to_be_visible()
