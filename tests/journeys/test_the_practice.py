"""A therapist asks a couple for a set with one press, and types what was filled in on paper."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from nearer.domain.roles_and_audiences import Part
from nearer.views import text as words
from tests.journeys import page_actions
from tests.journeys.browser import Person
from tests.journeys.practice import first_sign_in, serve_practice
from tests.journeys.test_a_therapist import HOPES, looked_at, pick_from_list
from tests.journeys.test_more_than_one_therapist import opens
from tests.journeys.test_the_weeks import fill_day
from tools.live_server import LiveServer

Arrives = Callable[..., Person]
READ = (Part.CLOSENESS, Part.BARRIERS, Part.ANSWERS)
ORS = "Outcome Rating Scale"


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[LiveServer]:
    with serve_practice(tmp_path, [("Ffion", "Gethin")], READ) as server:
        yield server


def test_a_set_is_asked_with_one_press_answered_by_one_and_declined_by_the_other(
    clinic: LiveServer, person: Arrives
) -> None:
    rao, ffion, gethin = person(clinic, "Dr Rao"), person(clinic, "Ffion", 375), person(clinic, "Gethin")
    first_sign_in(rao)
    _open_couple(rao)
    page_actions.press_button(rao.page, "Ask for Intake")
    expect(rao.page.get_by_text("They see it on their page, with your name.")).to_be_visible()
    since = rao.page.locator(".since-visit")
    expect(since).to_contain_text("Still asked of Ffion")
    expect(since).to_contain_text("Still asked of Gethin")
    name = _open_on_caseload(rao)
    looked_at(rao, "set-on-caseload")

    page_actions.sign_in(ffion)
    page_actions.open_from_menu(ffion, "Questionnaires")
    page_actions.open_questionnaire(ffion, HOPES)
    before = page_actions.read_draft_version(ffion.page)
    ffion.page.get_by_label("What do you hope for?").first.fill("Sleep without the alarm")
    ffion.page.get_by_label("What do you hope for?").first.blur()
    page_actions.wait_for_later_draft(ffion.page, before)
    page_actions.continue_to_next_part(ffion.page)
    page_actions.press_button(ffion.page, "Finish and save")
    page_actions.wait_for_screen(ffion.page, "Thank you. It is saved.")

    page_actions.sign_in(gethin)
    page_actions.open_from_menu(gethin, "Questionnaires")
    declining = gethin.page.get_by_role("button", name=re.compile("^I would rather not: "))
    number = declining.count()
    page_actions.click(declining.first)
    expect(gethin.page.get_by_text("It is not asked of you any more, and nobody is told.")).to_be_visible()
    expect(declining).to_have_count(number - 1)

    assert _open_on_caseload(rao) == name - 1, "what she answered is done; that he said no is told to nobody"
    _open_couple(rao)
    hope = rao.page.get_by_text("Sleep without the alarm").locator("visible=true")
    expect(hope.first).to_be_visible()
    expect(since).to_contain_text("Still asked of Gethin")


def test_a_person_who_ends_the_connection_is_gone_from_the_open_page_and_a_typed_note_stays(
    clinic: LiveServer, person: Arrives
) -> None:
    rao, ffion, gethin = person(clinic, "Dr Rao"), person(clinic, "Ffion", 375), person(clinic, "Gethin")
    first_sign_in(rao)
    _open_couple(rao)
    page, note = rao.page, rao.page.get_by_label("A new note")
    expect(page.get_by_text("Closeness, Ffion")).to_be_visible()
    note.press_sequentially("Half a sen")
    _end_it(ffion)
    ended = page.get_by_text("Ffion ended it on")
    expect(ended).to_be_visible()
    note.press_sequentially("tence")
    expect(note).to_have_value("Half a sentence")
    expect(page.get_by_text("Closeness, Ffion")).to_have_count(0)
    expect(page.get_by_text("Closeness, Gethin")).to_be_visible()
    looked_at(rao, "couple-one-ended")
    _end_it(gethin)
    expect(page.get_by_text("Gethin ended it on")).to_be_visible()
    expect(note).to_have_value("Half a sentence")
    for gone in ("Ask for Intake", "Ask for it", "Hand over", "Visit sheet"):
        expect(page.get_by_role("button", name=gone)).to_have_count(0)
    for heading in (words.couple.TAKE_ALONG, words.assigning.TITLE, words.hand_over.HEADING):
        expect(page.get_by_role("heading", name=str(heading))).to_have_count(0)
    page_actions.press_button(page, "Keep this note")
    expect(page.get_by_text("Half a sentence")).to_be_visible()
    looked_at(rao, "couple-both-ended")


def test_a_day_that_is_typed_and_a_link_that_is_pressed_at_once_both_arrive(
    clinic: LiveServer, person: Arrives
) -> None:
    """*Dealt with until*, and straight on to the caseload: the day is kept, and the caseload is there."""
    rao, until = person(clinic, "Dr Rao"), datetime.now(UTC).date() + timedelta(days=20)
    first_sign_in(rao)
    page = rao.page
    for day in (until, until + timedelta(days=1)):
        _open_couple(rao)
        page_actions.click(page.get_by_role("button", name="Tags and status"))
        for part, number in zip(("day", "month", "year"), f"{day:%d/%m/%Y}".split("/"), strict=True):
            page.get_by_role("spinbutton", name=f"{part}, Dealt with until").press_sequentially(number)
        page.get_by_role("link", name="‹ Caseload").click()
        page_actions.wait_for_screen(page, "Caseload")
        expect(page.get_by_role("row", name="Ffion")).to_contain_text("dealt with")
        _open_couple(rao)
        page_actions.click(page.get_by_role("button", name="Tags and status"))
        expect(page.get_by_role("spinbutton", name="day, Dealt with until")).to_have_text(f"{day:%d}")


def _end_it(person: Person) -> None:
    page_actions.sign_in(person)
    page_actions.open_from_menu(person, "Sharing")
    page_actions.wait_for_screen(person.page, "Sharing")
    opens(person.page, "What may Dr Rao read?", "End it with Dr Rao")
    page_actions.press_button(person.page, "End it with Dr Rao")
    expect(person.page.get_by_text("Dr Rao reads nothing of yours any more; it ended on")).to_be_visible()


def test_several_totals_from_paper_are_typed_at_once_and_nothing_typed_is_lost(
    clinic: LiveServer, person: Arrives
) -> None:
    rao = person(clinic, "Dr Rao", 375, "dark")
    first_sign_in(rao)
    _open_couple(rao)
    page, today = rao.page, datetime.now(UTC).date()
    pick_from_list(page, "Whose totals?", "Gethin")
    page_actions.click(page.get_by_role("combobox", name="Which instrument?"))
    page.keyboard.type("Outcome Rat")
    page_actions.click(page.get_by_role("option", name=ORS, exact=True))
    page_actions.wait_until_at_rest(page)
    _type(page, 1, today - timedelta(days=14), "21,5")
    _type(page, 2, today - timedelta(days=7), "99")
    _type(page, 3, None, "24")
    page_actions.press_button(page, "Keep these totals")
    expect(page.get_by_text("1 total is kept. Rows 2, 3 need a day and a total that fits.")).to_be_visible()
    for row, value in enumerate(("", "99", "24"), 1):
        expect(_total(page, row)).to_have_value(value)
    looked_at(rao, "totals-left")
    page_actions.press_button(page, "More rows")
    expect(_total(page, 6)).to_be_visible()
    _type(page, 5, None, "17,5")
    _is_kept_when_one_leaves(rao, {2: "99", 3: "24", 5: "17,5", 6: ""})
    _type(page, 5, None, "")
    _type(page, 2, None, "19")
    _type(page, 3, today - timedelta(days=1), "24")
    page_actions.press_button(page, "Keep these totals")
    expect(page.get_by_text("2 totals are kept.")).to_be_visible()
    for value in ("21.5", "19", "24"):
        expect(page.get_by_text(f"Gethin: {ORS} {value} on")).to_be_visible()


def _is_kept_when_one_leaves(rao: Person, typed: dict[int, str]) -> None:
    """The table with all of its rows, after another page and after the page was loaded anew."""
    page = rao.page
    for leave in (lambda: page_actions.open_from_menu(rao, "Connecting"), page.reload):
        leave()
        _open_couple(rao)
        for row, value in typed.items():
            expect(_total(page, row)).to_have_value(value)
        page_actions.wait_until_at_rest(page)


def _open_couple(rao: Person) -> None:
    page_actions.open_from_menu(rao, "Caseload")
    page_actions.click(rao.page.get_by_role("link", name="Ffion and Gethin"))
    page_actions.wait_for_screen(rao.page, "Ffion and Gethin")


def _open_on_caseload(rao: Person) -> int:
    """How many are open by the couple's row."""
    page_actions.open_from_menu(rao, "Caseload")
    cell = rao.page.locator(
        ".nearer-caseload tr[data-couple] .open button, .nearer-caseload tr[data-couple] .open span"
    )
    expect(cell.first).to_contain_text("open")
    return int(cell.first.inner_text().split()[0])


def _total(page: Page, row: int) -> Locator:
    return page.get_by_label(f"Total from 0 to 40, row {row}")


def _type(page: Page, row: int, day: date | None, total: str) -> None:
    if day is not None:
        fill_day(page, f"Filled in on, row {row}", f"{day:%d/%m/%Y}")
    _total(page, row).fill(total)
    _total(page, row).blur()
    page_actions.wait_until_at_rest(page)
