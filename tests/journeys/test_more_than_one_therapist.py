"""A person lets in two therapists, each for something else, and ends it with one of them."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys import page_actions
from tests.journeys.browser import Person
from tests.journeys.test_a_therapist import WEEK, connects, invited, looked_at
from tools.live_server import LiveServer

Arrives = Callable[..., Person]
CLOSENESS, NOTES = "How close it felt, week by week", "Your notes"
NOTE = "marker-note-two-therapists"


def test_two_therapists_each_read_what_was_granted_to_them_and_the_end_of_one_leaves_the_other(
    server: LiveServer, person: Arrives
) -> None:
    leela = person(server, "Malini", width=375, colours="dark")
    sen, bose = person(server, "Dr Sen"), person(server, "Dr Bose")
    page_actions.send_start_forms(leela)
    page_actions.do_check_in(leela, 4, WEEK, note=NOTE)
    for one in (sen, bose):
        page_actions.send_account_forms(one, invited(server, one.name))

    connects(leela, sen.name, *code_and_words(sen))
    grants_only(leela.page, sen.name, CLOSENESS)
    page_actions.click(leela.page.get_by_text("Let another therapist read"))
    expect(leela.page.get_by_text("Nothing changes for Dr Sen.")).to_be_visible()
    connects(leela, bose.name, *code_and_words(bose), another=True)
    opens(leela.page, "What may Dr Bose read?", "Let Dr Bose read what is ticked")
    grants_only(leela.page, bose.name, NOTES)
    leela.page.mouse.move(0, 0)  # off the fold that came to lie under it
    page_actions.wait_until_at_rest(leela.page)
    looked_at(leela, "sharing-two-therapists")

    reads(sen, "1 week so far")
    assert NOTE not in sen.page.content()
    reads(bose, NOTE)
    assert "1 week so far" not in bose.page.content()

    page_actions.open_from_menu(leela, "This week")
    page_actions.open_from_menu(leela, "Sharing")
    page_actions.wait_for_screen(leela.page, "Sharing")
    opens(leela.page, "What may Dr Sen read?", "End it with Dr Sen")
    page_actions.press_button(leela.page, "End it with Dr Sen")
    expect(leela.page.get_by_text("Dr Sen reads nothing of yours any more; it ended on")).to_be_visible()
    expect(leela.page.get_by_text("Dr Bose is connected with you since")).to_be_visible()
    reads(bose, NOTE)
    page_actions.open_from_menu(sen, "Caseload")
    expect(sen.page.get_by_role("row", name="Malini")).to_contain_text("ended it on")


def code_and_words(therapist: Person) -> tuple[str, list[str]]:
    """What a therapist tells face to face: a new code, and the six words."""
    page_actions.open_from_menu(therapist, "Connecting")
    therapist.page.get_by_role("button", name="Make a").click()
    expect(therapist.page.locator(".nearer-code")).to_be_visible()
    return therapist.page.locator(".nearer-code").inner_text(), therapist.page.locator(
        ".nearer-six li"
    ).all_inner_texts()


def opens(page: Page, fold: str, button: str) -> None:
    """Open a fold, which may be open already, by its label; then its button is there."""
    page_actions.wait_until_at_rest(page)
    if page.get_by_role("button", name=button, exact=True).count() == 0:
        page_actions.click(page.get_by_text(fold))
    expect(page.get_by_role("button", name=button, exact=True)).to_be_visible()
    page_actions.wait_until_at_rest(page)


def grants_only(page: Page, name: str, row: str) -> None:
    """Tick one row and no other, and let this therapist read."""
    expect(page.get_by_role("button", name=f"Let {name} read what is ticked")).to_be_visible()
    for box in page.locator("[class*=st-key-grant-] [data-testid=stCheckbox]").all():
        if box.get_by_role("checkbox").is_checked() is not (box.inner_text().strip() == row):
            page_actions.click(box)
            page_actions.wait_until_at_rest(page)
    page_actions.press_button(page, f"Let {name} read what is ticked")
    expect(page.get_by_text(f"Saved. {name} can read what you ticked.")).to_be_visible()


def reads(therapist: Person, text: str) -> None:
    """On the page of Malini, whom this therapist finds on the caseload; a note stands in a fold."""
    page_actions.open_from_menu(therapist, "Caseload")
    page_actions.click(therapist.page.get_by_role("row", name="Malini").get_by_role("link", name="Malini"))
    page_actions.wait_for_screen(therapist.page, "Malini")
    if text == NOTE:
        page_actions.click(therapist.page.get_by_text("This week, the two of you · Malini"))
    expect(therapist.page.get_by_text(text).first).to_be_visible()
