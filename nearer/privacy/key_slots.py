"""Key slots: the unlock key wrapped by a passphrase or recovery code (Argon2id, then XChaCha20-Poly1305)."""

from __future__ import annotations

import threading
import unicodedata
from dataclasses import dataclass

from nacl.pwhash import argon2id
from nacl.secret import Aead
from nacl.utils import random as random_bytes

from nearer.privacy.seal import KEY_BYTES, SealBroken, decrypt

# The second recommended setting of RFC 9106, section 4 (https://www.rfc-editor.org/rfc/rfc9106#section-4), in one lane.
PASSES = 3
MEMORY = 64 * 1024 * 1024  # bytes
MAX_PASSES = 16
MAX_MEMORY = 1024 * 1024 * 1024
_SEALED_BYTES = Aead.NONCE_SIZE + KEY_BYTES + Aead.MACBYTES

# Each derivation takes 64 MiB and a core; two at once keep a small machine answering while somebody guesses.
_two_at_once = threading.BoundedSemaphore(2)


@dataclass(frozen=True, slots=True)
class Slot:
    """One stored key slot: salt, Argon2id passes, memory in bytes, and the wrapped unlock key."""

    salt: bytes
    passes: int
    memory: int
    sealed: bytes


def wrap(unlock: bytes, secret: str, associated_data: bytes) -> Slot:
    """Wrap the unlock key under a key derived from `secret`, bound to the associated data (whose slot, and which)."""
    salt = random_bytes(argon2id.SALTBYTES)
    derived = _derive(secret, salt, PASSES, MEMORY)
    return Slot(salt, PASSES, MEMORY, bytes(Aead(derived).encrypt(unlock, associated_data)))


def unwrap(slot: Slot, secret: str, associated_data: bytes) -> bytes | None:
    """The unlock key, or None for another secret. SealBroken when the stored parameters are out of bounds."""
    if not (PASSES <= slot.passes <= MAX_PASSES and MEMORY <= slot.memory <= MAX_MEMORY):
        raise SealBroken
    derived = _derive(secret, slot.salt, slot.passes, slot.memory)
    try:
        return decrypt(Aead(derived), slot.sealed, associated_data)
    except SealBroken:
        return None


def dummy_slot() -> Slot:
    """A slot that no secret opens, so that an unknown name takes as long as a wrong passphrase."""
    return Slot(random_bytes(argon2id.SALTBYTES), PASSES, MEMORY, random_bytes(_SEALED_BYTES))


def _derive(secret: str, salt: bytes, passes: int, memory: int) -> bytes:
    typed = unicodedata.normalize("NFKC", secret).encode("utf-8", "surrogatepass")
    with _two_at_once:
        return bytes(argon2id.kdf(KEY_BYTES, typed, salt, opslimit=passes, memlimit=memory))
