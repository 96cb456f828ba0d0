"""Looking around with made-up people."""

from __future__ import annotations

from nearer.database.row_errors import EntryBroken
from nearer.sign_ins.signed_in import AccountSignedIn, SignedIn
from nearer.storage.notebook import Notebook
from tests.storage.making import read_rows
from tests.web.running import Browser, Running
from tests.web.stream import connect, first_session_id


def party_of(running: Running, browser: Browser) -> SignedIn:
    party = running.services.vault.find(browser.token)
    assert party is not None
    return party


def visitor(running: Running) -> Browser:
    browser = running.browser()
    assert browser.post("/demo").headers["location"] == "/"
    return browser


def test_a_visitor_gets_a_throwaway_notebook_of_their_own(running: Running) -> None:
    browser, other = visitor(running), visitor(running)
    first, second = party_of(running, browser), party_of(running, other)
    assert first.notebook.demo and first.notebook is not second.notebook
    assert first.notebook is not running.services.notebook
    with connect(running, browser.token) as stream:
        assert first_session_id(stream)


def test_a_visitor_changes_person_under_a_new_token_within_their_own_notebook(running: Running) -> None:
    browser = visitor(running)
    before, notebook = browser.token, party_of(running, browser).notebook
    assert party_of(running, browser).principal.nickname == "Meera"
    assert browser.get("/demo/as/1").headers["location"] == "/"
    assert party_of(running, browser).principal.nickname == "Ravi"
    assert party_of(running, browser).notebook is notebook
    assert running.services.vault.find(before) is None


def test_choosing_a_made_up_person_who_does_not_exist_opens_nobody(running: Running) -> None:
    browser = visitor(running)
    for path in ("/demo/as/2", "/demo/as/999999999999999999999", "/demo/as/-1", "/demo/as/x"):
        assert browser.get(path).status_code in (404, 200)
        assert party_of(running, browser).principal.nickname == "Meera"


def test_nobody_signed_in_for_real_becomes_a_made_up_person(running: Running) -> None:
    browser = running.signed_in()
    assert browser.get("/demo/as/0").status_code == 404
    browser.post("/demo")
    assert party_of(running, browser).notebook is running.services.notebook


def test_exit_from_the_demo_deletes_the_throwaway_notebook(running: Running) -> None:
    browser = visitor(running)
    before, notebook = len(running.services.vault), party_of(running, browser).notebook
    second = running.services.vault.open(
        party_of(running, browser), idle_seconds=300
    )  # another window of the same visitor
    browser.get("/bye")
    assert len(running.services.vault) == before - 1
    assert running.services.vault.find(second) is None
    assert household_is_gone(notebook)


def household_is_gone(notebook: Notebook) -> bool:
    """A database in memory is empty once its one connection was closed."""
    try:
        return read_rows(notebook, "SELECT * FROM people") == []
    except EntryBroken:  # no table there
        return True


def test_the_oldest_of_more_than_twenty_throwaway_notebooks_is_closed(running: Running) -> None:
    oldest = visitor(running)
    younger = [visitor(running) for _ in range(20)]
    assert not oldest.signed_in()
    assert all(browser.signed_in() for browser in younger)


def test_a_made_up_person_has_no_passphrase_to_change(running: Running) -> None:
    assert visitor(running).get("/passphrase").headers["location"] == "/"


def test_the_couples_door_opens_on_their_weeks(running: Running) -> None:
    browser = running.browser()
    assert browser.post("/demo", door="couple").headers["location"] == "/weeks"
    assert party_of(running, browser).principal.nickname == "Meera"


def test_the_clinics_door_opens_on_the_therapists_screens(running: Running) -> None:
    browser = running.browser()
    assert browser.post("/demo", door="clinic").headers["location"] == "/"
    party = running.services.vault.find(browser.token)
    assert isinstance(party, AccountSignedIn) and party.notebook.demo
