"""Whose tries are counted together, and through which proxy."""

from __future__ import annotations

import pytest

from nearer.server.client_address import is_loopback, peer_address
from nearer.server.config import Reach

HOME = Reach(secure=False, behind_proxy=False, hosts=("localhost",))
CLINIC = Reach(secure=True, behind_proxy=True, hosts=("clinic.example",))


def address(reach: Reach, client: tuple[str, int], forwarded: str | None) -> str:
    headers = [] if forwarded is None else [(b"x-forwarded-for", forwarded.encode())]
    return peer_address({"type": "http", "client": client, "headers": headers}, reach)


def test_a_claimed_address_counts_for_nothing_without_a_declared_proxy() -> None:
    assert address(HOME, ("192.0.2.7", 4711), "203.0.113.9") == "192.0.2.7"


def test_uvicorns_belief_in_a_loopback_peer_is_undone() -> None:
    assert address(HOME, ("203.0.113.9", 0), "203.0.113.9") == "127.0.0.1"


@pytest.mark.parametrize("claimed", ["198.51.100.1, 203.0.113.9", "203.0.113.9", "10.0.0.1,,203.0.113.9 "])
def test_behind_the_declared_proxy_the_last_address_it_names_counts(claimed: str) -> None:
    assert address(CLINIC, ("127.0.0.1", 4711), claimed) == "203.0.113.9"


def test_a_proxy_that_names_no_browser_counts_as_the_browser() -> None:
    assert address(CLINIC, ("192.0.2.1", 4711), None) == "192.0.2.1"


def test_the_addresses_of_this_machine_are_recognised() -> None:
    assert is_loopback("127.0.0.1") and is_loopback("::1")
    assert not is_loopback("192.0.2.7") and not is_loopback("testclient")
