"""Invitations: one open code a couple, for one partner, for seven days; only its hash is kept."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection, bindparam, select

from nearer import privacy
from nearer.privacy import Principal
from nearer.storage.asking import asked, find_partner, find_person, own_couple, tenant
from nearer.storage.connections import reading, writing
from nearer.storage.errors import NotSaved
from nearer.storage.ids import HOME
from nearer.storage.notebook import Notebook
from nearer.storage.schema import invitations

OPEN_FOR = timedelta(days=7)

_OWN = select(invitations.c.until).where(own_couple(invitations))
_DROP = invitations.delete().where(own_couple(invitations))
_BY_CODE = select(invitations).where(
    invitations.c.clinic_id == HOME, invitations.c.code_sha256 == bindparam("code_sha256")
)


@dataclass(frozen=True)
class Invited:
    """What an open code leads to."""

    clinic: str
    couple: UUID


def invite(notebook: Notebook, principal: Principal, now: datetime) -> str:
    """A new code, in place of one that was open. NotSaved once there is a partner."""
    code = privacy.new_invitation_code()
    row = {"person_id": principal.person, "code_sha256": hashed_code(code), "until": now + OPEN_FOR}
    with writing(notebook.engine) as connection:
        find_person(connection, principal)
        if find_partner(connection, principal) is not None:
            raise NotSaved("Your partner has joined already; there is nobody else to invite.")
        connection.execute(_DROP, asked(principal))
        connection.execute(invitations.insert(), tenant(principal) | row)
    return code


def withdraw_invitation(notebook: Notebook, principal: Principal) -> None:
    """The open code, if there is one, opens nothing any more."""
    with writing(notebook.engine) as connection:
        find_person(connection, principal)
        connection.execute(_DROP, asked(principal))


def open_invitation(notebook: Notebook, principal: Principal, now: datetime) -> datetime | None:
    """Until when the couple's code is open, or None."""
    with reading(notebook.engine) as connection:
        find_person(connection, principal)
        until = connection.execute(_OWN, asked(principal)).scalar_one_or_none()
    return until if until is not None and now < until else None


def find_invited(connection: Connection, code: str, now: datetime) -> Invited | None:
    row = connection.execute(_BY_CODE, {"code_sha256": hashed_code(code)}).one_or_none()
    return Invited(row.clinic_id, row.couple_id) if row is not None and now < row.until else None


def use_invitation(connection: Connection, invited: Invited) -> None:
    connection.execute(_DROP, {"clinic": invited.clinic, "couple": invited.couple})


def hashed_code(code: str) -> bytes:
    # 80 random bits need no slow hash.
    return hashlib.sha256(privacy.normal_code(code).encode("utf-8", "surrogatepass")).digest()
