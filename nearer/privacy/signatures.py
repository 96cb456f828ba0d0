"""Signatures, for what somebody without a key has to check: Ed25519, from a seed that the private key gives."""

from __future__ import annotations

import hashlib

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

from nearer.privacy.seal import KeyPair


def signing_public(keys: KeyPair) -> bytes:
    """The public half of the person's signing key, 32 bytes; it follows from their private key."""
    return bytes(_signing_key(keys).verify_key)


def sign(keys: KeyPair, message: bytes) -> bytes:
    """The signature, 64 bytes."""
    return bytes(_signing_key(keys).sign(message).signature)


def is_signed(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the holder of this public signing key signed `message`."""
    try:
        VerifyKey(public).verify(message, signature)
    except (BadSignatureError, ValueError, TypeError):
        return False
    return True


def _signing_key(keys: KeyPair) -> SigningKey:
    return SigningKey(hashlib.blake2b(key=keys.private, digest_size=32, person=b"nearer signing").digest())
