"""A clinic's manager: the first one by a command, then everything on a screen, and the trail tells all of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing

from playwright.sync_api import Page, expect

from nearer.database.notebook_folder import NOTEBOOK_FILE
from tests.journeys import page_actions
from tests.journeys.browser import Person
from tests.journeys.test_a_therapist import accept, invited
from tests.journeys.test_every_screen import looked_at
from tools.live_server import LiveServer

Arrives = Callable[..., Person]
MANAGER, THERAPIST = "Ms Farooq", "Dr Lindqvist"


def test_a_manager_invites_a_therapist_who_comes_in_and_is_revoked(own_server: LiveServer, person: Arrives) -> None:
    farooq, lindqvist = person(own_server, MANAGER), person(own_server, THERAPIST, width=375)
    accept(farooq, invited(own_server, MANAGER, "clinic"), "The clinic")
    page = farooq.page
    expect(page.get_by_text("There is no therapist yet.")).to_be_visible()
    expect(page.get_by_text("There is no copy of the notebook yet.")).to_be_visible()
    expect(page.locator(".clinic-next")).to_contain_text("Make a copy now")
    page_actions.press_button(page, "Make a copy now")
    expect(page.get_by_text("There is a copy of everything as it is now.")).to_be_visible()
    expect(page.locator(".clinic-next")).to_contain_text("Invite the first therapist.")

    code = _invites(farooq, THERAPIST)
    expect(page.get_by_text(f"{THERAPIST}, therapist. Ends on")).to_be_visible()
    accept(lindqvist, code)
    page_actions.press_button(page, "I have given it away")
    page.reload()
    page_actions.wait_for_screen(page, "The clinic")
    account = page.locator("article", has=page.get_by_role("heading", name=THERAPIST))
    expect(account).to_contain_text("Signed in today.")
    wrong = {f"clinic-{width}-{name}": found for width in (1280, 375) for name, found in _looked_at(farooq, width)}
    assert {name: found for name, found in wrong.items() if found} == {}

    _open_change(page, THERAPIST)
    page_actions.press_button(page, f"Revoke {THERAPIST}")
    expect(page.get_by_text(f"Nothing that people opened to {THERAPIST} opens any more.")).to_be_visible()
    page_actions.press_button(page, f"Yes, revoke {THERAPIST}")
    expect(page.get_by_text(f"{THERAPIST} opens nothing any more.", exact=True)).to_be_visible()
    lindqvist.page.wait_for_url("**/sign-in*", timeout=20_000)
    trail = page.locator("table.nearer-table tbody tr").all_inner_texts()
    assert [" ".join(line.split("\t")[1:]) for line in trail] == [
        f"{THERAPIST}, therapist, was revoked {MANAGER}",
        f"{THERAPIST} accepted and is a therapist {THERAPIST}",
        f"{THERAPIST} was invited as a therapist {MANAGER}",
        f"{MANAGER} accepted and is a manager {MANAGER}",
        f"{MANAGER} was invited as a manager command on the server",
    ]
    _notes_a_changed_trail(farooq, own_server)


def _notes_a_changed_trail(farooq: Person, server: LiveServer) -> None:
    """Somebody writes past Nearer; the manager is told, finds out what it was, and says that they know."""
    page = farooq.page
    with closing(sqlite3.connect(server.data / NOTEBOOK_FILE)) as file, file:
        file.execute("UPDATE clinic_trail SET name = 'Dr Nobody' WHERE number = 3")
    page.reload()
    page_actions.wait_for_screen(page, "The clinic")
    expect(page.locator(".clinic-needs")).to_contain_text("The trail is not as you last saw it.")
    assert {name: found for name, found in looked_at(page, "clinic-trail").items() if found} == {}
    page_actions.press_button(page, "I know about this change")
    expect(page.get_by_text("Noted. The trail has a line that says so.")).to_be_visible()
    expect(page.get_by_text("Do not rely on the lines before that.")).to_be_visible()
    expect(page.locator(".clinic-needs")).not_to_contain_text("The trail")
    expect(page.get_by_role("button", name="I know about this change")).to_have_count(0)
    newest = page.locator("table.nearer-table tbody tr").first
    expect(newest).to_contain_text(f"{MANAGER}, manager, noted that earlier lines were changed outside Nearer")
    assert {name: found for name, found in looked_at(page, "clinic-trail-noted").items() if found} == {}


def test_a_reset_says_first_what_it_cannot_give_back(own_server: LiveServer, person: Arrives) -> None:
    farooq, lindqvist = person(own_server, MANAGER), person(own_server, THERAPIST)
    page_actions.send_account_forms(farooq, invited(own_server, MANAGER, "clinic"), "The clinic")
    page_actions.send_account_forms(lindqvist, invited(own_server, THERAPIST))
    page = farooq.page
    page.reload()
    page_actions.wait_for_screen(page, "The clinic")
    _open_change(page, THERAPIST)
    page_actions.press_button(page, f"Reset {THERAPIST}")
    expect(page.get_by_text("You have no key of theirs, so nothing that is sealed comes back.")).to_be_visible()
    assert {name: found for name, found in looked_at(page, "clinic-reset").items() if found} == {}
    page_actions.press_button(page, "Cancel")
    page_actions.press_button(page, f"Reset {THERAPIST}")
    page_actions.press_button(page, f"Yes, reset {THERAPIST}")
    code = page.locator(".nearer-code").inner_text()
    lindqvist.page.wait_for_url("**/sign-in*", timeout=20_000)
    accept(lindqvist, code)
    expect(lindqvist.page.get_by_text("Nobody has let you in so far.")).to_be_visible()

    page_actions.press_button(page, "I have given it away")
    page.get_by_label("Name they sign in with").fill(THERAPIST.lower())
    page_actions.press_button(page, "Invite")
    expect(page.get_by_text("This name is already used here")).to_be_visible()
    invited_manager = invited(own_server, "Mr Okoye", "clinic")
    okoye = person(own_server, "Mr Okoye")
    page_actions.send_account_forms(okoye, invited_manager, "The clinic")
    _open_change(okoye.page, MANAGER)
    page_actions.press_button(okoye.page, f"Revoke {MANAGER}")
    page_actions.press_button(okoye.page, f"Yes, revoke {MANAGER}")
    page.wait_for_url("**/sign-in*", timeout=20_000)


def _invites(manager: Person, name: str) -> str:
    page = manager.page
    page.get_by_label("Name they sign in with").fill(name)
    page_actions.press_button(page, "Invite")
    expect(page.get_by_text(f"The invitation code for {name}")).to_be_visible()
    code = page.locator(".nearer-code").inner_text()
    expect(page.get_by_text(f"/invited#{code}")).to_be_visible()
    return code


def _looked_at(person: Person, width: int) -> list[tuple[str, list[str]]]:
    person.page.set_viewport_size({"width": width, "height": 900})
    page_actions.wait_until_at_rest(person.page)
    return list(looked_at(person.page, f"clinic-{width}").items())


def _open_change(page: Page, name: str) -> None:
    """What can be done to an account is behind a fold of its own."""
    expect(page.get_by_role("button", name=f"Revoke {name}")).to_have_count(0)
    page_actions.click(page.get_by_text(f"Change the account of {name}"))
    page_actions.wait_until_at_rest(page)
