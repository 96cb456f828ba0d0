"""What seals a hand-over: a therapist asks whether a colleague may take their place with a person, or beside them.

The therapist's own notes go along under a key that nobody has by themselves: each person who is asked holds a share of
it, sealed to the colleague, in a seal that only this person opens. So the colleague reads nothing before everybody
said yes, and no person ever reads the notes. Each seal is bound to all that is asked, so none of it can be exchanged.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import reduce
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Row

from nearer.database.therapist_schema import hand_overs, therapists
from nearer.privacy.associated_data import bind
from nearer.privacy.seal import KEY_BYTES, SEALED_KEY_BYTES, KeyPair, new_key, open_key, seal_key, shared_mac

_COUNT_BYTES = 8
# Whose name stands in the question: `therapists` joined to `hand_overs`.
IS_COLLEAGUE = (therapists.c.clinic_id == hand_overs.c.clinic_id) & (
    therapists.c.therapist_id == hand_overs.c.colleague_id
)


@dataclass(frozen=True, slots=True)
class HandOverTerms:
    """Who asks, of which couple, for whom, by which name and keys, and until when (aware UTC; None for good)."""

    couple: UUID
    hand_over: UUID
    therapist: UUID
    colleague: UUID
    colleague_key: bytes
    colleague_signing: bytes
    until: datetime | None
    colleague_name: str

    @classmethod
    def of(cls, row: Row[Any]) -> HandOverTerms:
        """The terms of a row of `hand_overs` with the `name` of the colleague's account, as it is read to the
        person."""
        colleague = row.colleague_id, row.colleague_key, row.colleague_signing
        return cls(row.couple_id, row.hand_over_id, row.therapist_id, *colleague, row.until, row.name)

    def bind(self, what: str, person: UUID | None = None) -> bytes:
        """The associated data of a seal or MAC of this kind."""
        until = "for good" if self.until is None else self.until.astimezone(UTC).isoformat()
        colleague = self.colleague, self.colleague_key.hex(), self.colleague_signing.hex()
        ids = self.couple, self.hand_over, self.therapist
        return bind("hand-over", what, *ids, *colleague, until, person, self.colleague_name)


@dataclass(frozen=True, slots=True)
class HandOverParty:
    """One person who is asked; `public` is the key at the other end: of who asks, and for them the person's."""

    terms: HandOverTerms
    person: UUID
    public: bytes

    def bind(self, what: str) -> bytes:
        return self.terms.bind(what, self.person)


class AskedShare(NamedTuple):
    """What a person hands on with their yes, which they cannot open, and the version of the asker's ledger then.

    The version is 0 in a question of a Nearer that did not write it down.
    """

    asked_at: int
    for_colleague: bytes


def split_key(people: Iterable[UUID]) -> tuple[bytes, dict[UUID, bytes]]:
    """A new key (32 bytes) and a share for each of these people: only all of them together give it."""
    shares = {person: new_key() for person in people}
    return join_shares(shares.values()), shares


def join_shares(shares: Iterable[bytes]) -> bytes:
    """The key of which these are all shares."""
    return reduce(_xor_bytes, shares, bytes(KEY_BYTES))


def seal_share(keys: KeyPair, party: HandOverParty, share: bytes, asked_at: int) -> bytes:
    """A share for the colleague, inside a seal for the person; by the therapist who asks."""
    for_colleague = seal_key(share, keys, party.terms.colleague_key, party.bind("share"))
    return wrap_share(AskedShare(asked_at, for_colleague), keys, party)


def wrap_share(share: AskedShare, keys: KeyPair, party: HandOverParty) -> bytes:
    """What the therapist asks in; or the same question, by the person themselves, under keys that they just took."""
    question = share.asked_at.to_bytes(_COUNT_BYTES) + share.for_colleague
    return seal_key(question, keys, party.public, party.bind("asked"))


def question_of(row: Row[Any]) -> bytes:
    """The sealed question of a person who has not answered: as it was asked, or as they sealed it anew."""
    question: bytes = row.sealed_share if row.share is None else row.share
    return question


def unwrap_share(sealed: bytes, keys: KeyPair, party: HandOverParty) -> AskedShare:
    """Open the question to the person. SealBroken when exactly this was not asked."""
    question = open_key(sealed, keys, party.public, party.bind("asked"))
    return AskedShare(int.from_bytes(question[:-SEALED_KEY_BYTES]), question[-SEALED_KEY_BYTES:])


def hand_on_share(for_colleague: bytes, keys: KeyPair, party: HandOverParty) -> bytes:
    """A share for the colleague, in a seal by which the person vouches for the key of who asks: they compared it."""
    return seal_key(for_colleague, keys, party.terms.colleague_key, _vouched_text(party))


def take_share(handed_on: bytes, keys: KeyPair, party: HandOverParty, end: bytes) -> bytes:
    """What a person handed on to the colleague, for either: `end` is the public key at the other end.

    SealBroken for another key of who asks.
    """
    return open_key(handed_on, keys, end, _vouched_text(party))


def open_share(for_colleague: bytes, keys: KeyPair, party: HandOverParty) -> bytes:
    """The share itself, for the colleague; SealBroken as above."""
    return open_key(for_colleague, keys, party.public, party.bind("share"))


def answer_mac(keys: KeyPair, party: HandOverParty, agreed: bool) -> bytes:
    """The MAC over an answer, that only the person and the one who asks can make."""
    return shared_mac(keys, party.public, party.bind("yes" if agreed else "no"))


def _vouched_text(party: HandOverParty) -> bytes:
    return party.bind("handed on") + b"|" + party.public.hex().encode()


def _xor_bytes(left: bytes, right: bytes) -> bytes:
    return bytes(first ^ second for first, second in zip(left, right, strict=True))
