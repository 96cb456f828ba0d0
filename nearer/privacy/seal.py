"""Sealing: key pairs of people, keys of drawers, bodies of entries (libsodium through PyNaCl)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from nacl.bindings import crypto_scalarmult, sodium_pad, sodium_unpad
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey
from nacl.secret import Aead
from nacl.utils import random as random_bytes

KEY_BYTES = 32
SEALED_KEY_BYTES = 24 + KEY_BYTES + 16  # with the nonce before it and the tag after it
BLOCK = 4096  # bytes: a body is padded to whole blocks, so that its length tells little (docs/security.md)


class SealBroken(Exception):
    """Decryption failed: wrong key, wrong associated data, or the bytes were changed. Holds no content."""


@dataclass(frozen=True, slots=True)
class KeyPair:
    """One person's X25519 keys, 32 bytes each. `agreed` are the keys agreed with others so far; they go with it."""

    public: bytes
    private: bytes = field(repr=False)
    agreed: dict[bytes, bytes] = field(default_factory=dict, repr=False, compare=False)


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
    private = decrypt(Aead(unlock), sealed, public)
    if bytes(PrivateKey(private).public_key) != public:
        raise SealBroken
    return KeyPair(public=public, private=private)


def seal_key(key: bytes, sender: KeyPair, reader_public: bytes, associated_data: bytes) -> bytes:
    """A key from one person to another or to themselves: only the two can open it or can have made it."""
    return bytes(Aead(agreed_key(sender, reader_public)).encrypt(key, associated_data))


def open_key(sealed: bytes, reader: KeyPair, sender_public: bytes, associated_data: bytes) -> bytes:
    """Raises SealBroken when it was sealed by or to somebody else, or is bound to something else."""
    return decrypt(Aead(agreed_key(reader, sender_public)), sealed, associated_data)


def agreed_key(keys: KeyPair, other_public: bytes) -> bytes:
    """The key (32 bytes) that two people share by Diffie and Hellman, the same for both; SealBroken for no public key.

    Both public halves go into it, as RFC 7748, section 6.1, advises: https://www.rfc-editor.org/rfc/rfc7748#section-6.1
    """
    key = keys.agreed.get(other_public)
    if key is None:
        if len(other_public) != KEY_BYTES:  # PyNaCl does not look
            raise SealBroken
        try:
            shared = crypto_scalarmult(keys.private, other_public)
        except CryptoError as no_key:
            raise SealBroken from no_key
        public_keys = b"".join(sorted((keys.public, other_public)))
        key = hashlib.blake2b(public_keys, key=shared, digest_size=KEY_BYTES, person=b"nearer agreed").digest()
        keys.agreed[other_public] = key
    return key


def seal_body(body: bytes, key: bytes, associated_data: bytes, block: int = BLOCK) -> bytes:
    """XChaCha20-Poly1305 over the body, padded to whole blocks, with its associated data; a random nonce first."""
    return bytes(Aead(key).encrypt(sodium_pad(body, block), associated_data))


def open_body(sealed: bytes, key: bytes, associated_data: bytes) -> bytes:
    """Raises SealBroken when the key, the body or what it is bound to was changed."""
    padded = decrypt(Aead(key), sealed, associated_data)
    try:
        return bytes(sodium_unpad(padded, len(padded)))
    except CryptoError as broken:
        raise SealBroken from broken


def reseal_body(sealed: bytes, old: bytes, new: bytes, associated_data: bytes) -> bytes:
    """Seal a body again under another key, as long as it was. Raises SealBroken as `open_body` does."""
    return bytes(Aead(new).encrypt(decrypt(Aead(old), sealed, associated_data), associated_data))


def own_mac(keys: KeyPair, message: bytes) -> bytes:
    """A MAC (keyed BLAKE2b, 32 bytes) that only the owner of the private key can make."""
    return hashlib.blake2b(message, key=keys.private, digest_size=32, person=b"nearer own mac").digest()


def shared_mac(keys: KeyPair, other_public: bytes, message: bytes) -> bytes:
    """A MAC (32 bytes) that only these two people can make or check; `message` names which of the two made it."""
    return key_mac(agreed_key(keys, other_public), message)


def key_mac(key: bytes, message: bytes) -> bytes:
    """A MAC (32 bytes) by whoever has this key."""
    return hashlib.blake2b(message, key=key, digest_size=32, person=b"nearer mac").digest()


def decrypt(box: Aead, sealed: bytes, associated_data: bytes) -> bytes:
    """Open a sealed body, its nonce first; raises SealBroken."""
    try:
        return bytes(box.decrypt(sealed, associated_data))
    except (CryptoError, ValueError, TypeError) as broken:
        raise SealBroken from broken
