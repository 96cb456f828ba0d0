"""What a person signs in with: a name, found whatever its case, width or spacing; a passphrase; a recovery code."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, select, update

from nearer.database.engines import reading
from nearer.database.row_errors import EntryBroken, NotSaved
from nearer.database.schema import HOME, matches, people, slots
from nearer.database.therapist_schema import therapist_invitations, therapists
from nearer.language.error_catalogue.notebook_errors import NotebookText
from nearer.privacy.key_slots import Slot, dummy_slot, unwrap
from nearer.privacy.passphrases import check_passphrase
from nearer.privacy.principal import Principal
from nearer.privacy.seal import SealBroken, open_key, open_private
from nearer.sealed.authorisation import Writer, make_principal
from nearer.sealed.person_ledger import owner_of
from nearer.sealed.slots import (
    PASSPHRASE,
    RECOVERY,
    UNLOCK_KEY,
    new_recovery_slot,
    new_slots,
    open_slot,
    slot_columns,
    wrap_slot,
)
from nearer.storage.errors import NameTaken
from nearer.storage.notebook import Notebook

MAX_NAME = 40
DEMO_UNLOCK = bytes(32)  # people of the demo have nothing to hide: their keys open for everybody

_DUMMY = dummy_slot()
_WITH_SLOT = select(
    people, slots.c.salt, slots.c.passes, slots.c.memory, slots.c.sealed_unlock.label("slot_unlock")
).join_from(people, slots)


def name_key(name: str) -> str:
    """What names are compared by, whatever their case, width or spacing; two with the same key are one name."""
    seen = "".join(character for character in name if unicodedata.category(character) != "Cf")
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", seen).casefold())
    return " ".join(folded.split())


def tidy_name(name: str) -> str:
    """The name with single spaces; NameTaken when it is empty, longer than MAX_NAME characters or cannot be shown."""
    tidy = " ".join(name.split())
    if not name_key(tidy):
        raise NameTaken(NotebookText.NAME_MISSING)
    if len(tidy) > MAX_NAME:
        raise NameTaken(NotebookText.NAME_TOO_LONG, limit=MAX_NAME)
    if any(unicodedata.category(character) in ("Cc", "Cs", "Co", "Cn") for character in tidy):
        raise NameTaken(NotebookText.NAME_UNSHOWABLE)
    return tidy


def refuse_taken_name(connection: Connection, name: str) -> None:
    """Sign-in name uniqueness across people and therapists: NameTaken when somebody has it, or was invited under it."""
    for table in (people, therapists, therapist_invitations):
        same = matches(table, clinic_id=HOME, name_key=name_key(name))
        if connection.execute(select(table.c.name_key).where(same)).first() is not None:
            raise NameTaken(NotebookText.NAME_TAKEN)


@dataclass(frozen=True)
class SignInOutcome:
    """Somebody who is signed in. `recovery_code` only where a new one was made: it is shown once and not saved."""

    principal: Principal
    recovery_code: str | None = field(default=None, repr=False)
    recovery_confirmed: bool = True


def sign_in(notebook: Notebook, name: str, passphrase: str) -> SignInOutcome | None:
    """The person with their keys opened; None for a wrong passphrase and for an unknown name, after the same work.

    EntryBroken when their slot or keys were changed outside Nearer, ChangedOutside for anything else of theirs.
    """
    row, unlock = _try_slot(notebook, name, PASSPHRASE, passphrase)
    if row is None or unlock is None:
        return None
    principal = _open_principal(row, unlock)
    with notebook.read_as(principal) as reader:
        return SignInOutcome(principal, recovery_confirmed=reader.person.recovery_confirmed)


def is_passphrase(notebook: Notebook, person: UUID, name: str, passphrase: str) -> bool:
    """Whether this is the passphrase of this person, who has this name, whatever else was changed."""
    row, unlock = _try_slot(notebook, name, PASSPHRASE, passphrase)
    return row is not None and unlock is not None and bool(row.person_id == person)


def recover(notebook: Notebook, name: str, code: str, passphrase: str, now: datetime) -> SignInOutcome | None:
    """A new passphrase by the recovery code, and a new code; the old ones open nothing any more.

    None for a wrong code and for an unknown name, after the same work. NotSaved for a passphrase that is too weak,
    EntryBroken for keys that were changed outside Nearer.
    """
    check_new_passphrase(passphrase, name)
    row, unlock = _try_slot(notebook, name, RECOVERY, code)
    if row is None or unlock is None:
        return None
    principal = _open_principal(row, unlock)
    fresh, fresh_code = new_slots(owner_of(principal), unlock, passphrase)
    with notebook.write_as(principal, now) as writer:
        for kind, slot in fresh.items():
            put_slot(writer, kind, slot)
        _confirm_code(writer, False)
    return SignInOutcome(principal, recovery_code=fresh_code, recovery_confirmed=False)


def change_passphrase(notebook: Notebook, principal: Principal, old: str, new: str) -> bool:
    """Whether the old passphrase was right; only its slot changes. NotSaved says what the new one lacks."""
    with notebook.read_as(principal) as reader:
        person = reader.person
    check_new_passphrase(new, person.nickname)
    row, unlock = _try_slot(notebook, person.nickname, PASSPHRASE, old)
    if row is None or unlock is None or row.person_id != principal.id:
        return False
    slot = wrap_slot(owner_of(principal), unlock, PASSPHRASE, new)
    with notebook.write_as(principal) as writer:
        put_slot(writer, PASSPHRASE, slot)
    return True


def renew_recovery_code(notebook: Notebook, principal: Principal) -> str:
    """Another code in place of the one before, to be confirmed; no passphrase is needed. NotSaved in the demo."""
    with notebook.read_as(principal) as reader:
        person = reader.person
    if notebook.demo:
        raise NotSaved(NotebookText.NO_RECOVERY_CODE)
    unlock = open_key(person.sealed_unlock, principal.keys, principal.keys.public, UNLOCK_KEY)
    slot, code = new_recovery_slot(owner_of(principal), unlock)
    with notebook.write_as(principal) as writer:
        put_slot(writer, RECOVERY, slot)
        _confirm_code(writer, False)
    return code


def confirm_recovery(notebook: Notebook, principal: Principal) -> None:
    """Note that the person has shown that they wrote the code down."""
    with notebook.write_as(principal) as writer:
        _confirm_code(writer, True)


def check_new_passphrase(passphrase: str, name: str) -> None:
    """NotSaved says what to change in a passphrase that is too weak or too near to the name."""
    sentence = check_passphrase(passphrase, name)
    if sentence is not None:
        raise NotSaved(sentence)


def put_slot(writer: Writer, kind: str, slot: Slot) -> None:
    """Save the slot in place of the one of its kind (PASSPHRASE or RECOVERY)."""
    writer.delete(slots, kind=kind)
    writer.insert(slots, person_id=writer.principal.id, **slot_columns(kind, slot))


def _confirm_code(writer: Writer, confirmed: bool) -> None:
    writer.execute(update(people).where(writer.own(people)).values(recovery_confirmed=confirmed))


def _try_slot(notebook: Notebook, name: str, kind: str, secret: str) -> tuple[Row[Any] | None, bytes | None]:
    with reading(notebook.engine) as connection:
        of_name = matches(people, clinic_id=HOME, name_key=name_key(name))
        row = connection.execute(_WITH_SLOT.where(of_name, slots.c.kind == kind)).one_or_none()
    if row is None:
        return None, unwrap(_DUMMY, secret, b"")
    return row, open_slot(row, (row.clinic_id, row.couple_id, row.person_id), kind, secret)


def _open_principal(row: Row[Any], unlock: bytes) -> Principal:
    try:
        return make_principal(row, open_private(row.sealed_private, unlock, row.public_key))
    except SealBroken:
        raise EntryBroken(NotebookText.PERSON_KEYS_CHANGED) from None
