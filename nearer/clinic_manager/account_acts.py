"""What a manager does with accounts: invites, withdraws, revokes, resets. Each act writes its line of the trail.

None of them needs a key of anybody's, and none opens anything: a manager takes keys away and gives codes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select

from nearer.clinic_accounts.account_credentials import KINDS
from nearer.clinic_accounts.accounts import Kind, end_account, put_invitation, withdraw_account_invitation
from nearer.clinic_accounts.clinic_trail import RESET, REVOKED, TrailStamp
from nearer.database.row_errors import NotFound, NotSaved
from nearer.database.therapist_schema import therapists
from nearer.language.error_catalogue.notebook_errors import TherapistText
from nearer.privacy.principal import Manager, Therapist
from nearer.sealed.account_authorisation import AccountWriter
from nearer.storage.notebook import Notebook


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account to invite: its name and its kind."""

    kind: Kind
    name: str


def invite(notebook: Notebook, manager: Manager, new_account: NewAccount, now: datetime) -> str:
    """A code that lets in once, within seven days, in place of one before. NameTaken says why not."""

    def act(writer: AccountWriter) -> str:
        return put_invitation(writer.connection, new_account.kind, new_account.name, _make_stamp(writer))

    return notebook.act_as_manager(manager, None, act, now)


def withdraw(notebook: Notebook, manager: Manager, new_account: NewAccount, now: datetime) -> None:
    """Close an invitation. NotFound once it was used or withdrawn."""

    def act(writer: AccountWriter) -> None:
        if not withdraw_account_invitation(writer.connection, new_account.kind, new_account.name, _make_stamp(writer)):
            raise NotFound

    notebook.act_as_manager(manager, None, act, now)


def revoke(notebook: Notebook, manager: Manager, account: UUID, now: datetime) -> None:
    """End an account; whoever let them in sees the date. NotFound for one that is not open, NotSaved for one's own."""

    def act(writer: AccountWriter) -> None:
        end_account(writer.connection, _find(writer, account), _make_stamp(writer), REVOKED)

    notebook.act_as_manager(manager, account, act, now)


def reset(notebook: Notebook, manager: Manager, account: UUID, now: datetime) -> str:
    """End a therapist's account whose keys are lost, and invite them anew under its name; the code is returned.

    What was sealed for the lost keys stays closed to everybody. NotFound for one that is not open, and for a manager's.
    """

    def act(writer: AccountWriter) -> str:
        row = _find(writer, account)
        if row.kind != Therapist.kind:
            raise NotFound
        end_account(writer.connection, row, _make_stamp(writer), RESET)
        return put_invitation(writer.connection, KINDS[row.kind], row.name, _make_stamp(writer))

    return notebook.act_as_manager(manager, account, act, now)


def _find(writer: AccountWriter, account: UUID) -> Row[Any]:
    if account == writer.account.id:
        raise NotSaved(TherapistText.OWN_ACCOUNT)
    open_account = writer.of_clinic(therapists, therapist_id=account, revoked=None)
    row = writer.execute(select(therapists).where(open_account)).one_or_none()
    if row is None:
        raise NotFound
    return row


def _make_stamp(writer: AccountWriter) -> TrailStamp:
    return TrailStamp(writer.now, by_name=writer.account.name)
