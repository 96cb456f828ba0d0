"""Rows of the sign-ins that are open at the servers of one clinic. A sign-in whose row is gone has ended.

A row says under which name a sign-in is listed, when it was opened and used, until when it is open, and by the owner's
MAC whose it is: a keyed hash that only who has the keys can make. So nobody finds a person in it, and each finds their
own.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Engine, bindparam, select

from nearer.database.engines import reading, writing
from nearer.database.schema import HOME, matches, open_sign_ins
from nearer.privacy.seal import KeyPair, own_mac

USES_SAVED_EVERY = timedelta(minutes=1)
# Servers' clocks differ, and a database that was away for a while finds every row late.
LATE_AFTER = timedelta(hours=1)
_MESSAGE = b"open sign-ins"
_OURS = matches(open_sign_ins, clinic_id=HOME)


@dataclass(frozen=True, slots=True)
class OpenSignIn:
    """One sign-in, at whichever server; `until` is when it ends unless it is used again."""

    name: str
    opened_at: datetime
    used_at: datetime
    until: datetime


def owner_mac(keys: KeyPair) -> bytes:
    """By which somebody's sign-ins are found: 32 bytes that nobody can make or recognise without their private key."""
    return own_mac(keys, _MESSAGE)


def add_sign_in(engine: Engine, owner: bytes, sign_in: OpenSignIn) -> None:
    """NotSaved when the database refuses."""
    row = {"clinic_id": HOME, "session_name": sign_in.name, "owner_mac": owner}
    times = {"opened": sign_in.opened_at, "used": sign_in.used_at, "until": sign_in.until}
    with writing(engine) as connection:
        connection.execute(open_sign_ins.insert(), row | times)


def read_sign_ins(engine: Engine, owner: bytes, now: datetime) -> tuple[OpenSignIn, ...]:
    """Everything that is open of one person or account. NotRead."""
    rows = open_sign_ins.c
    columns = select(rows.session_name, rows.opened, rows.used, rows.until)
    with reading(engine) as connection:
        is_open = rows.until > now - USES_SAVED_EVERY  # it may have been used since
        return tuple(OpenSignIn(*row) for row in connection.execute(columns.where(_of_owner(owner), is_open)))


def read_open_names(engine: Engine, names: Collection[str]) -> frozenset[str]:
    """Which of these have not been ended. NotRead."""
    with reading(engine) as connection:
        still = connection.execute(select(open_sign_ins.c.session_name).where(_with_names(names)))
        return frozenset(still.scalars())


def save_uses(engine: Engine, uses: Mapping[str, tuple[datetime, datetime]]) -> None:
    """When each was last used, and until when it is open now; one that was ended stays so. NotSaved."""
    values = [{"of_name": name, "used": used, "until": until} for name, (used, until) in uses.items()]
    with writing(engine) as connection:
        of_name = open_sign_ins.c.session_name == bindparam("of_name")
        connection.execute(open_sign_ins.update().where(_OURS, of_name), values)


def delete_sign_in(engine: Engine, owner: bytes, name: str) -> None:
    """The one of this name, if it is theirs. NotSaved."""
    with writing(engine) as connection:
        connection.execute(open_sign_ins.delete().where(_of_owner(owner), open_sign_ins.c.session_name == name))


def delete_sign_ins_of(engine: Engine, owner: bytes, but: Collection[str]) -> None:
    """Everything that is open of one person or account, without those of these names. NotSaved."""
    with writing(engine) as connection:
        connection.execute(
            open_sign_ins.delete().where(_of_owner(owner), open_sign_ins.c.session_name.not_in(sorted(but)))
        )


def delete_names(engine: Engine, names: Collection[str]) -> None:
    """Delete the sign-ins of these names, which are over. NotSaved."""
    with writing(engine) as connection:
        connection.execute(open_sign_ins.delete().where(_with_names(names)))


def delete_forgotten(engine: Engine, now: datetime) -> None:
    """Delete the sign-ins of servers that fell and came back without them. NotSaved."""
    with writing(engine) as connection:
        connection.execute(open_sign_ins.delete().where(_OURS, open_sign_ins.c.until < now - LATE_AFTER))


def _of_owner(owner: bytes) -> ColumnElement[bool]:
    return _OURS & (open_sign_ins.c.owner_mac == owner)


def _with_names(names: Collection[str]) -> ColumnElement[bool]:
    return _OURS & open_sign_ins.c.session_name.in_(sorted(names))
