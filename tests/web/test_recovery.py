"""The second key."""

from __future__ import annotations

from html import unescape

import pytest

from nearer.web import text as words
from tests.web.running import PASSPHRASE, Running, start_form

OTHER = "violet timber ninety oyster"


def test_the_last_group_of_the_recovery_code_confirms_it_and_a_wrong_group_does_not(running: Running) -> None:
    browser = running.browser()
    browser.post("/start", **start_form(running.nickname()))
    code = browser.recovery_code()
    for wrong in ("", "ZZZZ", code[:4], code[-3:], code[-4:] + "0"):
        reply = browser.post("/recovery-code", group=wrong)
        assert reply.status_code == 422 and words.GROUP_DIFFERS in unescape(reply.text)
    assert not browser.signed_in()
    assert browser.post("/recovery-code", group=f" {code[-4:].lower()} ").headers["location"] == "/"
    assert browser.signed_in()


def test_a_group_that_differs_stays_to_be_corrected_and_the_title_says_that_there_is_a_problem(
    running: Running,
) -> None:
    browser = running.browser()
    browser.post("/start", **start_form(running.nickname()))
    assert "<title>Your recovery code" in browser.get("/recovery-code").text
    page = browser.post("/recovery-code", group='ab"<1').text
    field = page.partition('id="group"')[2].partition(">")[0]
    assert 'value="ab&#34;&lt;1"' in field and 'aria-invalid="true"' in field and "autofocus" in field
    assert "<title>One thing to change: Your recovery code" in page


def test_a_confirmed_recovery_code_is_not_shown_again(running: Running) -> None:
    browser = running.started(running.nickname())
    assert browser.get("/recovery-code").headers["location"] == "/"


def test_a_recovery_code_gives_a_new_passphrase_and_a_new_recovery_code(running: Running) -> None:
    name = running.nickname()
    first = running.browser()
    first.post("/start", **start_form(name))
    code = first.recovery_code()
    first.post("/recovery-code", group=code)
    again = running.browser()
    assert (
        again.post("/recover", name=name, code=code.lower(), passphrase=OTHER).headers["location"] == "/recovery-code"
    )
    assert again.recovery_code() != code
    assert not first.signed_in()
    assert running.browser().post("/sign-in", name=name, passphrase=PASSPHRASE).status_code == 403
    assert running.browser().post("/sign-in", name=name, passphrase=OTHER).status_code == 303
    assert running.browser().post("/recover", name=name, code=code, passphrase=PASSPHRASE).status_code == 422


def test_an_unknown_name_and_a_wrong_recovery_code_get_the_same_answer(running: Running) -> None:
    name, nobody = running.nickname("Asha"), running.nickname("Usha")
    running.started(name)
    form = {"code": "0000-1111-2222-3333-4444-5555-6666-7777", "passphrase": OTHER}
    known, unknown = (running.browser().post("/recover", name=one, **form) for one in (name, nobody))
    assert (known.status_code, unknown.status_code) == (422, 422)
    assert words.NO_RECOVERY in known.text and words.NO_RECOVERY in unknown.text


def test_a_recovery_code_works_although_somebody_guessed_the_passphrase_many_times(running: Running) -> None:
    name = running.nickname()
    browser = running.browser()
    browser.post("/start", **start_form(name))
    code = browser.recovery_code()
    for _ in range(6):
        running.browser().post("/sign-in", name=name, passphrase="a guess")
    assert running.browser().post("/sign-in", name=name, passphrase=PASSPHRASE).status_code == 429
    assert running.browser().post("/recover", name=name, code=code, passphrase=OTHER).status_code == 303


def test_changing_the_passphrase_ends_every_other_sign_in(running: Running) -> None:
    name = running.nickname()
    browser = running.started(name)
    there = running.browser()
    there.post("/sign-in", name=name, passphrase=PASSPHRASE)
    before = browser.token
    reply = browser.post("/passphrase", old=PASSPHRASE, passphrase=OTHER)
    assert browser.signed_in() and browser.token != before
    page = browser.get(reply.headers["location"])
    assert page.status_code == 200 and "Your passphrase is changed" in page.text and 'href="/"' in page.text
    assert not there.signed_in()
    assert running.browser().post("/sign-in", name=name, passphrase=OTHER).status_code == 303


def test_nobody_who_is_not_signed_in_reads_that_a_passphrase_is_changed(running: Running) -> None:
    assert running.browser().get("/passphrase/changed").headers["location"].startswith("/sign-in")


@pytest.mark.parametrize(
    ("old", "new", "sentence"), [("not it", OTHER, words.OLD_DIFFERS), (PASSPHRASE, "short", "12 characters")]
)
def test_a_wrong_form_for_a_new_passphrase_leaves_the_old_one(
    running: Running, old: str, new: str, sentence: str
) -> None:
    name = running.nickname()
    browser = running.started(name)
    reply = browser.post("/passphrase", old=old, passphrase=new)
    assert reply.status_code == 422 and sentence in reply.text
    assert running.browser().post("/sign-in", name=name, passphrase=PASSPHRASE).status_code == 303
