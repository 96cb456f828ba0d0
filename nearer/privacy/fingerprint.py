"""A public key as six words that two people can compare face to face."""

from __future__ import annotations

import hashlib

from nearer.privacy.passphrases import words

WORDS = 6


def fingerprint(public: bytes) -> tuple[str, ...]:
    """Six of our words, 63 bits of the key's SHA-256: another key with the same words takes 2^63 tries to find."""
    number = int.from_bytes(hashlib.sha256(b"nearer therapist key" + public).digest(), "big")
    ours, picked = words(), []
    for _ in range(WORDS):
        number, index = divmod(number, len(ours))
        picked.append(ours[index])
    return tuple(picked)
