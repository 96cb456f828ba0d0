"""Invitations: one open code a couple, for one partner, for seven days; only its hash is kept."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection, bindparam, select

from nearer.language.error_catalogue.notebook_errors import NotebookText
from nearer.privacy.passphrases import new_invitation_code, normal_code
from nearer.privacy.principal import Principal
from nearer.storage.database.schema import invitations
from nearer.storage.database.uuids import HOME
from nearer.storage.errors import NotSaved
from nearer.storage.notebook import Notebook
from nearer.storage.sealed.authorisation import own_couple

INVITATION_OPEN_FOR = timedelta(days=7)

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


def create_invitation(notebook: Notebook, principal: Principal, now: datetime) -> str:
    """A new code, in place of one that was open. NotSaved once there is a partner."""
    code = new_invitation_code()
    row = {"person_id": principal.person, "code_sha256": hash_code(code), "until": now + INVITATION_OPEN_FOR}
    with notebook.write_as(principal, now) as writer:
        if writer.find_partner() is not None:
            raise NotSaved(NotebookText.NOBODY_TO_INVITE)
        writer.execute(_DROP)
        writer.insert(invitations, **row)
    return code


def withdraw_invitation(notebook: Notebook, principal: Principal) -> None:
    """The open code, if there is one, opens nothing any more."""
    with notebook.write_as(principal) as writer:
        writer.execute(_DROP)


def read_open_invitation(notebook: Notebook, principal: Principal, now: datetime) -> datetime | None:
    """Until when the couple's code is open, or None."""
    with notebook.read_as(principal) as reader:
        until = reader.execute(_OWN).scalar_one_or_none()
    return until if until is not None and now < until else None


def find_invited(connection: Connection, code: str, now: datetime) -> Invited | None:
    row = connection.execute(_BY_CODE, {"code_sha256": hash_code(code)}).one_or_none()
    return Invited(row.clinic_id, row.couple_id) if row is not None and now < row.until else None


def delete_invitation(connection: Connection, invited: Invited) -> None:
    connection.execute(_DROP, {"clinic": invited.clinic, "couple": invited.couple})


def hash_code(code: str) -> bytes:
    # 80 random bits need no slow hash.
    return hashlib.sha256(normal_code(code).encode("utf-8", "surrogatepass")).digest()
