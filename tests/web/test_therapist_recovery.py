"""A therapist's recovery code: shown once, renewed, and good for a new passphrase only with the second factor."""

from __future__ import annotations

import pytest

from tests.web.running import PASSPHRASE, Browser
from tests.web.stream import refused
from tests.web.test_therapists import Doctor, doctor, keeps_code

__all__ = ["doctor"]
NEW = "guess-luggage-sailor-moon"


def recovers(doctor: Doctor, code: str, digits: str) -> tuple[Browser, int]:
    browser = doctor.running.browser()
    form = {"name": doctor.name, "code": code, "digits": digits, "passphrase": NEW}
    return browser, browser.post("/recover/therapist", **form).status_code


def signs_in(doctor: Doctor, passphrase: str) -> int:
    return doctor.running.browser().post("/sign-in", name=doctor.name, passphrase=passphrase).status_code


def test_before_a_therapist_confirms_a_new_recovery_code_nothing_else_opens(doctor: Doctor) -> None:
    browser, status = recovers(doctor, doctor.recovery, doctor.code())
    assert status == 303
    for path in ("/", "/overview", "/settings"):
        assert browser.get(path).headers["location"] == "/recovery-code"
    assert browser.post("/recovery-code", group="0000").status_code == 422
    keeps_code(browser)
    assert browser.signed_in()


def test_a_therapists_recovery_code_opens_with_a_new_passphrase_and_both_old_ones_are_dead(doctor: Doctor) -> None:
    browser, _ = recovers(doctor, doctor.recovery.lower().replace("-", " "), doctor.code())
    fresh = keeps_code(browser)
    assert refused(doctor.running, doctor.browser.token) == 403  # what was open before is closed
    assert (signs_in(doctor, PASSPHRASE), signs_in(doctor, NEW)) == (403, 303)
    doctor.running.clock.pass_by(minutes=20)
    assert recovers(doctor, doctor.recovery, doctor.code())[1] == 422
    assert recovers(doctor, fresh, doctor.code())[1] == 303


def test_a_backup_code_on_paper_replaces_the_app_once(doctor: Doctor) -> None:
    browser, status = recovers(doctor, doctor.recovery, doctor.backup[0])
    assert status == 303
    fresh = keeps_code(browser)
    assert recovers(doctor, fresh, doctor.backup[0])[1] == 422


@pytest.mark.parametrize("digits", ["", "000000"])
def test_without_the_second_factor_a_therapists_recovery_code_changes_nothing_and_is_still_good(
    doctor: Doctor, digits: str
) -> None:
    assert recovers(doctor, doctor.recovery, digits)[1] == 422
    assert signs_in(doctor, PASSPHRASE) == 303
    assert recovers(doctor, doctor.recovery, doctor.code())[1] == 303


def test_app_codes_cannot_be_guessed_faster_with_a_recovery_code_than_at_sign_in(doctor: Doctor) -> None:
    for _ in range(6):
        recovers(doctor, doctor.recovery, "000000")
    assert recovers(doctor, doctor.recovery, doctor.code())[1] == 422
    doctor.running.clock.pass_by(minutes=20)
    assert recovers(doctor, doctor.recovery, doctor.code())[1] == 303


def test_a_persons_recovery_page_takes_no_therapists_code_and_the_reverse(doctor: Doctor) -> None:
    browser = doctor.running.browser()
    form = {"name": doctor.name, "code": doctor.recovery, "passphrase": NEW}
    assert browser.post("/recover", **form).status_code == 422
    assert browser.post("/recover/therapist", **{**form, "name": "Nobody"}).status_code == 422
    assert signs_in(doctor, PASSPHRASE) == 303


def test_a_therapist_makes_a_new_recovery_code_with_the_passphrase_and_the_old_one_is_dead(doctor: Doctor) -> None:
    assert doctor.browser.post("/recovery-code/new", old="wrong").status_code == 422
    assert doctor.browser.post("/recovery-code/new", old=PASSPHRASE).headers["location"] == "/recovery-code"
    fresh = keeps_code(doctor.browser)
    assert recovers(doctor, doctor.recovery, doctor.code())[1] == 422
    assert recovers(doctor, fresh, doctor.code())[1] == 303


def test_a_therapist_who_never_confirmed_a_recovery_code_is_shown_a_new_one_after_the_next_app_code(
    doctor: Doctor,
) -> None:
    doctor.browser.post("/recovery-code/new", old=PASSPHRASE)
    again = doctor.after_passphrase()
    assert again.post("/code", code=doctor.code()).headers["location"] == "/recovery-code"
    keeps_code(again)
    doctor.running.clock.pass_by(minutes=1)
    assert doctor.after_passphrase().post("/code", code=doctor.code()).headers["location"] == "/"


def test_a_weak_passphrase_is_refused_before_the_app_code_is_used_up(doctor: Doctor) -> None:
    digits = doctor.code()
    browser = doctor.running.browser()
    form = {"name": doctor.name, "code": doctor.recovery, "digits": digits, "passphrase": "short"}
    assert browser.post("/recover/therapist", **form).status_code == 422
    assert recovers(doctor, doctor.recovery, digits)[1] == 303
