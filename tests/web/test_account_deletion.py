"""Leaving for good, and another recovery code: both ask for the passphrase once more."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from nearer.backups.copies import copy_daily, own_copies
from nearer.sign_ins.signed_in import SignedIn
from nearer.storage.couple.credentials import sign_in
from nearer.storage.couple.invitations import create_invitation
from nearer.storage.couple.people import read_couple_members
from nearer.web import text as words
from nearer.web.form_fields import MAX_FORM_BYTES
from tests.web.running import PASSPHRASE, Browser, Running, start_form
from tests.web.stream import connect, first_session_id
from tests.web.test_forms import FOREIGN

PATHS = ("/leave", "/recovery-code/new")


@pytest.mark.parametrize("path", PATHS)
def test_a_stranger_who_opens_the_deletion_page_is_sent_to_sign_in(running: Running, path: str) -> None:
    stranger = running.browser()
    assert stranger.get(path).headers["location"] == "/sign-in"
    assert stranger.post(path, old=PASSPHRASE, sure="yes").headers["location"] == "/sign-in"


@pytest.mark.parametrize("headers", FOREIGN)
def test_a_form_sent_from_another_site_deletes_and_changes_nothing(running: Running, headers: dict[str, str]) -> None:
    browser = running.signed_in()
    for path in PATHS:
        reply = browser.send_form(path, {"old": PASSPHRASE, "sure": "yes"}, headers)
        assert reply.status_code == 403 and "set-cookie" not in reply.headers
    assert browser.signed_in()


@pytest.mark.parametrize("path", PATHS)
def test_an_empty_or_endless_deletion_form_gets_a_page_and_no_error(running: Running, path: str) -> None:
    browser = running.signed_in()
    assert browser.post(path).status_code == 422
    assert browser.post(path, old="x" * MAX_FORM_BYTES).status_code == 413


def test_deleting_everything_deletes_the_person_empties_the_browser_and_ends_every_sign_in(running: Running) -> None:
    name = running.nickname()
    browser, there = running.started(name), running.browser()
    there.post("/sign-in", name=name, passphrase=PASSPHRASE)
    assert "What is deleted" in browser.get("/leave").text
    reply = browser.post("/leave", old=PASSPHRASE, sure="yes")
    assert reply.status_code == 200 and "Everything of yours is deleted" in reply.text
    assert '"cookies"' in reply.headers["Clear-Site-Data"] and not browser.token
    assert not there.signed_in()
    assert running.browser().post("/sign-in", name=name, passphrase=PASSPHRASE).status_code == 403
    assert running.browser().post("/start", **start_form(name)).headers["location"] == "/recovery-code"


def test_deleting_everything_deletes_the_backups_of_nearer_too_and_says_so(running: Running) -> None:
    path, browser = running.services.notebook.path, running.started(running.nickname())
    assert path is not None
    signed_in = running.services.vault.find(browser.token)
    assert isinstance(signed_in, SignedIn)
    person = signed_in.principal.id.hex.encode()
    copy_daily(path, running.clock.now)
    (path.parent / "nearer-before-0002.db").write_bytes(path.read_bytes())
    assert any(person in file.read_bytes() for file in path.parent.rglob("nearer-*.db"))
    reply = browser.post("/leave", old=PASSPHRASE, sure="yes")
    assert "copies that Nearer had made by itself are deleted too" in reply.text
    assert len(own_copies(path)) == 1
    assert not any(person in file.read_bytes() for file in path.parent.rglob("nearer*.db"))


def test_an_open_screen_of_a_person_who_deleted_everything_shows_nobody(running: Running) -> None:
    browser = running.started(running.nickname())
    token = browser.token
    with connect(running, token) as stream:
        first_session_id(stream)
        browser.post("/leave", old=PASSPHRASE, sure="yes")
        assert running.services.vault.find(token) is None


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"old": PASSPHRASE}, words.SURE_MISSING),
        ({"old": PASSPHRASE, "sure": "no"}, words.SURE_MISSING),
        ({"old": "another one", "sure": "yes"}, words.OLD_DIFFERS),
        ({"sure": "yes"}, words.OLD_DIFFERS),
    ],
)
def test_without_the_tick_or_the_passphrase_nothing_is_deleted(
    running: Running, form: dict[str, str], sentence: str
) -> None:
    name = running.nickname()
    browser = running.started(name)
    reply = browser.post("/leave", **form)
    assert reply.status_code == 422 and sentence in reply.text and "Clear-Site-Data" not in reply.headers
    assert browser.signed_in()
    assert sign_in(running.services.notebook, name, PASSPHRASE) is not None


@pytest.mark.parametrize("path", PATHS)
def test_guesses_of_the_passphrase_wait_longer_and_longer(running: Running, path: str) -> None:
    name = running.nickname()
    browser = running.started(name)
    for _ in range(4):
        assert words.OLD_DIFFERS in browser.post(path, old="a guess", sure="yes").text
    assert "Please wait" in browser.post(path, old=PASSPHRASE, sure="yes").text
    assert browser.signed_in()
    running.clock.pass_by(seconds=5)
    assert "Please wait" not in browser.post(path, old=PASSPHRASE, sure="yes").text


def test_pressing_delete_twice_says_again_that_everything_is_deleted(running: Running) -> None:
    browser = running.started(running.nickname())
    twice = [again(browser) for _ in range(2)]
    with ThreadPoolExecutor(2) as pool:
        replies = [
            reply.result() for reply in [pool.submit(one.post, "/leave", old=PASSPHRASE, sure="yes") for one in twice]
        ]
    assert all(reply.status_code in (200, 303) for reply in replies)
    assert any("Everything of yours is deleted" in reply.text for reply in replies)


def again(browser: Browser) -> Browser:
    """The same browser, pressing once more."""
    other = browser.running.browser()
    other.cookies.set("nearer", browser.token)
    return other


def test_when_a_person_deletes_everything_the_partner_stays_signed_in_with_all_of_their_own(running: Running) -> None:
    name, other = running.nickname(), running.nickname("Ravi")
    meera = running.started(name)
    party = running.services.vault.find(meera.token)
    assert isinstance(party, SignedIn)
    code = create_invitation(party.notebook, party.principal, running.clock.utc())
    ravi = running.browser()
    ravi.post("/join", code=code, **start_form(other, role="partner"))
    ravi.post("/recovery-code", group=ravi.recovery_code()[-4:])
    assert f"What stays with {other}" in meera.get("/leave").text
    meera.post("/leave", old=PASSPHRASE, sure="yes")
    assert ravi.signed_in()
    stays = running.services.vault.find(ravi.token)
    assert isinstance(stays, SignedIn) and read_couple_members(stays.notebook, stays.principal).partner is None
    assert "What stays with" not in ravi.get("/leave").text


def test_nobody_of_the_demo_can_be_deleted(running: Running) -> None:
    visitor = running.browser()
    visitor.post("/demo")
    assert "made-up people" in visitor.get("/leave").text
    assert visitor.post("/leave", old="", sure="yes").headers["location"] == "/leave"
    assert visitor.get("/recovery-code/new").headers["location"] == "/"
    assert visitor.post("/recovery-code/new", old="").headers["location"] == "/"
    assert visitor.signed_in()


def test_a_new_recovery_code_is_shown_once_and_the_old_one_opens_nothing(running: Running) -> None:
    name = running.nickname()
    browser = running.browser()
    browser.post("/start", **start_form(name))
    old = browser.recovery_code()
    browser.post("/recovery-code", group=old[-4:])
    assert browser.post("/recovery-code/new", old=PASSPHRASE).headers["location"] == "/recovery-code"
    new = browser.recovery_code()
    assert new != old and not browser.signed_in()
    assert browser.get("/recovery-code/new").headers["location"] == "/recovery-code"
    assert browser.post("/recovery-code", group=new[-4:]).headers["location"] == "/"
    assert browser.signed_in()
    form = {"name": name, "passphrase": "violet timber ninety oyster"}
    assert running.browser().post("/recover", code=old, **form).status_code == 422
    assert running.browser().post("/recover", code=new, **form).status_code == 303


def test_a_wrong_passphrase_makes_no_new_recovery_code(running: Running) -> None:
    name = running.nickname()
    browser = running.browser()
    browser.post("/start", **start_form(name))
    code = browser.recovery_code()
    browser.post("/recovery-code", group=code[-4:])
    reply = browser.post("/recovery-code/new", old="another one")
    assert reply.status_code == 422 and words.OLD_DIFFERS in reply.text
    form = {"name": name, "passphrase": "violet timber ninety oyster"}
    assert running.browser().post("/recover", code=code, **form).status_code == 303
