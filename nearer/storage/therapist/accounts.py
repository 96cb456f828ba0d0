"""Accounts of therapists: invited from the command line, begun with a passphrase, ended by whoever runs the clinic."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, select, update

from nearer.database.engines import reading, serialised, writing
from nearer.database.row_errors import NotFound
from nearer.database.schema import HOME, matches, new_id
from nearer.database.scope import AT_THE_DOOR, Scope
from nearer.database.therapist_schema import therapist_invitations, therapists
from nearer.privacy.principal import Therapist
from nearer.privacy.seal import new_key, new_key_pair, seal_key, seal_private
from nearer.privacy.signatures import signing_public
from nearer.privacy.typed_codes import new_invitation_code
from nearer.sealed.partners import hash_code
from nearer.sealed.slots import PASSPHRASE, UNLOCK_KEY, wrap_slot
from nearer.sealed.therapist_authorisation import OWN_KEY, TherapistWriter
from nearer.storage.couple.credentials import DEMO_UNLOCK, check_new_passphrase, name_key, refuse_taken_name, tidy_name
from nearer.storage.couple.invitations import find_open_code
from nearer.storage.couple.people import Settings, check_settings, check_zone, settings_of
from nearer.storage.notebook import Notebook
from nearer.storage.therapist.therapist_connections import end_everything
from nearer.storage.therapist.therapist_credentials import change_account, put_therapist_slot, therapist_owner

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
        row = find_account(connection, name)
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
    unlock = DEMO_UNLOCK if passphrase is None else new_key()
    slot = None if passphrase is None else wrap_slot(therapist_owner(therapist), unlock, PASSPHRASE, passphrase)
    row = _new_row(therapist, unlock) | {"started": now}

    def write(connection: Connection) -> None:
        _invited(connection, code, now)  # it can be used or withdrawn while keys are made
        _uninvite(connection, invited.name)
        refuse_taken_name(connection, invited.name)
        connection.execute(therapists.insert(), row)
        writer = TherapistWriter.unchecked(connection, therapist, now)
        if slot is not None:
            put_therapist_slot(writer, PASSPHRASE, slot)
        writer.seal()

    serialised(notebook.engine, write, replace(AT_THE_DOOR, therapist=therapist.therapist))
    return therapist


def is_therapist(notebook: Notebook, name: str) -> bool:
    """Whether a name is a therapist's sign-in name; it tells nothing about people."""
    with reading(notebook.engine) as connection:
        return find_account(connection, name) is not None


def read_therapist_settings(notebook: Notebook, therapist: Therapist) -> Settings:
    """The therapist's settings."""
    with notebook.read_as_therapist(therapist) as reader:
        return settings_of(reader.account)


def save_therapist_settings(notebook: Notebook, therapist: Therapist, chosen: Settings) -> None:
    """NotSaved with a sentence when a value is out of bounds."""
    check_settings(chosen)
    with notebook.write_as_therapist(therapist) as writer:
        change_account(writer, **asdict(chosen))


def find_account(connection: Connection, name: str) -> Row[Any] | None:
    """The account that a name opens; a revoked one has no name any more."""
    named = matches(therapists, clinic_id=HOME, name_key=name_key(name))
    return connection.execute(select(therapists).where(named)).one_or_none()


def _uninvite(connection: Connection, name: str) -> bool:
    """Whether there was an invitation under this name; it opens nothing any more."""
    named = matches(therapist_invitations, clinic_id=HOME, name_key=name_key(name))
    return connection.execute(therapist_invitations.delete().where(named)).rowcount > 0


def _new_row(therapist: Therapist, unlock: bytes) -> dict[str, object]:
    keys = therapist.keys
    return {
        "clinic_id": therapist.clinic,
        "therapist_id": therapist.therapist,
        "name": therapist.name,
        "name_key": name_key(therapist.name),
        "zone": therapist.zone,
        "public_key": keys.public,
        "signing_key": signing_public(keys),
        "sealed_private": seal_private(keys, unlock),
        "sealed_own": seal_key(new_key(), keys, keys.public, OWN_KEY),
        "sealed_unlock": seal_key(unlock, keys, keys.public, UNLOCK_KEY),
        "last_step": 0,
        "recovery_confirmed": False,
    }


def _invited(connection: Connection, code: str, now: datetime) -> Row[Any]:
    return find_open_code(connection, therapist_invitations, code, now)
