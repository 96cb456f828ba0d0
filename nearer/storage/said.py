"""What one person puts where the other reads it: a page to talk about, or a sentence. It can be taken back."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import Connection, Row, bindparam, literal, select

from nearer.domain import Audience
from nearer.privacy import Principal
from nearer.storage.asking import asked, find_partner, find_person, own_couple
from nearer.storage.connections import reading, writing
from nearer.storage.drawers import Drawer, Label, Reader, drawer_key, drawers_of_part, open_drawer
from nearer.storage.entries import Entry, has_key, open_entry, put_entry
from nearer.storage.errors import NotSaved
from nearer.storage.notebook import Notebook
from nearer.storage.schema import drawer_keys, entries

SAID = "said"
LONGEST = 400
MOST = 30

_SAID = (
    select(entries, literal("what was said").label("questionnaire"), literal("").label("week"))
    .add_columns(drawer_keys.c.sealed_key)
    .join(drawer_keys, has_key)
    .where(own_couple(entries), entries.c.owner_id == bindparam("owner"), entries.c.kind == SAID)
    .order_by(entries.c.entry_id.desc())
)
_mine = (own_couple(entries), entries.c.owner_id == bindparam("person"), entries.c.kind == SAID)
_DROP = entries.delete().where(*_mine, entries.c.entry_id == bindparam("key"))
_DROP_ALL = entries.delete().where(*_mine)


@dataclass(frozen=True, slots=True)
class Said:
    """A topic's id or a sentence of one's own, on a day of one's own zone."""

    key: UUID
    kind: Literal["topic", "sentence"]
    text: str = field(repr=False)
    day: date


def say(notebook: Notebook, principal: Principal, said: Said, now: datetime) -> None:
    """Put it where the partner reads it, once for each key and each text. NotSaved says why not."""
    if not said.text.strip() or len(said.text) > LONGEST:
        raise NotSaved(f"Please write a sentence of at most {LONGEST} characters.")
    with writing(notebook.engine) as connection:
        find_person(connection, principal)
        there = [open_entry(principal, row) for row in _rows(connection, principal, principal.person)]
        if any((one["kind"], one["text"]) == (said.kind, said.text) for one in there):
            return
        if len(there) >= MOST:
            raise NotSaved("There is much on the list already. Please take something back first.")
        drawer = _drawer(connection, principal, now)
        content = {"kind": said.kind, "text": said.text, "day": said.day.isoformat()}
        put_entry(connection, principal, drawer, Entry(said.key, SAID, None, content))


def unsay(notebook: Notebook, principal: Principal, key: UUID | None) -> None:
    """Take one back for good, or with None all; what is gone already is no error."""
    with writing(notebook.engine) as connection:
        find_person(connection, principal)
        connection.execute(_DROP if key else _DROP_ALL, asked(principal) | ({"key": key} if key else {}))


def own_said(notebook: Notebook, principal: Principal) -> tuple[Said, ...]:
    """Newest first."""
    with reading(notebook.engine) as connection:
        find_person(connection, principal)
        rows = _rows(connection, principal, principal.person)
    return tuple(_said(principal, row) for row in rows)


def said_by_partner(notebook: Notebook, principal: Principal) -> tuple[Said, ...]:
    """Newest first; nothing without a partner."""
    with reading(notebook.engine) as connection:
        find_person(connection, principal)
        partner = find_partner(connection, principal)
        rows = [] if partner is None else _rows(connection, principal, partner.person_id)
    return tuple(_said(principal, row) for row in rows)


def _rows(connection: Connection, principal: Principal, owner: UUID) -> list[Row[Any]]:
    return list(connection.execute(_SAID, asked(principal) | {"owner": owner}))


def _said(principal: Principal, row: Row[Any]) -> Said:
    content = open_entry(principal, row)
    return Said(row.entry_id, content["kind"], content["text"], date.fromisoformat(content["day"]))


def _drawer(connection: Connection, principal: Principal, now: datetime) -> Drawer:
    """The newest drawer for these, if it is open to the partner; else a new one that is."""
    partner = find_partner(connection, principal)
    if partner is None:
        raise NotSaved("Your partner has not joined yet. This needs both of you.")
    for row in drawers_of_part(connection, principal, SAID)[:1]:
        if row.audience == Audience.PARTNER.value:
            return Drawer(row.drawer_id, drawer_key(principal, row.drawer_id, row.sealed_key))
    reader = Reader(partner.person_id, partner.public_key)
    return open_drawer(connection, principal, Label(SAID, Audience.PARTNER, (reader,)), now)
