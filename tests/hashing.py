"""The only work that is slow on purpose, at its edge: what libsodium's Argon2id is asked to hash, and when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from nacl.pwhash import argon2id


@dataclass(frozen=True)
class Hashing:
    """One passphrase or code that is about to be hashed, in passes over so much memory (bytes)."""

    typed: bytes
    passes: int
    memory: int


BeforeHashing = Callable[[Callable[[Hashing], object]], None]


@pytest.fixture
def before_hashing(monkeypatch: pytest.MonkeyPatch) -> BeforeHashing:
    """Do something before each hashing, which goes on as it would."""
    kdf = argon2id.kdf

    def watch(act: Callable[[Hashing], object]) -> None:
        def hash_after_act(size: int, typed: bytes, salt: bytes, *, opslimit: int, memlimit: int, **more: Any) -> bytes:
            act(Hashing(typed, opslimit, memlimit))
            return bytes(kdf(size, typed, salt, opslimit=opslimit, memlimit=memlimit, **more))

        monkeypatch.setattr(argon2id, "kdf", hash_after_act)

    return watch
