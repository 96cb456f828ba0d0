"""Tries are counted by name, and by address where an address is not shared by a couple."""

from __future__ import annotations

from starlette.requests import Request

from nearer.web.config import Reach
from nearer.web.login_throttling import address_buckets, longest_wait, name_bucket, note_failed
from nearer.web.services import WebContext
from tests.web.running import Running

CLINIC = Reach(secure=True, behind_proxy=True, hosts=("clinic.example",))
HOME = Reach(secure=False, behind_proxy=False, hosts=("localhost",))


def request(client: str, forwarded: str = "") -> Request:
    headers = [(b"x-forwarded-for", forwarded.encode())] if forwarded else []
    return Request({"type": "http", "client": (client, 4711), "headers": headers})


def test_many_names_from_one_address_wait_together_and_other_addresses_do_not(running: Running) -> None:
    context = WebContext(running.services, CLINIC)
    guesser = address_buckets(context, request("127.0.0.1", "192.0.2.7, 203.0.113.9"))
    other = address_buckets(context, request("127.0.0.1", "203.0.113.9, 192.0.2.7"))
    for number in range(5):
        note_failed(running.services.notebook, (name_bucket(f"Somebody {number}"), *guesser), running.clock.now)
    assert longest_wait(running.services.notebook, guesser, running.clock.now) > 0
    assert longest_wait(running.services.notebook, other, running.clock.now) == 0


def test_a_name_that_waits_goes_on_waiting_from_a_fresh_address_and_the_other_way_round(running: Running) -> None:
    context, notebook, now = WebContext(running.services, CLINIC), running.services.notebook, running.clock.now
    guessed, guesser = name_bucket("Meera"), address_buckets(context, request("127.0.0.1", "203.0.113.9"))
    fresh = address_buckets(context, request("127.0.0.1", "198.51.100.4"))
    for _ in range(5):
        note_failed(notebook, (guessed, *guesser), now)
    assert longest_wait(notebook, (guessed, *fresh), now) == longest_wait(notebook, (guessed,), now) > 0
    assert longest_wait(notebook, (name_bucket("Asha"), *guesser), now) == longest_wait(notebook, guesser, now) > 0


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
