"""Privacy: keys, seals, passphrases, and the vault of who is signed in."""

from __future__ import annotations

from nearer.privacy.fingerprint import fingerprint
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
    own_mark,
    seal_body,
    seal_key,
    seal_private,
)
from nearer.privacy.slots import Slot, dummy_slot, unwrap, wrap
from nearer.privacy.totp import is_code_now, new_seed, seed_as_address, seed_as_text, step_at
from nearer.privacy.vault import Place, Vault, place_name

__all__ = [
    "KeyPair",
    "Place",
    "Principal",
    "SealBroken",
    "Slot",
    "Therapist",
    "Vault",
    "check_passphrase",
    "dummy_slot",
    "fingerprint",
    "is_code_now",
    "new_invitation_code",
    "new_key",
    "new_key_pair",
    "new_recovery_code",
    "new_seed",
    "normal_code",
    "open_body",
    "open_key",
    "open_private",
    "own_mark",
    "place_name",
    "seal_body",
    "seal_key",
    "seal_private",
    "seed_as_address",
    "seed_as_text",
    "step_at",
    "suggest_passphrase",
    "unwrap",
    "wrap",
]
