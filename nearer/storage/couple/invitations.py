"""Invitations: one open code for each couple, for one partner, for seven days; only its hash is saved."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Table, select

from nearer.database.engines import reading
from nearer.database.row_errors import NotSaved
from nearer.database.schema import HOME, invitations, matches
from nearer.language.error_catalogue.notebook_errors import NotebookText
from nearer.privacy.ledger import PinnedPartner
from nearer.privacy.principal import Principal
from nearer.privacy.typed_codes import new_invitation_code
from nearer.sealed.partners import find_inviter, hash_code, make_invitation, pin_partner
from nearer.storage.errors import CodeRefused, InvitationRefused
from nearer.storage.notebook import Notebook

INVITATION_OPEN_FOR = timedelta(days=7)


def create_invitation(notebook: Notebook, principal: Principal, now: datetime) -> str:
    """A new code, in place of one that was open. NotSaved once there is a partner."""
    code = new_invitation_code()
    with notebook.write_as(principal, now) as writer:
        if writer.partner is not None:
            raise NotSaved(NotebookText.NOBODY_TO_INVITE)
        row, writer.ledger.invitation = make_invitation(principal, writer.person, code, now + INVITATION_OPEN_FOR)
        writer.delete(invitations)
        writer.insert(invitations, **row)
    return code


def withdraw_invitation(notebook: Notebook, principal: Principal) -> None:
    """Close the couple's code; without an open one nothing happens."""
    with notebook.write_as(principal) as writer:
        writer.ledger.invitation = None
        writer.delete(invitations)


def read_open_invitation(notebook: Notebook, principal: Principal, now: datetime) -> datetime | None:
    """Until when the couple's code is open (aware UTC), or None."""
    with notebook.read_as(principal) as reader:
        until = reader.execute(select(invitations.c.until).where(reader.of_couple(invitations))).scalar_one_or_none()
    return until if until is not None and now < until else None


def find_code(connection: Connection, table: Table, code: str) -> Row[Any] | None:
    """The row of a table of codes to which this code leads; None for one never made, used already or replaced."""
    same = matches(table, clinic_id=HOME, code_sha256=hash_code(code))
    return connection.execute(select(table).where(same)).one_or_none()


def find_open_code(connection: Connection, table: Table, code: str, now: datetime) -> Row[Any]:
    """The row to which this code leads; CodeRefused without one, and for one whose time is over."""
    row = find_code(connection, table, code)
    if row is None or now >= row.until:
        raise CodeRefused
    return row


def read_inviting_couple(notebook: Notebook, code: str, now: datetime) -> UUID:
    """The couple to which an open code invites; InvitationRefused for any other code. Nothing is used up."""
    with reading(notebook.engine) as connection:
        return find_open_invitation(connection, code, now)[0]


def find_open_invitation(connection: Connection, code: str, now: datetime) -> tuple[UUID, PinnedPartner]:
    """The couple to which an open code invites, and who does; ChangedOutside where nobody of the couple made it."""
    row = find_code(connection, invitations, code)
    if row is None or now >= row.until:
        raise InvitationRefused(NotebookText.INVITATION_REFUSED if row is None else NotebookText.INVITATION_OVER)
    return UUID(str(row.couple_id)), pin_partner(find_inviter(connection, row, code), None)
