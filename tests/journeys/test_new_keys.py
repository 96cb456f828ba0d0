"""Somebody knew my passphrase: new keys, the partner is told, and reads on after six words were compared."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys import page_actions
from tests.journeys.browser import Person
from tests.web.running import PASSPHRASE
from tools.live_server import LiveServer

Arrives = Callable[..., Person]
NEW, NOTE = "violet-timber-ninety-oyster-lamp", "marker-note-93f0"


def test_after_new_keys_the_partner_compares_six_words(server: LiveServer, person: Arrives) -> None:
    solveig, anton = person(server, "Solveig", width=375), person(server, "Anton")
    page_actions.send_start_forms(solveig)
    page_actions.send_start_forms(anton, "partner", page_actions.make_invitation_code(solveig))
    page_actions.do_check_in(anton, 4, {}, note=NOTE)
    page_actions.open_from_menu(anton, "Sharing")
    page_actions.share_row(anton.page, "Your notes", "Solveig")

    page_actions.open_from_menu(solveig, "Settings")
    page_actions.click(solveig.page.get_by_role("link", name="Somebody knew my passphrase"))
    page = solveig.page
    page.get_by_label("Present passphrase").fill(PASSPHRASE)
    page.get_by_label("New passphrase").fill(NEW)
    page_actions.click(page.get_by_role("button", name="Make new keys"))
    page_actions.keep_recovery_code(solveig)

    page_actions.open_from_menu(anton, "This week")
    expect(anton.page.get_by_role("heading", name="Solveig has new keys")).to_be_visible()
    page_actions.click(anton.page.get_by_role("link", name="Compare your six words on Sharing"))
    page_actions.wait_for_screen(anton.page, "Sharing")
    expect(anton.page.get_by_text("cannot read what you share until")).to_be_visible()
    page_actions.press_button(anton.page, "Solveig sees the same words")
    expect(anton.page.get_by_text("Solveig can read what you share again.")).to_be_visible()
    expect(anton.page.get_by_text("cannot read what you share until")).to_have_count(0)
