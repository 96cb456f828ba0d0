"""Sealing: key pairs of people, keys of drawers, bodies of entries (libsodium through PyNaCl)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from nacl.bindings import crypto_box_seal_open, sodium_pad, sodium_unpad
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.secret import Aead
from nacl.utils import random as random_bytes

KEY_BYTES = 32
BLOCK = 4096  # bytes: a body is padded to whole blocks, so that its length tells little


class SealBroken(Exception):
    """Decryption failed: wrong key, wrong associated data, or the bytes were changed. Holds no content."""


@dataclass(frozen=True, slots=True)
class KeyPair:
    """One person's X25519 keys, 32 bytes each."""

    public: bytes
    private: bytes = field(repr=False)


def new_key() -> bytes:
    """32 random bytes: an unlock key or a drawer's key."""
    return random_bytes(KEY_BYTES)


def new_key_pair() -> KeyPair:
    private = PrivateKey.generate()
    return KeyPair(public=bytes(private.public_key), private=bytes(private))


def seal_private(keys: KeyPair, unlock: bytes) -> bytes:
    """The private key under the unlock key, bound to its public half."""
    return bytes(Aead(unlock).encrypt(keys.private, keys.public))


def open_private(sealed: bytes, unlock: bytes, public: bytes) -> KeyPair:
    """Raises SealBroken when the unlock key is another one or the halves do not belong together."""
    private = opened(Aead(unlock), sealed, public)
    if bytes(PrivateKey(private).public_key) != public:
        raise SealBroken
    return KeyPair(public=public, private=private)


def seal_key(drawer_key: bytes, reader_public: bytes) -> bytes:
    """A drawer's key for one reader; only that reader's private key opens it."""
    return bytes(SealedBox(PublicKey(reader_public)).encrypt(drawer_key))


def open_key(sealed: bytes, keys: KeyPair) -> bytes:
    """Raises SealBroken when the key was sealed to somebody else."""
    try:
        return bytes(crypto_box_seal_open(sealed, keys.public, keys.private))  # SealedBox would compute the public half
    except (CryptoError, ValueError, TypeError) as broken:
        raise SealBroken from broken


def seal_body(body: bytes, key: bytes, about: bytes) -> bytes:
    """XChaCha20-Poly1305 over the body padded to a multiple of 4 KiB, bound to `about`; a random nonce comes first."""
    return bytes(Aead(key).encrypt(sodium_pad(body, BLOCK), about))


def open_body(sealed: bytes, key: bytes, about: bytes) -> bytes:
    """Raises SealBroken when the key, the body or what it is about was changed."""
    padded = opened(Aead(key), sealed, about)
    try:
        return bytes(sodium_unpad(padded, BLOCK))
    except CryptoError as broken:
        raise SealBroken from broken


def own_mark(keys: KeyPair, about: bytes) -> bytes:
    """The owner's mark: a keyed BLAKE2b MAC (32 bytes) over `about` under the private key."""
    return hashlib.blake2b(about, key=keys.private, digest_size=32, person=b"nearer own mark").digest()


def opened(box: Aead, sealed: bytes, about: bytes) -> bytes:
    """What was sealed, nonce first; raises SealBroken."""
    try:
        return bytes(box.decrypt(sealed, about))
    except (CryptoError, ValueError) as broken:
        raise SealBroken from broken
