"""New keys in place of those somebody else knew: signed with the ones before, so that who knew these can follow.

Whoever has the old keys can sign too. So a succession says that keys changed, and the two compare their words again.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from nearer.privacy.associated_data import bind
from nearer.privacy.fingerprint import fingerprint
from nearer.privacy.seal import KeyPair
from nearer.privacy.signatures import is_signed, sign, signing_public


@dataclass(frozen=True, slots=True)
class PublicKeys:
    """Somebody's two public keys, in hex."""

    public: str
    signing: str

    @classmethod
    def of(cls, keys: KeyPair) -> PublicKeys:
        return cls(keys.public.hex(), signing_public(keys).hex())

    @classmethod
    def of_bytes(cls, public: bytes, signing: bytes) -> PublicKeys:
        """The public keys as they stand in a row."""
        return cls(public.hex(), signing.hex())

    @property
    def words(self) -> tuple[str, ...]:
        """The six words by which two people compare them."""
        return fingerprint(bytes.fromhex(self.public + self.signing))


def add_successor(before: str | None, old: KeyPair, new: KeyPair, whose: str) -> str:
    """The succession as it is written in the row of `whose` (an id in hex), with the newest change at its end."""
    keys, after = PublicKeys.of(old), PublicKeys.of(new)
    link = {
        "public": keys.public,
        "signing": keys.signing,
        "signature": sign(old, _signed_text(whose, keys, after)).hex(),
    }
    return json.dumps([*json.loads(before or "[]"), link])


def first_keys(links_text: object, current: PublicKeys) -> PublicKeys:
    """The keys that somebody began with: the `current` ones if they never changed, or if the text cannot be read."""
    links = _links(links_text)
    return links[0][0] if links else current


def follows(links_text: object, whose: str, pinned_keys: PublicKeys, current: PublicKeys) -> bool:
    """Whether each of the keys from the `pinned_keys` ones on signed the next, up to the `current` ones."""
    links = _links(links_text)
    chain = [*(keys for keys, _ in links), current]
    if pinned_keys not in chain:
        return False
    start = chain.index(pinned_keys)
    steps = zip(pairwise(chain[start:]), links[start:], strict=True)
    return all(
        is_signed(bytes.fromhex(keys.signing), _signed_text(whose, keys, after), signature)
        for (keys, after), (_, signature) in steps
    )


def _links(links_text: object) -> list[tuple[PublicKeys, bytes]]:
    """The keys of each link and what they signed; none for a text that nobody of us wrote."""
    try:
        links: list[dict[str, Any]] = json.loads(links_text) if isinstance(links_text, str) else []
        return [
            (PublicKeys(link["public"], link["signing"]), bytes.fromhex(link["signature"]))
            for link in links
            if bytes.fromhex(link["public"] + link["signing"])
        ]
    except (ValueError, KeyError, TypeError):
        return []


def _signed_text(whose: str, keys: PublicKeys, after: PublicKeys) -> bytes:
    return bind("succeeded", whose, keys.public, keys.signing, after.public, after.signing)
