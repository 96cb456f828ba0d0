"""A form counts only when a page of ours sent it, whole and small enough."""

from __future__ import annotations

import pytest

from nearer.web.form_fields import MAX_FORM_BYTES
from tests.web.running import PASSPHRASE, Running, start_form

POSTS = ("/sign-in", "/start", "/join", "/recover", "/recovery-code", "/passphrase", "/new-keys", "/sign-out", "/demo")
FOREIGN = (
    {},
    {"Origin": "http://evil.example"},
    {"Origin": "null"},
    {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
    {"Origin": "http://localhost:1"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "none"},
    {"Origin": "http://evil.example", "Sec-Fetch-Site": "same-origin"},
)


@pytest.mark.parametrize("headers", FOREIGN)
def test_a_form_sent_from_another_site_does_nothing(running: Running, headers: dict[str, str]) -> None:
    browser = running.signed_in()
    for path in POSTS:
        reply = browser.send_form(path, {"name": "x"}, headers)
        assert reply.status_code == 403 and "set-cookie" not in reply.headers
    assert browser.signed_in()


def test_a_browsers_own_form_under_no_referrer_is_taken(running: Running) -> None:
    headers = {"Origin": "null", "Sec-Fetch-Site": "same-origin"}
    reply = running.browser().send_form("/start", start_form(running.nickname()), headers)
    assert reply.status_code == 303


@pytest.mark.parametrize("path", POSTS)
def test_a_form_larger_than_64_kib_is_refused(running: Running, path: str) -> None:
    browser = running.signed_in()
    reply = browser.post(path, name="x" * (MAX_FORM_BYTES + 1))
    assert reply.status_code == 413


def test_a_form_that_does_not_say_its_length_is_cut_off_at_64_kib_too(running: Running) -> None:
    endless = (b"name=" + b"x" * 60_000 for _ in range(10))
    reply = running.browser().send_form("/sign-in", endless, {"Origin": running.url})
    assert reply.status_code == 413


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"name=a&name=b", "application/x-www-form-urlencoded", 400),
        (b"name=%ff%fe", "application/x-www-form-urlencoded", 400),
        (b"name=a%00b", "application/x-www-form-urlencoded", 400),
        (b"\xff\xfe", "application/x-www-form-urlencoded", 400),
        (b"&".join(b"n%d=1" % n for n in range(30)), "application/x-www-form-urlencoded", 400),
        (b'{"name": "a"}', "application/json", 415),
        (b"--x\r\n", "multipart/form-data; boundary=x", 415),
    ],
)
def test_a_garbled_form_gets_a_sentence(running: Running, body: bytes, kind: str, status: int) -> None:
    headers = {"Origin": running.url, "Content-Type": kind}
    reply = running.browser().send_form("/sign-in", body, headers)
    assert reply.status_code == status and "Back" in reply.text


@pytest.mark.parametrize("path", POSTS)
def test_an_empty_sign_in_form_gets_a_page_and_never_an_error(running: Running, path: str) -> None:
    assert running.browser().post(path).status_code in (303, 403, 422)


def test_broken_characters_and_very_long_words_in_a_form_get_a_page(running: Running) -> None:
    for odd in ("%ED%A0%80", "x" * 20_000, "%F0%9F%8C%B8" * 500):
        body = f"name={odd}&passphrase={odd}&nickname={odd}"
        headers = {"Origin": running.url, "Content-Type": "application/x-www-form-urlencoded"}
        for path in ("/sign-in", "/start", "/join", "/recover"):
            assert running.browser().send_form(path, body, headers).status_code in (400, 403, 422)


def test_a_form_sent_in_an_address_is_not_accepted(running: Running) -> None:
    name = running.nickname()
    running.started(name)
    browser = running.browser()
    browser.get(f"/sign-in?name={name}&passphrase={PASSPHRASE}")
    assert not browser.token
