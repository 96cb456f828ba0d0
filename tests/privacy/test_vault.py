"""The vault keeps what a signed-in person has in hand, and lets it go in time."""

from __future__ import annotations

import threading
from uuid import uuid4

import pytest

from nearer.domain.roles_and_audiences import Role
from nearer.privacy.principal import Principal
from nearer.privacy.seal import new_key_pair
from nearer.privacy.vault import MAX_SESSION_SECONDS, Vault


class Clock:
    """Seconds that pass when told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def vault(clock: Clock) -> Vault[str]:
    return Vault(clock)


def test_the_token_of_a_sign_in_opens_what_belongs_to_it(vault: Vault[str]) -> None:
    assert vault.find(vault.open("Meera", 300)) == "Meera"


def test_an_unknown_token_opens_nothing(vault: Vault[str]) -> None:
    vault.open("Meera", 300)
    assert [vault.find(token) for token in ("", "x", "\ud800")] == [None, None, None]


def test_each_sign_in_has_a_new_token_of_256_bits(vault: Vault[str]) -> None:
    tokens = {vault.open("Meera", 300) for _ in range(100)}
    assert len(tokens) == 100
    assert all(len(token) >= 43 for token in tokens)


def test_the_token_itself_is_not_kept(vault: Vault[str]) -> None:
    token = vault.open("Meera", 300)
    assert token not in repr(vars(vault))


def test_an_undo_offer_is_under_its_own_token_and_goes_with_it(vault: Vault[str], clock: Clock) -> None:
    meera, ravi = vault.open("Meera", 300), vault.open("Ravi", 300)
    vault.put_undo_offer(meera, "an undo")
    vault.put_undo_offer("x", "nothing")
    assert [vault.find_undo_offer(token) for token in (meera, ravi, "x")] == ["an undo", None, None]
    clock.now += 299
    assert vault.find_undo_offer(meera) == "an undo"
    clock.now += 1  # to look at it is no use
    assert vault.find_undo_offer(meera) is None
    token = vault.open("Meera", 300)
    vault.put_undo_offer(token, "an undo")
    vault.replace(token, "Meera in another zone")
    assert vault.find_undo_offer(token) == "an undo"
    vault.close(token)
    assert vault.find_undo_offer(token) is None


def test_a_sign_in_locks_after_five_idle_minutes(vault: Vault[str], clock: Clock) -> None:
    token = vault.open("Meera", 300)
    clock.now += 299
    assert vault.find(token) == "Meera"
    clock.now += 300
    assert vault.find(token) is None
    assert len(vault) == 0


def test_looking_without_touching_does_not_keep_a_sign_in_open(vault: Vault[str], clock: Clock) -> None:
    token = vault.open("Meera", 300)
    clock.now += 200
    assert vault.find(token, touch=False) == "Meera"
    clock.now += 100
    assert vault.find(token) is None


def test_a_sign_in_lasts_eight_hours_at_most_whatever_happens_in_between(vault: Vault[str], clock: Clock) -> None:
    token = vault.open("Meera", 300)
    for _ in range(8 * 60 - 1):
        clock.now += 60
        assert vault.find(token) == "Meera"
    clock.now += 60
    assert vault.find(token) is None


def test_signing_out_drops_the_keys_at_once(vault: Vault[str]) -> None:
    token = vault.open("Meera", 300)
    vault.close(token)
    vault.close(token)
    assert vault.find(token) is None


def test_closing_one_persons_sign_ins_leaves_those_of_others(vault: Vault[str]) -> None:
    meera, ravi = vault.open("Meera", 300), vault.open("Ravi", 300)
    vault.open("Meera", 300)
    assert vault.close_where(lambda name: name == "Meera") == 2
    assert (vault.find(meera), vault.find(ravi)) == (None, "Ravi")


def test_a_sign_in_that_is_over_is_dropped_although_nobody_asks(vault: Vault[str], clock: Clock) -> None:
    vault.open("Meera", 60)
    vault.open("Ravi", 900)
    clock.now += 61
    assert vault.reap() == 1
    assert len(vault) == 1


def test_the_contents_of_a_sign_in_can_be_replaced_without_changing_its_token_or_its_end(
    vault: Vault[str], clock: Clock
) -> None:
    token = vault.open("Meera", 300)
    clock.now += 200
    vault.replace(token, "Meera with her code confirmed")
    clock.now += 99
    assert vault.find(token, touch=False) == "Meera with her code confirmed"
    vault.replace("unknown", "nobody")
    assert len(vault) == 1
    clock.now += 1
    assert vault.find(token) is None


def test_replacing_what_a_sign_in_holds_does_not_put_off_the_eight_hours(vault: Vault[str], clock: Clock) -> None:
    token = vault.open("Meera", MAX_SESSION_SECONDS)
    clock.now += MAX_SESSION_SECONDS - 1
    vault.replace(token, "Meera with her code confirmed")
    assert vault.find(token) is not None
    clock.now += 1
    assert vault.find(token) is None


def test_a_sign_in_is_closed_by_its_name_only_where_its_person_fits(vault: Vault[str]) -> None:
    meera = vault.open("Meera", 300)
    [place] = vault.sessions(lambda name: name == "Meera")
    vault.close_session(place.name, lambda name: name == "Ravi")
    assert vault.find(meera) == "Meera"
    vault.close_session(place.name, lambda name: name == "Meera")
    assert vault.find(meera) is None


def test_a_new_idle_time_of_a_sign_in_counts_from_now_on(vault: Vault[str], clock: Clock) -> None:
    token = vault.open("Meera", 300)
    vault.replace(token, "Meera", idle_seconds=60)
    clock.now += 60
    assert vault.find(token) is None


def test_many_threads_at_once_lose_no_sign_in(vault: Vault[str]) -> None:
    tokens: list[str] = []
    threads = [threading.Thread(target=lambda: tokens.append(vault.open("Meera", 300))) for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [vault.find(token) for token in tokens] == ["Meera"] * 50


def test_a_principal_shows_no_keys_when_printed() -> None:
    keys = new_key_pair()
    principal = Principal("home", uuid4(), uuid4(), "Meera", Role.SURVIVOR, "Asia/Kolkata", keys)
    principal.drawer_keys[uuid4()] = b"a drawer's key"
    assert "keys" not in repr(principal)
    assert "drawer's" not in repr(principal)


def test_the_vault_says_how_long_a_sign_in_lasts_when_nothing_happens(vault: Vault[str], clock: Clock) -> None:
    token = vault.open("Meera", 300)
    clock.now += 240
    assert vault.time_left(token) == (60, 300)
    vault.find(token, touch=False)
    assert vault.time_left(token) == (60, 300)
    vault.find(token)
    assert vault.time_left(token) == (300, 300)
    assert vault.time_left("x") == (0, 0)


def test_a_sign_in_in_use_also_ends_after_eight_hours(vault: Vault[str], clock: Clock) -> None:
    token = vault.open("Meera", MAX_SESSION_SECONDS)
    clock.now += MAX_SESSION_SECONDS - 10
    vault.find(token)
    assert vault.time_left(token) == (10, MAX_SESSION_SECONDS)
