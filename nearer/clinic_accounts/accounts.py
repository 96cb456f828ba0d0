"""The clinic's accounts, of therapists and of managers: invited, begun with a passphrase, ended.

By command on the server, which needs no account; what a manager does is in nearer/clinic_manager.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, select, update

from nearer.clinic_accounts.account_credentials import KINDS, account_owner, change_account, put_account_slot
from nearer.clinic_accounts.clinic_trail import (
    ACCEPTED,
    INVITED,
    REVOKED,
    WITHDRAWN,
    TrailLine,
    TrailStamp,
    append_trail,
)
from nearer.database.engines import in_turn, reading, serialised
from nearer.database.row_errors import NotFound
from nearer.database.schema import HOME, matches, new_id
from nearer.database.scope import BEFORE_SIGN_IN
from nearer.database.therapist_schema import therapist_invitations, therapists
from nearer.privacy.principal import ClinicAccount, Manager, Therapist
from nearer.privacy.seal import new_key, new_key_pair, seal_key, seal_private
from nearer.privacy.signatures import signing_public
from nearer.privacy.typed_codes import new_invitation_code
from nearer.sealed.account_authorisation import AccountWriter
from nearer.sealed.partners import hash_code
from nearer.sealed.slots import PASSPHRASE, UNLOCK_KEY, wrap_slot
from nearer.sealed.therapist_authorisation import OWN_KEY
from nearer.storage.couple.credentials import DEMO_UNLOCK, check_new_passphrase, name_key, refuse_taken_name, tidy_name
from nearer.storage.couple.invitations import find_open_code
from nearer.storage.couple.people import Settings, check_settings, check_zone, settings_of
from nearer.storage.notebook import Notebook
from nearer.storage.therapist.therapist_connections import end_everything

Kind = type[Therapist] | type[Manager]

INVITED_FOR = timedelta(days=7)

_ALL = select(therapists).where(matches(therapists, clinic_id=HOME)).order_by(therapists.c.started)
_INVITED = select(therapist_invitations).where(matches(therapist_invitations, clinic_id=HOME))


@dataclass(frozen=True, slots=True)
class AccountDates:
    """One line of a list: `invited_until` while the invitation is open, else when they started and were revoked."""

    name: str
    invited_until: datetime | None
    started: datetime | None
    revoked: datetime | None


def invite_by_command(notebook: Notebook, kind: Kind, name: str, now: datetime) -> str:
    """A code that lets in once, within seven days, in place of one before. NameTaken says why not."""

    def write(connection: Connection) -> str:
        return put_invitation(connection, kind, name, TrailStamp(now))

    return serialised(notebook.engine, write)


def invite_therapist(notebook: Notebook, name: str, now: datetime) -> str:
    """A code that lets a therapist in once, within seven days. NameTaken says why not."""
    return invite_by_command(notebook, Therapist, name, now)


def list_accounts(notebook: Notebook, kind: Kind) -> tuple[AccountDates, ...]:
    """Accounts of a kind in the order they started, revoked ones too, then those who are invited."""
    with reading(notebook.engine) as connection:
        accounts = connection.execute(_ALL.where(therapists.c.kind == kind.kind)).all()
        invited = connection.execute(_INVITED.where(therapist_invitations.c.kind == kind.kind)).all()
    started = (AccountDates(row.name, None, row.started, row.revoked) for row in accounts)
    return (*started, *(AccountDates(row.name, row.until, None, None) for row in invited))


def revoke_by_command(notebook: Notebook, kind: Kind, name: str, now: datetime) -> None:
    """End an invitation or an account; whoever let them in sees the date. NotFound for a name that is neither."""
    with reading(notebook.engine) as connection:
        row = find_account(connection, name, kind)

    def write(connection: Connection) -> None:
        withdrawn = withdraw_account_invitation(connection, kind, name, TrailStamp(now))
        if row is not None:
            end_account(connection, row, TrailStamp(now), REVOKED)
        elif not withdrawn:
            raise NotFound

    therapist = None if row is None else row.therapist_id
    # A key that is sealed meanwhile goes too.
    in_turn(notebook.engine, write, replace(BEFORE_SIGN_IN, therapist=therapist))


def put_invitation(connection: Connection, kind: Kind, name: str, stamp: TrailStamp) -> str:
    """Write down an invitation, in place of one of its kind before, and give its code. NameTaken says why not."""
    tidy, code = tidy_name(name), new_invitation_code()
    _delete_invitation(connection, tidy, kind)
    refuse_taken_name(connection, tidy)
    row = {"clinic_id": HOME, "name_key": name_key(tidy), "kind": kind.kind, "name": tidy}
    code_of_row = {"code_sha256": hash_code(code), "until": stamp.at + INVITED_FOR}
    connection.execute(therapist_invitations.insert(), row | code_of_row)
    append_trail(connection, TrailLine(INVITED, kind.kind, tidy), stamp)
    return code


def withdraw_account_invitation(connection: Connection, kind: Kind, name: str, stamp: TrailStamp) -> bool:
    """Whether there was an invitation of this kind under the name; its code opens nothing any more."""
    row = _delete_invitation(connection, name, kind)
    if row is not None:
        append_trail(connection, TrailLine(WITHDRAWN, kind.kind, row.name), stamp)
    return row is not None


def end_account(connection: Connection, row: Row[Any], stamp: TrailStamp, act: str) -> None:
    """End an account and free its name; the trail says by which act. NotFound for one that ended meanwhile."""
    account = matches(therapists, clinic_id=HOME, therapist_id=row.therapist_id, revoked=None)
    end_everything(connection, row)
    if not connection.execute(update(therapists).where(account).values(name_key=None, revoked=stamp.at)).rowcount:
        raise NotFound
    append_trail(connection, TrailLine(act, row.kind, row.name, row.therapist_id), stamp)


def accept_invitation(
    notebook: Notebook, code: str, zone: str, passphrase: str | None, now: datetime
) -> Therapist | Manager:
    """An account for whoever holds an open code, which is used up. CodeRefused or NotSaved says why not.

    Without a passphrase only in the demo, whose therapist opens for everybody.
    """
    check_zone(zone)
    with reading(notebook.engine) as connection:
        invited = _find_invitation(connection, code, now)
    if passphrase is not None or not notebook.demo:
        check_new_passphrase(passphrase or "", invited.name)
    account = KINDS[invited.kind](HOME, new_id(now), invited.name, zone, new_key_pair())
    unlock = DEMO_UNLOCK if passphrase is None else new_key()
    slot = None if passphrase is None else wrap_slot(account_owner(account), unlock, PASSPHRASE, passphrase)
    row = _new_row(account, unlock) | {"started": now}

    def write(connection: Connection) -> None:
        _find_invitation(connection, code, now)  # it can be used or withdrawn while keys are made
        _delete_invitation(connection, invited.name, type(account))
        refuse_taken_name(connection, invited.name)
        connection.execute(therapists.insert(), row)
        append_trail(
            connection,
            TrailLine(ACCEPTED, account.kind, account.name, account.id),
            TrailStamp(now, by_name=account.name),
        )
        writer = AccountWriter.unchecked(connection, account, now)
        if slot is not None:
            put_account_slot(writer, PASSPHRASE, slot)
        writer.seal()

    serialised(notebook.engine, write, replace(BEFORE_SIGN_IN, therapist=account.id))
    return account


def has_account(notebook: Notebook, name: str) -> bool:
    """Whether a name is the sign-in name of an account of the clinic; it tells nothing about people."""
    with reading(notebook.engine) as connection:
        return find_account(connection, name, None) is not None


def read_account_settings(notebook: Notebook, account: ClinicAccount) -> Settings:
    """The settings of whoever has the account."""
    with notebook.read_as_account(account) as reader:
        return settings_of(reader.row)


def save_account_settings(notebook: Notebook, account: ClinicAccount, settings: Settings) -> None:
    """NotSaved with a sentence when a value is out of bounds."""
    check_settings(settings)
    with notebook.write_as_account(account) as writer:
        change_account(writer, **asdict(settings))


def find_account(connection: Connection, name: str, kind: Kind | None) -> Row[Any] | None:
    """The account that a name opens, of one kind or of any; a revoked one has no name any more."""
    of_kind = {} if kind is None else {"kind": kind.kind}
    of_name = matches(therapists, clinic_id=HOME, name_key=name_key(name), **of_kind)
    return connection.execute(select(therapists).where(of_name)).one_or_none()


def _delete_invitation(connection: Connection, name: str, kind: Kind) -> Row[Any] | None:
    """The invitation of this kind under the name, which opens nothing any more."""
    of_name = matches(therapist_invitations, clinic_id=HOME, name_key=name_key(name), kind=kind.kind)
    row = connection.execute(select(therapist_invitations).where(of_name)).one_or_none()
    connection.execute(therapist_invitations.delete().where(of_name))
    return row


def _new_row(account: ClinicAccount, unlock: bytes) -> dict[str, object]:
    keys = account.keys
    return {
        "clinic_id": account.clinic,
        "therapist_id": account.id,
        "kind": account.kind,
        "name": account.name,
        "name_key": name_key(account.name),
        "zone": account.zone,
        "public_key": keys.public,
        "signing_key": signing_public(keys),
        "sealed_private": seal_private(keys, unlock),
        "sealed_own": seal_key(new_key(), keys, keys.public, OWN_KEY),
        "sealed_unlock": seal_key(unlock, keys, keys.public, UNLOCK_KEY),
        "last_step": 0,
        "recovery_confirmed": False,
    }


def _find_invitation(connection: Connection, code: str, now: datetime) -> Row[Any]:
    return find_open_code(connection, therapist_invitations, code, now)
