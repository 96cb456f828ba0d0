"""Ledgers: what somebody's rows have to be, sealed with a key that only they have.

Whoever can write the file can change, remove or add rows; without the owner's private key they cannot write the ledger
that goes with it. Its version goes up with every save, so that an older one beside newer memories is noticed.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from nearer.privacy.associated_data import bind
from nearer.privacy.seal import KeyPair, open_body, own_mac, seal_body


@dataclass(frozen=True, slots=True)
class PinnedPartner:
    """Who the partner is: their id, public keys in hex, and the version of their ledger that was seen last."""

    id: str
    public: str
    signing: str
    version: int


@dataclass(frozen=True, slots=True)
class OpenInvitation:
    """The invitation that is open: the hash of its code, the key that the code gives, and until when; all as text."""

    code_sha256: str
    key: str
    until: str


@dataclass(slots=True)
class Ledger:
    """The version, the digest of each table's rows and of each reader's keys, and whom the owner knows.

    A therapist's has the digest of the `records` about each couple. `last_seen` is what the owner saw last of others:
    for a therapist the public keys of each connection, for a manager the last line of the trail, for a person what each
    therapist was asking (nearer/sealed/asked_questions.py).
    `hand_overs` are the digests of what a therapist asked there, by couple and by person, or of what a person answered;
    `scored` those of the scored weeks of a person, by drawer.
    """

    version: int = 0
    tables: dict[str, str] = field(default_factory=dict)
    readers: dict[str, str] = field(default_factory=dict)
    partner: PinnedPartner | None = None
    invitation: OpenInvitation | None = None
    records: dict[str, str] = field(default_factory=dict)
    last_seen: dict[str, str] = field(default_factory=dict)
    hand_overs: dict[str, str] = field(default_factory=dict)
    scored: dict[str, str] = field(default_factory=dict)


def seal_ledger(ledger: Ledger, keys: KeyPair, owner: str) -> bytes:
    """The ledger for its row; `owner` is whose it is, and bound to it with the version."""
    content = {one.name: getattr(ledger, one.name) for one in fields(Ledger) if one.name != "version"}
    body = json.dumps(content, separators=(",", ":"), default=asdict).encode()
    return seal_body(body, _key(keys, owner), bind("ledger", owner, ledger.version))


def open_ledger(sealed: bytes, version: int, keys: KeyPair, owner: str) -> Ledger:
    """Raises SealBroken for one that its owner did not seal with this version."""
    content: dict[str, Any] = json.loads(open_body(sealed, _key(keys, owner), bind("ledger", owner, version)))
    partner, invitation = content.pop("partner"), content.pop("invitation")
    values = {one.name: content[one.name] for one in fields(Ledger) if one.name in content}
    return Ledger(
        version,
        partner=None if partner is None else PinnedPartner(**partner),
        invitation=None if invitation is None else OpenInvitation(**invitation),
        **values,
    )


def _key(keys: KeyPair, owner: str) -> bytes:
    return own_mac(keys, bind("ledger", owner))
