"""Slots: a passphrase and a recovery code, each around the same unlock key, for people and therapists alike.

A slot opens only in its place: it is bound to whose it is, and of which kind.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row

from nearer.database.row_errors import EntryBroken
from nearer.language.error_catalogue.notebook_errors import NotebookText
from nearer.privacy.associated_data import bind
from nearer.privacy.key_slots import Slot, unwrap, wrap
from nearer.privacy.seal import SealBroken
from nearer.privacy.typed_codes import new_recovery_code, normal_code

PASSPHRASE = "passphrase"
RECOVERY = "recovery"
UNLOCK_KEY = b"unlock key"  # what the owner's own copy of it is bound to

Owner = tuple[object, ...]  # clinic, couple and person; or the word therapist, clinic and id


def wrap_slot(owner: Owner, unlock: bytes, kind: str, secret: str) -> Slot:
    """A slot of this kind around the unlock key (32 bytes); a recovery code is taken however it is typed."""
    return wrap(unlock, _secret(kind, secret), _bind_slot(owner, kind))


def new_recovery_slot(owner: Owner, unlock: bytes) -> tuple[Slot, str]:
    """A slot for a new recovery code, and that code, which is saved nowhere."""
    code = new_recovery_code()
    return wrap_slot(owner, unlock, RECOVERY, code), code


def new_slots(owner: Owner, unlock: bytes, passphrase: str) -> tuple[dict[str, Slot], str]:
    """Slots by kind for a passphrase and for a new recovery code, and that code."""
    slot, code = new_recovery_slot(owner, unlock)
    return {PASSPHRASE: wrap_slot(owner, unlock, PASSPHRASE, passphrase), RECOVERY: slot}, code


def open_slot(row: Row[Any], owner: Owner, kind: str, secret: str) -> bytes | None:
    """The unlock key in a row of slots, or None for another secret. EntryBroken for a changed slot."""
    slot = Slot(row.salt, row.passes, row.memory, row.slot_unlock)
    try:
        return unwrap(slot, _secret(kind, secret), _bind_slot(owner, kind))
    except SealBroken:
        raise EntryBroken(NotebookText.SLOT_OUT_OF_BOUNDS) from None


def slot_columns(kind: str, slot: Slot) -> dict[str, object]:
    """The plain columns of a row of slots, beside whose it is."""
    parameters = {"salt": slot.salt, "passes": slot.passes, "memory": slot.memory}
    return {"kind": kind, **parameters, "sealed_unlock": slot.sealed}


def _secret(kind: str, secret: str) -> str:
    return normal_code(secret) if kind == RECOVERY else secret


def _bind_slot(owner: Owner, kind: str) -> bytes:
    return bind("slot", *owner, kind)
