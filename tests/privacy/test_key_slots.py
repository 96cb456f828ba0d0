"""A slot opens with its own secret, at its own cost, and not below the floor."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from nearer.privacy.key_slots import MEMORY, PASSES, dummy_slot, unwrap, wrap
from nearer.privacy.seal import SealBroken, new_key

UNLOCK = new_key()
SLOT = wrap(UNLOCK, "plum-quiet-arch-tide", b"Meera's passphrase")


def test_the_right_passphrase_gives_the_unlock_key() -> None:
    assert unwrap(SLOT, "plum-quiet-arch-tide", b"Meera's passphrase") == UNLOCK


def test_a_wrong_passphrase_gives_nothing() -> None:
    assert unwrap(SLOT, "plum-quiet-arch-tidy", b"Meera's passphrase") is None


def test_a_slot_moved_to_somebody_else_gives_nothing() -> None:
    assert unwrap(SLOT, "plum-quiet-arch-tide", b"Ravi's passphrase") is None


def test_a_passphrase_is_the_same_from_every_keyboard() -> None:
    slot = wrap(UNLOCK, "caf\u00e9-au-lait-noir", b"")
    assert unwrap(slot, "cafe\u0301-au-lait-noir", b"") == UNLOCK


def test_a_slot_costs_at_least_64_mebibytes_and_three_passes_and_says_so() -> None:
    assert (SLOT.memory, SLOT.passes) == (MEMORY, PASSES)
    assert MEMORY >= 64 * 1024 * 1024
    assert PASSES >= 3


@pytest.mark.parametrize("weaker", [{"memory": MEMORY - 1}, {"passes": PASSES - 1}, {"memory": 8192}, {"passes": 0}])
def test_stored_settings_below_the_floor_are_refused(weaker: dict[str, int]) -> None:
    with pytest.raises(SealBroken):
        unwrap(replace(SLOT, **weaker), "plum-quiet-arch-tide", b"Meera's passphrase")


@pytest.mark.parametrize("larger", [{"memory": 2**40}, {"passes": 10**6}])
def test_stored_settings_that_would_stop_the_machine_are_refused(larger: dict[str, int]) -> None:
    with pytest.raises(SealBroken):
        unwrap(replace(SLOT, **larger), "plum-quiet-arch-tide", b"Meera's passphrase")


def test_the_same_passphrase_stored_twice_looks_different_in_the_file() -> None:
    other = wrap(UNLOCK, "plum-quiet-arch-tide", b"Meera's passphrase")
    assert other.salt != SLOT.salt
    assert other.sealed != SLOT.sealed


def test_a_key_is_derived_for_an_unknown_name_as_for_a_wrong_passphrase() -> None:
    dummy = dummy_slot()
    assert (len(dummy.salt), dummy.passes, dummy.memory) == (len(SLOT.salt), SLOT.passes, SLOT.memory)
    assert len(dummy.sealed) == len(SLOT.sealed)
    assert unwrap(dummy, "plum-quiet-arch-tide", b"Meera's passphrase") is None


def test_many_key_derivations_at_once_wait_for_each_other_and_all_get_their_answer() -> None:
    answers: list[bytes | None] = []
    threads = [
        threading.Thread(target=lambda: answers.append(unwrap(SLOT, "plum-quiet-arch-tide", b"Meera's passphrase")))
        for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [UNLOCK] * 6
