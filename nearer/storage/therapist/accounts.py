"""Accounts of therapists: invited from the command line, opened by a passphrase, ended by whoever runs the clinic."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, select, update

from nearer.database.engines import reading, serialised, writing
from nearer.database.row_errors import EntryBroken, NotFound
from nearer.database.schema import HOME, matches, new_id
from nearer.database.scope import AT_THE_DOOR, Scope
from nearer.database.therapist_schema import therapist_invitations, therapists
from nearer.language.error_catalogue.notebook_errors import TherapistText
from nearer.privacy.key_slots import Slot, dummy_slot, unwrap, wrap
from nearer.privacy.principal import Therapist
from nearer.privacy.seal import KeyPair, SealBroken, new_key, new_key_pair, open_private, seal_key, seal_private
from nearer.privacy.typed_codes import new_invitation_code
from nearer.sealed.partners import hash_code
from nearer.sealed.therapist_authorisation import OWN_KEY, TherapistWriter
from nearer.storage.couple.credentials import DEMO_UNLOCK, check_new_passphrase, name_key, refuse_taken_name, tidy_name
from nearer.storage.couple.invitations import find_open_code
from nearer.storage.couple.people import Settings, check_settings, check_zone, settings_of
from nearer.storage.notebook import Notebook
from nearer.storage.therapist.therapist_connections import end_everything

INVITED_FOR = timedelta(days=7)

_ALL = select(therapists).where(matches(therapists, clinic_id=HOME)).order_by(therapists.c.started)
_INVITED = select(therapist_invitations).where(matches(therapist_invitations, clinic_id=HOME))


@dataclass(frozen=True, slots=True)
class TherapistAccount:
    """One line of the list: `invited_until` while the invitation is open, else when they started and were revoked."""

    name: str
    invited_until: datetime | None
    started: datetime | None
    revoked: datetime | None


def invite_therapist(notebook: Notebook, name: str, now: datetime) -> str:
    """A code that lets this therapist in once, within seven days, in place of one before. NameTaken says why not."""
    tidy, code = tidy_name(name), new_invitation_code()
    row = {"name_key": name_key(tidy), "name": tidy, "code_sha256": hash_code(code), "until": now + INVITED_FOR}

    def write(connection: Connection) -> None:
        _uninvite(connection, tidy)
        refuse_taken_name(connection, tidy)
        connection.execute(therapist_invitations.insert(), row | {"clinic_id": HOME})

    serialised(notebook.engine, write)
    return code


def list_therapists(notebook: Notebook) -> tuple[TherapistAccount, ...]:
    """Therapists with an account in the order they started, revoked ones too, then those who are invited."""
    with reading(notebook.engine) as connection:
        accounts = [TherapistAccount(row.name, None, row.started, row.revoked) for row in connection.execute(_ALL)]
        invited = [TherapistAccount(row.name, row.until, None, None) for row in connection.execute(_INVITED)]
    return (*accounts, *invited)


def revoke_therapist(notebook: Notebook, name: str, now: datetime) -> None:
    """End an invitation or an account; whoever let them in sees the date. NotFound for a name that is neither."""
    with reading(notebook.engine) as connection:
        row = _find(connection, name)
    scope = AT_THE_DOOR if row is None else Scope(row.clinic_id, therapist=row.therapist_id)
    with writing(notebook.engine, scope) as connection:
        uninvited = _uninvite(connection, name)
        if row is not None:
            end_everything(connection, row, now)
            account = matches(therapists, clinic_id=HOME, therapist_id=row.therapist_id)
            connection.execute(update(therapists).where(account).values(name_key=None, revoked=now))
        elif not uninvited:
            raise NotFound


def accept_invitation(notebook: Notebook, code: str, zone: str, passphrase: str | None, now: datetime) -> Therapist:
    """An account for whoever holds an open code, which is used up. CodeRefused or NotSaved says why not.

    Without a passphrase only in the demo, whose therapist opens for everybody.
    """
    check_zone(zone)
    with reading(notebook.engine) as connection:
        invited = _invited(connection, code, now)
    if passphrase is not None or not notebook.demo:
        check_new_passphrase(passphrase or "", invited.name)
    therapist = Therapist(HOME, new_id(now), invited.name, zone, new_key_pair())
    row = _new_row(therapist, passphrase)

    def write(connection: Connection) -> None:
        _invited(connection, code, now)  # it can be used or withdrawn while keys are made
        _uninvite(connection, invited.name)
        refuse_taken_name(connection, invited.name)
        connection.execute(therapists.insert(), row | {"started": now})
        TherapistWriter.unchecked(connection, therapist, now).seal()

    serialised(notebook.engine, write, replace(AT_THE_DOOR, therapist=therapist.therapist))
    return therapist


def is_therapist(notebook: Notebook, name: str) -> bool:
    """Whether a name is a therapist's sign-in name; it tells nothing about people."""
    with reading(notebook.engine) as connection:
        return _find(connection, name) is not None


def sign_in_therapist(notebook: Notebook, name: str, passphrase: str) -> Therapist | None:
    """The therapist, before any second factor; None for another name or passphrase.

    EntryBroken for changed keys, ChangedOutside for anything else of theirs.
    """
    with reading(notebook.engine) as connection:
        row = _find(connection, name)
    unlock = None if row is None else unlock_therapist(row, passphrase)
    if row is None or unlock is None:
        return None
    try:
        therapist = make_therapist(row, open_private(row.sealed_private, unlock, row.public_key))
    except SealBroken:
        raise EntryBroken(TherapistText.THERAPIST_KEYS_CHANGED) from None
    with notebook.read_as_therapist(therapist):
        return therapist


def unlock_therapist(row: Row[Any], passphrase: str) -> bytes | None:
    """What opens the therapist's private key; None for another passphrase. EntryBroken for a changed slot."""
    try:
        return unwrap(Slot(row.salt, row.passes, row.memory, row.slot_unlock), passphrase, about_therapist(row))
    except SealBroken:
        raise EntryBroken(TherapistText.THERAPIST_KEYS_CHANGED) from None


def change_therapist_passphrase(notebook: Notebook, therapist: Therapist, old: str, new: str) -> bool:
    """Whether the old passphrase was right; then only its slot is another one. NotSaved says what the new one lacks."""
    with notebook.read_as_therapist(therapist) as reader:
        row = reader.account
    check_new_passphrase(new, row.name)
    unlock = unlock_therapist(row, old)
    if unlock is None:
        return False
    slot = wrap(unlock, new, about_therapist(row))
    with notebook.write_as_therapist(therapist) as writer:
        change_account(writer, salt=slot.salt, passes=slot.passes, memory=slot.memory, slot_unlock=slot.sealed)
    return True


def read_therapist_settings(notebook: Notebook, therapist: Therapist) -> Settings:
    """The therapist's settings."""
    with notebook.read_as_therapist(therapist) as reader:
        return settings_of(reader.account)


def save_therapist_settings(notebook: Notebook, therapist: Therapist, chosen: Settings) -> None:
    """NotSaved with a sentence when a value is out of bounds."""
    check_settings(chosen)
    with notebook.write_as_therapist(therapist) as writer:
        change_account(writer, **asdict(chosen))


def change_account(writer: TherapistWriter, **values: object) -> None:
    """Write these columns of the therapist's own account."""
    writer.execute(update(therapists).where(writer.own(therapists)).values(values))


def _find(connection: Connection, name: str) -> Row[Any] | None:
    """The account that a name opens; a revoked one has no name any more."""
    named = matches(therapists, clinic_id=HOME, name_key=name_key(name))
    return connection.execute(select(therapists).where(named)).one_or_none()


def _uninvite(connection: Connection, name: str) -> bool:
    """Whether there was an invitation under this name; it opens nothing any more."""
    named = matches(therapist_invitations, clinic_id=HOME, name_key=name_key(name))
    return connection.execute(therapist_invitations.delete().where(named)).rowcount > 0


def make_therapist(row: Row[Any], keys: KeyPair) -> Therapist:
    """The therapist of a row of `therapists`, with the keys that their passphrase opened."""
    return Therapist(row.clinic_id, row.therapist_id, row.name, row.zone, keys)


def _new_row(therapist: Therapist, passphrase: str | None) -> dict[str, object]:
    row: dict[str, Any] = {"clinic_id": therapist.clinic, "therapist_id": therapist.therapist}
    keys, unlock, slot = therapist.keys, DEMO_UNLOCK, dummy_slot()
    if passphrase is not None:
        unlock = new_key()
        slot = wrap(unlock, passphrase, about_therapist(row))
    return row | {
        "name": therapist.name,
        "name_key": name_key(therapist.name),
        "zone": therapist.zone,
        "public_key": keys.public,
        "sealed_private": seal_private(keys, unlock),
        "sealed_own": seal_key(new_key(), keys, keys.public, OWN_KEY),
        "last_step": 0,
        "salt": slot.salt,
        "passes": slot.passes,
        "memory": slot.memory,
        "slot_unlock": slot.sealed,
    }


def about_therapist(row: Any) -> bytes:
    """What the slot of a therapist's passphrase is bound to."""
    where = row if isinstance(row, dict) else row._mapping
    return f"therapist|{where['clinic_id']}|{where['therapist_id']}".encode()


def _invited(connection: Connection, code: str, now: datetime) -> Row[Any]:
    return find_open_code(connection, therapist_invitations, code, now)
