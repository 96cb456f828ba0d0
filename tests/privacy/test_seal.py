"""Seals open for whom they were made, where they were made, and for nobody else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nearer.privacy.seal import (
    KeyPair,
    SealBroken,
    agreed_key,
    new_key,
    new_key_pair,
    open_body,
    open_key,
    open_private,
    own_mac,
    seal_body,
    seal_key,
    seal_private,
    shared_mac,
)
from nearer.privacy.signatures import is_signed, sign, signing_public

KEY = new_key()
MEERA, RAVI = new_key_pair(), new_key_pair()


@given(st.binary(max_size=10_000), st.binary(max_size=200))
def test_what_was_sealed_opens_again(body: bytes, about: bytes) -> None:
    assert open_body(seal_body(body, KEY, about), KEY, about) == body


@given(st.binary(max_size=4095))
def test_every_short_body_takes_the_same_room(body: bytes) -> None:
    assert len(seal_body(body, KEY, b"")) == len(seal_body(b"", KEY, b""))


def test_a_longer_body_takes_whole_blocks_of_four_kibibytes() -> None:
    shortest = len(seal_body(b"", KEY, b""))
    assert [len(seal_body(b"x" * length, KEY, b"")) - shortest for length in (4096, 8191, 8192)] == [4096, 4096, 8192]


def test_another_key_does_not_open_a_sealed_body() -> None:
    with pytest.raises(SealBroken):
        open_body(seal_body(b"note", KEY, b"a"), new_key(), b"a")


def test_a_body_moved_to_another_place_does_not_open() -> None:
    with pytest.raises(SealBroken):
        open_body(seal_body(b"note", KEY, b"entry 1"), KEY, b"entry 2")


@given(st.integers(0, 4095 + 40), st.integers(0, 7))
def test_one_flipped_bit_anywhere_in_a_sealed_body_is_noticed(place: int, bit: int) -> None:
    sealed = bytearray(seal_body(b"note", KEY, b"a"))
    sealed[place] ^= 1 << bit
    with pytest.raises(SealBroken):
        open_body(bytes(sealed), KEY, b"a")


@pytest.mark.parametrize("sealed", [b"", b"x", b"x" * 24, b"x" * 39, b"x" * 5000])
def test_something_that_was_never_sealed_does_not_open(sealed: bytes) -> None:
    with pytest.raises(SealBroken):
        open_body(sealed, KEY, b"")
    with pytest.raises(SealBroken):
        open_key(sealed, MEERA, MEERA.public, b"")


def test_a_nonce_never_comes_twice() -> None:
    assert len({seal_body(b"", KEY, b"")[:24] for _ in range(20_000)}) == 20_000


def test_only_the_reader_opens_a_drawers_key_and_only_from_whom_they_know() -> None:
    sealed = seal_key(KEY, RAVI, MEERA.public, b"drawer 1")
    assert open_key(sealed, MEERA, RAVI.public, b"drawer 1") == KEY
    asha = new_key_pair()
    for reader, sender, about in ((asha, RAVI, b"drawer 1"), (MEERA, asha, b"drawer 1"), (MEERA, RAVI, b"drawer 2")):
        with pytest.raises(SealBroken):
            open_key(sealed, reader, sender.public, about)


def test_a_key_sealed_for_oneself_cannot_be_made_from_the_public_key_alone() -> None:
    planted = seal_key(KEY, RAVI, MEERA.public, b"")
    with pytest.raises(SealBroken):
        open_key(planted, MEERA, MEERA.public, b"")
    assert open_key(seal_key(KEY, MEERA, MEERA.public, b""), MEERA, MEERA.public, b"") == KEY


@pytest.mark.parametrize("public", [bytes(32), b"\x01" + bytes(31), b"", b"short"])
def test_with_what_is_no_public_key_no_key_is_agreed(public: bytes) -> None:
    """The all-zero value that RFC 7748, section 6.1, says to check for."""
    with pytest.raises(SealBroken):
        agreed_key(new_key_pair(), public)


def test_a_mark_made_of_two_keys_is_the_same_for_both_people_and_for_nobody_else() -> None:
    asha = new_key_pair()
    mac = shared_mac(MEERA, RAVI.public, b"an offer")
    assert mac == shared_mac(RAVI, MEERA.public, b"an offer")
    others = [shared_mac(asha, RAVI.public, b"an offer"), shared_mac(MEERA, RAVI.public, b"another")]
    assert mac not in others


def test_a_signature_is_of_one_signer_and_of_one_text() -> None:
    signed = sign(MEERA, b"an invitation")
    assert is_signed(signing_public(MEERA), b"an invitation", signed)
    assert not is_signed(signing_public(RAVI), b"an invitation", signed)
    assert not is_signed(signing_public(MEERA), b"another", signed)
    assert not is_signed(b"", b"an invitation", signed) and not is_signed(signing_public(MEERA), b"an invitation", b"")


def test_a_private_key_opens_under_its_unlock_key_and_for_its_public_half_only() -> None:
    unlock = new_key()
    sealed = seal_private(MEERA, unlock)
    assert open_private(sealed, unlock, MEERA.public) == MEERA
    with pytest.raises(SealBroken):
        open_private(sealed, new_key(), MEERA.public)
    with pytest.raises(SealBroken):
        open_private(sealed, unlock, RAVI.public)


def test_a_broken_seal_says_nothing_of_the_content() -> None:
    with pytest.raises(SealBroken) as broken:
        open_body(seal_body(b"a secret", KEY, b""), KEY, b"x")
    assert "secret" not in str(broken.value)


def test_keys_are_not_shown_when_printed() -> None:
    assert repr(MEERA.private) not in repr(MEERA)


def test_the_owners_mark_needs_the_private_key_and_holds_only_for_the_marked_text() -> None:
    """The public key lies in the file: a mac that follows from it could be made by whoever writes there."""
    mine, about = new_key_pair(), b"whom I compared"
    macs = [
        own_mac(mine, about),
        own_mac(KeyPair(mine.public, new_key()), about),
        own_mac(mine, b"somebody else"),
    ]
    assert own_mac(KeyPair(new_key(), mine.private), about) == macs[0]
    assert len(set(macs)) == 3 and all(len(mac) == 32 for mac in macs)
