"""What a person keeps in one sealed entry a kind, for nobody else: the file does not show how much is in it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, literal, select

from nearer.privacy import Principal
from nearer.storage.asking import asked, own_couple
from nearer.storage.drawers import OWN, newest_drawer
from nearer.storage.entries import Entry, has_key, open_entry, put_entry
from nearer.storage.ids import new_id
from nearer.storage.schema import drawer_keys, entries

READ, STEPS, QUESTIONS, TYPED = "read", "steps", "questions", "typed"

_mine = (own_couple(entries), entries.c.owner_id == bindparam("person"), entries.c.kind == bindparam("of_kind"))
_LIST = (
    select(entries, literal("one of your own lists").label("questionnaire"), literal("").label("week"))
    .add_columns(drawer_keys.c.sealed_key)
    .join(drawer_keys, has_key)
    .where(*_mine)
)
_DROP = entries.delete().where(*_mine)


def own_list(connection: Connection, principal: Principal, kind: str) -> Any:
    """What `keep_own_list` kept last, or None. EntryBroken when it was damaged."""
    row = connection.execute(_LIST, asked(principal) | {"of_kind": kind}).one_or_none()
    return None if row is None else open_entry(principal, row)


def keep_own_list(connection: Connection, principal: Principal, kind: str, content: object, now: datetime) -> None:
    """Keep this in place of what was there before."""
    drawer = newest_drawer(connection, principal, OWN, now)
    connection.execute(_DROP, asked(principal) | {"of_kind": kind})
    put_entry(connection, principal, drawer, Entry(new_id(now), kind, None, content))


def drop_own_list(connection: Connection, principal: Principal, kind: str) -> None:
    """Delete it, so that not even an empty one is left."""
    connection.execute(_DROP, asked(principal) | {"of_kind": kind})
