"""Privacy: keys, seals, passphrases, and the vault of who is signed in."""

from __future__ import annotations

from nearer.privacy.passphrases import (
    check_passphrase,
    new_invitation_code,
    new_recovery_code,
    normal_code,
    suggest_passphrase,
)
from nearer.privacy.principal import Principal, Therapist
from nearer.privacy.seal import (
    KeyPair,
    SealBroken,
    new_key,
    new_key_pair,
    open_body,
    open_key,
    open_private,
    seal_body,
    seal_key,
    seal_private,
)
from nearer.privacy.slots import Slot, dummy_slot, unwrap, wrap
from nearer.privacy.vault import Vault

__all__ = [
    "KeyPair",
    "Principal",
    "SealBroken",
    "Slot",
    "Therapist",
    "Vault",
    "check_passphrase",
    "dummy_slot",
    "new_invitation_code",
    "new_key",
    "new_key_pair",
    "new_recovery_code",
    "normal_code",
    "open_body",
    "open_key",
    "open_private",
    "seal_body",
    "seal_key",
    "seal_private",
    "suggest_passphrase",
    "unwrap",
    "wrap",
]
