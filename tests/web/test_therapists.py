"""The doors of a therapist and of a manager: invitation, passphrase, app; nothing is open before the code."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from datetime import timedelta

import pytest

from nearer.clinic_accounts.account_credentials import sign_in_account
from nearer.clinic_accounts.accounts import (
    Kind,
    invite_by_command,
    revoke_by_command,
    save_account_settings,
)
from nearer.privacy.principal import Manager, Therapist
from nearer.privacy.totp import code_of_step, step_at
from nearer.privacy.vault import session_name
from nearer.storage.couple.people import Settings
from tests.storage.making import read_rows
from tests.web.running import PASSPHRASE, Browser, Running
from tests.web.stream import refused

STEP = timedelta(seconds=30)


@dataclass
class Doctor:
    """A therapist, or a manager, with an app that is set up; `code()` is what it shows at this moment."""

    running: Running
    name: str
    seed: bytes
    backup: list[str]
    browser: Browser
    recovery: str = ""
    kind: Kind = Therapist

    def revoke(self) -> None:
        """As the command on the server does."""
        revoke_by_command(self.running.services.notebook, self.kind, self.name, self.running.clock.utc())

    def code(self, ago: int = 0) -> str:
        return code_of_step(self.seed, step_at(self.running.clock.utc()) - ago)

    def after_passphrase(self) -> Browser:
        browser = self.running.browser()
        reply = browser.post("/sign-in", name=self.name, passphrase=PASSPHRASE)
        assert reply.headers["location"] == "/code"
        return browser


def accepted(running: Running, name: str, kind: Kind = Therapist) -> Browser:
    code = invite_by_command(running.services.notebook, kind, name, running.clock.utc())
    browser = running.browser()
    reply = browser.post("/invited", code=code, passphrase=PASSPHRASE, zone="Asia/Kolkata")
    assert reply.headers["location"] == "/authenticator"
    return browser


def seed_on(browser: Browser) -> bytes:
    hits = re.search(r'secret" translate="no">([A-Z2-7 ]+)<', browser.get("/authenticator").text)
    assert hits is not None
    return base64.b32decode(hits[1].replace(" ", ""))


@pytest.fixture(params=[Therapist, Manager], ids=["therapist", "manager"])
def doctor(running: Running, request: pytest.FixtureRequest) -> Doctor:
    """Either of them: what holds at a therapist's doors holds at a manager's."""
    name = running.nickname("Dr Rao")
    browser = accepted(running, name, request.param)
    seed = seed_on(browser)
    browser.post("/authenticator", code=code_of_step(seed, step_at(running.clock.utc())))
    backup = re.findall(r"<li>([0-9A-Z-]{19})</li>", browser.get("/authenticator").text)
    assert browser.post("/authenticator").headers["location"] == "/recovery-code"
    recovery = keeps_code(browser)
    running.clock.pass_by(minutes=1)
    return Doctor(running, name, seed, backup, browser, recovery, request.param)


def keeps_code(browser: Browser) -> str:
    """The recovery code on the screen, confirmed by its last group."""
    code = "-".join(re.findall(r"<span>([0-9A-Z]{4})</span>", browser.get("/recovery-code").text))
    assert browser.post("/recovery-code", group=code[-4:]).headers["location"] == "/"
    return code


def test_a_therapist_without_an_authenticator_app_reaches_only_the_page_to_set_one_up(running: Running) -> None:
    browser = accepted(running, running.nickname("Dr Rao"))
    for path in ("/", "/overview", "/signed-in", "/settings"):
        assert browser.get(path).headers["location"] == "/authenticator"
    assert refused(running, browser.token) == 403
    browser.post("/authenticator", code="000000")
    assert browser.get("/").headers["location"] == "/authenticator"


def test_the_picture_for_the_app_is_drawn_here_and_holds_the_secret_written_below_it(running: Running) -> None:
    page = accepted(running, running.nickname("Dr Rao")).get("/authenticator").text
    assert "<svg" in page and "http" not in page.partition('class="picture"')[2].replace("http://www.w3.org", "")


def test_once_the_app_is_confirmed_ten_backup_codes_are_shown_once_and_everything_opens(doctor: Doctor) -> None:
    assert len(set(doctor.backup)) == 10
    assert doctor.browser.signed_in()
    assert doctor.browser.get("/authenticator").headers["location"] == "/"
    assert refused(doctor.running, doctor.browser.token) == 0


def test_an_invitation_that_opens_nothing_is_refused_on_the_form(running: Running) -> None:
    reply = running.browser().post("/invited", code="0000", passphrase=PASSPHRASE, zone="Asia/Kolkata")
    assert (reply.status_code, "has been used, has run out, or has a typo" in reply.text) == (422, True)


def test_a_therapist_reads_nothing_between_the_passphrase_and_the_app_code(doctor: Doctor) -> None:
    browser = doctor.after_passphrase()
    for path in ("/", "/overview", "/signed-in", "/authenticator"):
        assert browser.get(path).headers["location"] == "/code"
    assert refused(doctor.running, browser.token) == 403


def test_the_app_code_of_a_therapist_opens_a_new_sign_in(doctor: Doctor) -> None:
    browser = doctor.after_passphrase()
    before = browser.token
    assert browser.post("/code", code=doctor.code()).headers["location"] == "/"
    assert browser.signed_in() and browser.token != before
    assert refused(doctor.running, before) == 403


def test_an_app_code_that_is_used_early_late_or_another_therapists_is_refused(doctor: Doctor) -> None:
    used = doctor.code()
    assert doctor.after_passphrase().post("/code", code=used).status_code == 303
    for code in (used, doctor.code(ago=1), doctor.code(ago=-1)):
        assert doctor.after_passphrase().post("/code", code=code).status_code == 403
    doctor.running.clock.pass_by(minutes=16)
    seed = seed_on(accepted(doctor.running, doctor.running.nickname("Dr Iyer")))
    others = code_of_step(seed, step_at(doctor.running.clock.utc()))
    assert doctor.after_passphrase().post("/code", code=others).status_code == 403
    doctor.running.clock.pass_by(minutes=16)
    assert doctor.after_passphrase().post("/code", code=doctor.code()).status_code == 303


def test_a_backup_code_opens_once(doctor: Doctor) -> None:
    assert doctor.after_passphrase().post("/code", code=doctor.backup[0].lower()).status_code == 303
    assert doctor.after_passphrase().post("/code", code=doctor.backup[0]).status_code == 403


def test_guessing_app_codes_makes_wait_like_passphrases_and_a_right_passphrase_gives_no_new_tries(
    doctor: Doctor,
) -> None:
    for _ in range(4):
        doctor.after_passphrase().post("/code", code="000000")
    reply = doctor.running.browser().post("/sign-in", name=doctor.name, passphrase=PASSPHRASE)
    assert reply.status_code == 429
    doctor.running.clock.pass_by(minutes=16)
    browser = doctor.after_passphrase()
    assert browser.post("/code", code=doctor.code()).status_code == 303


def test_a_therapists_name_with_a_wrong_passphrase_looks_like_nobodys(doctor: Doctor) -> None:
    unknown = doctor.running.nickname("Dr Nobody")
    first, second = (
        doctor.running.browser().post("/sign-in", name=name, passphrase="no") for name in (doctor.name, unknown)
    )
    assert (first.status_code, first.text.replace(doctor.name, "*")) == (403, second.text.replace(unknown, "*"))


def test_pages_of_a_persons_keys_are_closed_to_a_therapist(doctor: Doctor) -> None:
    for path in ("/passphrase", "/recovery-code/new"):
        assert doctor.browser.get(path).status_code == 200
    for path in ("/recovery-code", "/new-keys", "/leave"):  # the code was shown once and is confirmed
        assert doctor.browser.get(path).headers["location"] == "/"


def test_a_revoked_therapist_does_not_come_in_any_more(doctor: Doctor) -> None:
    waiting = doctor.after_passphrase()
    doctor.revoke()
    assert waiting.post("/code", code=doctor.code()).status_code == 403
    assert doctor.running.browser().post("/sign-in", name=doctor.name, passphrase=PASSPHRASE).status_code == 403


def test_the_open_page_of_a_revoked_therapist_closes_at_its_next_look(doctor: Doctor) -> None:
    """The command line revokes from another process, and an open screen asks every five seconds."""
    person = doctor.running.started(doctor.running.nickname())
    assert doctor.browser.get("/alive").status_code == 204
    doctor.revoke()
    assert refused(doctor.running, doctor.browser.token) == 0  # what is open stays until it looks
    assert doctor.browser.get("/alive").status_code == 401
    assert refused(doctor.running, doctor.browser.token) == 403 and not doctor.browser.signed_in()
    assert person.get("/alive").status_code == 204


def test_a_therapist_is_not_signed_out_while_the_notebook_cannot_be_read(doctor: Doctor) -> None:
    notebook = doctor.running.services.notebook
    assert notebook.path is not None
    notebook.engine.dispose()
    away = notebook.path.rename(notebook.path.with_suffix(".away"))
    try:
        assert doctor.browser.get("/alive").status_code == 204
    finally:
        away.rename(notebook.path)
    assert doctor.browser.get("/alive").status_code == 204


def test_a_therapist_sees_all_sign_ins_and_ends_one_or_all_others(running: Running) -> None:
    name = running.nickname()
    browser = running.started(name)
    others = [running.browser() for _ in range(3)]
    for one in others:
        one.post("/sign-in", name=name, passphrase=PASSPHRASE)
    page = browser.get("/signed-in").text
    assert (page.count("This browser"), page.count("Another browser")) == (1, 3)
    places = re.findall(r'name="place" value="([0-9a-f]{16})"', page)
    browser.post("/signed-in", place=places[0])
    assert sorted(one.signed_in() for one in others) == [False, True, True]
    browser.post("/signed-in", place="others")
    assert not any(one.signed_in() for one in others) and browser.signed_in()


def test_a_therapist_cannot_end_the_sign_in_of_another(running: Running) -> None:
    mine, foreign = running.started(running.nickname()), running.started(running.nickname("Ravi"))
    mine.post("/signed-in", place=session_name(foreign.token))
    assert foreign.signed_in()


def test_changing_the_passphrase_needs_the_present_one_and_ends_every_other_sign_in(doctor: Doctor) -> None:
    elsewhere = doctor.after_passphrase()
    assert elsewhere.post("/code", code=doctor.code()).status_code == 303
    new = "guess luggage sailor moon"
    assert doctor.browser.post("/passphrase", old="not this one", passphrase=new).status_code == 422
    changed = doctor.browser.post("/passphrase", old=PASSPHRASE, passphrase=new).headers["location"]
    assert "Your passphrase is changed" in doctor.browser.get(changed).text
    assert doctor.browser.signed_in() and not elsewhere.signed_in()
    again = doctor.running.browser()
    assert again.post("/sign-in", name=doctor.name, passphrase=PASSPHRASE).status_code == 403
    assert again.post("/sign-in", name=doctor.name, passphrase=new).headers["location"] == "/code"


def test_a_therapist_cannot_change_the_passphrase_before_the_app_code(doctor: Doctor) -> None:
    browser = doctor.after_passphrase()
    reply = browser.post("/passphrase", old=PASSPHRASE, passphrase="guess luggage sailor moon")
    assert reply.headers["location"] == "/code"
    doctor.after_passphrase()


def test_the_idle_time_a_therapist_chose_holds_from_the_next_sign_in(doctor: Doctor) -> None:
    notebook = doctor.running.services.notebook
    therapist = sign_in_account(notebook, doctor.name, PASSPHRASE)
    assert therapist is not None
    save_account_settings(notebook, therapist, Settings("Asia/Kolkata", 3))
    browser = doctor.after_passphrase()
    browser.post("/code", code=doctor.code())
    doctor.running.clock.pass_by(minutes=2)
    assert browser.signed_in()
    doctor.running.clock.pass_by(minutes=4)
    assert not browser.signed_in()


def test_a_therapists_sign_in_is_counted_only_after_the_app_code(doctor: Doctor) -> None:
    notebook = doctor.running.services.notebook
    account = sign_in_account(notebook, doctor.name, PASSPHRASE)
    assert account is not None
    counted = "SELECT sum(times) AS times FROM sign_ins WHERE therapist_id = :id"
    [before] = read_rows(notebook, counted, id=account.id.hex)
    browser = doctor.after_passphrase()
    browser.post("/code", code="000000")
    assert read_rows(notebook, counted, id=account.id.hex) == [before]
    assert browser.post("/code", code=doctor.code()).status_code == 303
    assert read_rows(notebook, counted, id=account.id.hex) == [{"times": before["times"] + 1}]


def test_an_invitation_that_ended_or_was_used_opens_nothing(running: Running) -> None:
    notebook, name = running.services.notebook, running.nickname("Ms Shah")
    code = invite_by_command(notebook, Manager, name, running.clock.utc() - timedelta(days=8))
    late = running.browser().post("/invited", code=code, passphrase=PASSPHRASE, zone="Asia/Kolkata")
    assert late.status_code == 422
    code = invite_by_command(notebook, Manager, name, running.clock.utc())
    forms = [running.browser().post("/invited", code=code, passphrase=PASSPHRASE, zone="Asia/Kolkata") for _ in "ab"]
    assert [form.status_code for form in forms] == [303, 422]
