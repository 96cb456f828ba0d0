"""Somebody knew my passphrase: the page, and what it ends."""

from __future__ import annotations

from html import unescape
from pathlib import Path

import pytest

from nearer.backups.copies import copy_daily, own_copies
from nearer.web import text as words
from tests.web.running import PASSPHRASE, Running

NEW = "violet timber ninety oyster lamp"


def test_new_keys_end_every_sign_in_and_show_a_new_recovery_code(running: Running) -> None:
    name = running.nickname()
    browser, there = running.started(name), running.browser()
    there.post("/sign-in", name=name, passphrase=PASSPHRASE)
    assert there.signed_in()
    old = browser.token
    reply = browser.post("/new-keys", old=PASSPHRASE, passphrase=NEW)
    assert reply.headers["location"] == "/recovery-code" and browser.token != old
    assert not there.signed_in() and not browser.signed_in()  # the code is to be written down first
    browser.post("/recovery-code", group=browser.recovery_code()[-4:])
    assert browser.signed_in()
    assert running.browser().post("/sign-in", name=name, passphrase=PASSPHRASE).status_code == 403
    assert running.browser().post("/sign-in", name=name, passphrase=NEW).status_code == 303


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [("not it", NEW, words.OLD_DIFFERS), (PASSPHRASE, "short", "12 characters"), (PASSPHRASE, PASSPHRASE, "another")],
)
def test_a_wrong_form_for_new_keys_changes_nothing(running: Running, old: str, new: str, sentence: str) -> None:
    name = running.nickname()
    browser = running.started(name)
    reply = browser.post("/new-keys", old=old, passphrase=new)
    assert reply.status_code == 422 and sentence in unescape(reply.text)
    assert browser.signed_in()
    assert running.browser().post("/sign-in", name=name, passphrase=PASSPHRASE).status_code == 303


def test_the_copies_that_nearer_made_are_made_anew(running: Running) -> None:
    path = running.services.notebook.path
    assert isinstance(path, Path)
    browser = running.started(running.nickname())
    copy_daily(path, running.clock.now)
    [before] = (file.read_bytes() for file in own_copies(path).values())
    browser.post("/new-keys", old=PASSPHRASE, passphrase=NEW)
    [after] = (file.read_bytes() for file in own_copies(path).values())
    assert after != before


def test_changing_the_passphrase_says_what_it_does_not_do_and_leads_on(running: Running) -> None:
    browser = running.started(running.nickname())
    page = unescape(browser.get("/passphrase").text)
    assert "An old copy of the notebook still opens with the old passphrase" in page and 'href="/new-keys"' in page
    page = unescape(browser.get("/new-keys").text)
    assert "can still read what was written until now" in page


def test_a_suggested_passphrase_has_five_words(running: Running) -> None:
    for path in ("/start", "/recover"):
        suggestion = running.browser().get(path).text.partition('id="suggestion">')[2].partition("<")[0]
        assert len(suggestion.split("-")) == 5


def test_made_up_people_who_ask_for_new_keys_are_led_home(running: Running) -> None:
    visitor = running.browser()
    visitor.post("/demo")
    assert visitor.get("/new-keys").headers["location"] == "/"
    assert visitor.post("/new-keys", old=PASSPHRASE, passphrase=NEW).headers["location"] == "/"
