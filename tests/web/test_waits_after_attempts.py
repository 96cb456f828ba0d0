"""Tries are counted by name, and by address where an address is not shared by a couple."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from starlette.requests import Request

from nearer.database.row_errors import NotSaved
from nearer.language.error_catalogue.notebook_errors import NotebookFileText
from nearer.server.config import Reach
from nearer.storage.notebook import Notebook
from nearer.web import login_throttling
from nearer.web.login_throttling import (
    address_buckets,
    book_attempt_with_fallback,
    name_bucket,
    own_bucket,
    refund_attempt_with_fallback,
)
from nearer.web.services import WebContext
from tests.web.running import PASSPHRASE, Running

CLINIC = Reach(secure=True, behind_proxy=True, hosts=("clinic.example",))
HOME = Reach(secure=False, behind_proxy=False, hosts=("localhost",))


def request(client: str, forwarded: str = "") -> Request:
    headers = [(b"x-forwarded-for", forwarded.encode())] if forwarded else []
    return Request({"type": "http", "client": (client, 4711), "headers": headers})


def book(notebook: Notebook, buckets: tuple[str, ...], now: datetime, times: int) -> float:
    """Book so many attempts in a row; the wait that the last one was told."""
    return [book_attempt_with_fallback(notebook, buckets, now) for _ in range(times)][-1]


def test_four_mistypes_do_not_stop_a_clinic_behind_one_address_and_guessing_does(running: Running) -> None:
    context, notebook, now = WebContext(running.services, CLINIC), running.services.notebook, running.clock.now
    guesser = address_buckets(context, request("127.0.0.1", "192.0.2.7, 203.0.113.9"))
    other = address_buckets(context, request("127.0.0.1", "203.0.113.9, 192.0.2.7"))
    for number in range(31):
        assert book_attempt_with_fallback(notebook, (name_bucket(f"Somebody {number}"), *guesser), now) == 0
    assert 0 < book_attempt_with_fallback(notebook, guesser, now) <= 60
    for minute in range(1, 12):
        book_attempt_with_fallback(notebook, guesser, now + timedelta(minutes=minute))
    assert 0 < book_attempt_with_fallback(notebook, guesser, now + timedelta(minutes=11, seconds=1)) <= 60
    assert book_attempt_with_fallback(notebook, other, now) == 0


def test_a_name_that_has_to_wait_waits_at_another_address_too(running: Running) -> None:
    context, notebook, now = WebContext(running.services, CLINIC), running.services.notebook, running.clock.now
    guessed = name_bucket(running.nickname("Guessed"))
    fresh = address_buckets(context, request("127.0.0.1", "198.51.100.4"))
    assert book(notebook, (guessed,), now, 5) == 4
    assert book_attempt_with_fallback(notebook, (guessed, *fresh), now) == 4
    assert book_attempt_with_fallback(notebook, fresh, now) == 0  # an attempt that has to wait counts against nobody


def test_a_sign_in_that_worked_is_not_counted_and_failed_ones_still_are(running: Running) -> None:
    notebook, now = running.services.notebook, running.clock.now
    name, address = name_bucket(running.nickname("Right")), ("address:198.51.100.77",)
    book(notebook, address, now, 29)
    for _ in range(5):
        assert book_attempt_with_fallback(notebook, (name, *address), now) == 0
        refund_attempt_with_fallback(notebook, address, now, name)
    assert book(notebook, address, now, 2) == 0
    assert book_attempt_with_fallback(notebook, address, now) > 0


def test_attempts_of_a_person_who_is_signed_in_have_a_limit_of_their_own(running: Running) -> None:
    name = running.nickname()
    browser = running.started(name)
    for _ in range(5):
        running.browser().post("/sign-in", name=name, passphrase="a-guess-of-somebody-else")
    assert running.browser().post("/sign-in", name=name, passphrase=PASSPHRASE).status_code == 429
    new = "guess-luggage-sailor-moon-tide"
    assert browser.post("/passphrase", old=PASSPHRASE, passphrase=new).status_code == 303
    for _ in range(4):
        assert browser.post("/leave", old="wrong-passphrase-here", sure="yes").status_code == 422
    assert browser.post("/leave", old=new, sure="yes").status_code == 422
    assert own_bucket(UUID(int=1)) != own_bucket(UUID(int=2))


def test_a_full_disk_does_not_lift_the_limit_on_attempts(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> float:
        raise NotSaved(NotebookFileText.DISK_FULL)

    name = running.nickname()
    running.started(name)
    monkeypatch.setattr(login_throttling, "book_attempt", full)
    monkeypatch.setattr(login_throttling, "refund_attempt", full)
    assert running.browser().post("/sign-in", name=name, passphrase=PASSPHRASE).status_code == 303
    replies = [running.browser().post("/sign-in", name=name, passphrase="wrong-passphrase-here") for _ in range(5)]
    assert [reply.status_code for reply in replies] == [403, 403, 403, 403, 429]
    assert running.browser().post("/sign-in", name=name, passphrase=PASSPHRASE).status_code == 429


def test_a_forwarded_address_of_this_machine_has_a_limit(running: Running) -> None:
    context = WebContext(running.services, CLINIC)
    for forwarded in ("127.0.0.1", "::1", "198.51.100.4, 127.0.0.1"):
        assert address_buckets(context, request("127.0.0.1", forwarded)) != ()


def test_two_people_at_one_laptop_are_not_counted_by_its_address(running: Running) -> None:
    context = WebContext(running.services, HOME)
    assert address_buckets(context, request("127.0.0.1")) == ()
    assert address_buckets(context, request("127.0.0.1", "203.0.113.9")) == ()


def test_one_network_of_ipv6_waits_together_and_the_next_one_does_not(running: Running) -> None:
    context = WebContext(running.services, CLINIC)
    first, same, other = (
        address_buckets(context, request("127.0.0.1", address))
        for address in ("2001:db8:0:7::1", "2001:db8:0:7:ffff:ffff:ffff:ffff", "2001:db8:0:8::1")
    )
    assert first == same != other
    mapped, plain = (address_buckets(context, request("127.0.0.1", a)) for a in ("::ffff:203.0.113.77", "203.0.113.77"))
    assert mapped == plain != address_buckets(context, request("127.0.0.1", "203.0.113.78"))
    assert address_buckets(context, request("127.0.0.1", "unknown")) == ("address:unknown",)


def test_one_name_has_one_bucket_however_it_is_written() -> None:
    assert name_bucket("Meera") == name_bucket("  MEERA\u200b ") == name_bucket("\uff2deera")
