"""What a therapist or a manager signs in with before the second factor: a passphrase, or the recovery code once.

Both are slots as people have them; a recovery asks for the second factor in the same step, so that the code on paper
alone changes nothing.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, select, update

from nearer.database.engines import reading
from nearer.database.row_errors import EntryBroken, NotSaved
from nearer.database.schema import HOME, matches
from nearer.database.therapist_schema import therapist_slots, therapists
from nearer.language.error_catalogue.notebook_errors import NotebookText, TherapistText
from nearer.privacy.key_slots import Slot, dummy_slot, unwrap
from nearer.privacy.principal import ClinicAccount, Manager, Therapist
from nearer.privacy.seal import KeyPair, SealBroken, open_key, open_private
from nearer.sealed.account_authorisation import AccountWriter
from nearer.sealed.slots import (
    PASSPHRASE,
    RECOVERY,
    UNLOCK_KEY,
    Owner,
    new_recovery_slot,
    new_slots,
    open_slot,
    slot_columns,
    wrap_slot,
)
from nearer.storage.couple.credentials import check_new_passphrase, name_key
from nearer.storage.notebook import Notebook

KINDS: dict[str, type[Therapist] | type[Manager]] = {one.kind: one for one in (Therapist, Manager)}
_DUMMY = dummy_slot()
_SLOTS = ("salt", "passes", "memory")
_WITH_SLOT = select(
    therapists, *(therapist_slots.c[name] for name in _SLOTS), therapist_slots.c.sealed_unlock.label("slot_unlock")
).join_from(therapists, therapist_slots)


def sign_in_account(notebook: Notebook, name: str, passphrase: str) -> Therapist | Manager | None:
    """The account with its keys, before any second factor; None for another name or passphrase.

    EntryBroken for changed keys, ChangedOutside for anything else of theirs.
    """
    return _open(notebook, name, PASSPHRASE, passphrase)


def open_by_code(notebook: Notebook, name: str, code: str) -> Therapist | Manager | None:
    """The account that its recovery code opens, or None. Nothing is used up: see `recover_account`."""
    return _open(notebook, name, RECOVERY, code)


def recover_account(notebook: Notebook, account: ClinicAccount, passphrase: str) -> str:
    """A new passphrase and a new recovery code, which is returned; the old ones open nothing any more.

    For somebody who opened their keys by the code and showed the second factor. NotSaved for a weak passphrase.
    """
    unlock = _unlock_of(notebook, account)
    check_new_passphrase(passphrase, account.name)
    fresh, code = new_slots(account_owner(account), unlock, passphrase)
    with notebook.write_as_account(account) as writer:
        for kind, slot in fresh.items():
            put_account_slot(writer, kind, slot)
        change_account(writer, recovery_confirmed=False)
    return code


def renew_account_code(notebook: Notebook, account: ClinicAccount) -> str:
    """Another recovery code in place of the one before, to be confirmed. NotSaved in the demo."""
    unlock = _unlock_of(notebook, account)
    if notebook.demo:
        raise NotSaved(NotebookText.NO_RECOVERY_CODE)
    slot, code = new_recovery_slot(account_owner(account), unlock)
    with notebook.write_as_account(account) as writer:
        put_account_slot(writer, RECOVERY, slot)
        change_account(writer, recovery_confirmed=False)
    return code


def has_confirmed_code(notebook: Notebook, account: ClinicAccount) -> bool:
    """Whether they have shown that they wrote their recovery code down."""
    with notebook.read_as_account(account) as reader:
        return bool(reader.row.recovery_confirmed)


def confirm_account_code(notebook: Notebook, account: ClinicAccount) -> None:
    """Note that they have."""
    with notebook.write_as_account(account) as writer:
        change_account(writer, recovery_confirmed=True)


def change_account_passphrase(notebook: Notebook, account: ClinicAccount, old: str, new: str) -> bool:
    """Whether the old passphrase was right; then only its slot is another one. NotSaved says what the new one lacks."""
    unlock = _unlock_of(notebook, account)
    check_new_passphrase(new, account.name)
    if sign_in_account(notebook, account.name, old) is None:
        return False
    slot = wrap_slot(account_owner(account), unlock, PASSPHRASE, new)
    with notebook.write_as_account(account) as writer:
        put_account_slot(writer, PASSPHRASE, slot)
    return True


def put_account_slot(writer: AccountWriter, kind: str, slot: Slot) -> None:
    """Save the slot in place of the one of its kind."""
    writer.delete(therapist_slots, kind=kind)
    writer.insert(therapist_slots, **slot_columns(kind, slot))


def change_account(writer: AccountWriter, **values: object) -> None:
    """Write these columns of one's own account."""
    writer.execute(update(therapists).where(writer.own(therapists)).values(values))


def account_owner(account: ClinicAccount) -> Owner:
    """The associated data of this account's key slots."""
    return "therapist", account.clinic, account.id


def make_account(row: Row[Any], keys: KeyPair) -> Therapist | Manager:
    """The account in a row of `therapists`, with the keys that were opened. EntryBroken for a kind that is none."""
    if row.kind not in KINDS:
        raise EntryBroken(TherapistText.THERAPIST_KEYS_CHANGED)
    return KINDS[row.kind](row.clinic_id, row.therapist_id, row.name, row.zone, keys)


def _open(notebook: Notebook, name: str, kind: str, secret: str) -> Therapist | Manager | None:
    with reading(notebook.engine) as connection:
        row = _find(connection, name, kind)
    if row is None:
        unwrap(_DUMMY, secret, b"")  # as long as for somebody who is known
        return None
    unlock = open_slot(row, ("therapist", row.clinic_id, row.therapist_id), kind, secret)
    if unlock is None:
        return None
    try:
        account = make_account(row, open_private(row.sealed_private, unlock, row.public_key))
    except SealBroken:
        raise EntryBroken(TherapistText.THERAPIST_KEYS_CHANGED) from None
    with notebook.read_as_account(account):
        return account


def _find(connection: Connection, name: str, kind: str) -> Row[Any] | None:
    """The account that a name opens, with its slot of this kind; a revoked one has no name any more."""
    of_name = matches(therapists, clinic_id=HOME, name_key=name_key(name))
    return connection.execute(_WITH_SLOT.where(of_name, therapist_slots.c.kind == kind)).one_or_none()


def _unlock_of(notebook: Notebook, account: ClinicAccount) -> bytes:
    with notebook.read_as_account(account) as reader:
        sealed = reader.row.sealed_unlock
    try:
        return open_key(sealed, account.keys, account.keys.public, UNLOCK_KEY)
    except SealBroken:
        raise EntryBroken(TherapistText.THERAPIST_KEYS_CHANGED) from None
