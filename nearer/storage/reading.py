"""What a person has read of the guide: sealed, and for nobody else.

All marks lie in one entry, so that the file does not show how many there are.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import Connection, bindparam, literal, select

from nearer.privacy import Principal
from nearer.storage.asking import asked, find_person, own_couple
from nearer.storage.connections import reading, writing
from nearer.storage.drawers import OWN, newest_drawer
from nearer.storage.entries import Entry, has_key, open_entry, put_entry
from nearer.storage.ids import new_id
from nearer.storage.notebook import Notebook
from nearer.storage.schema import drawer_keys, entries

READ = "read"
_mine = (own_couple(entries), entries.c.owner_id == bindparam("person"), entries.c.kind == READ)
_MARKS = (
    select(entries, literal("the list of pages").label("questionnaire"), literal("").label("week"))
    .add_columns(drawer_keys.c.sealed_key)
    .join(drawer_keys, has_key)
    .where(*_mine)
)
_DROP = entries.delete().where(*_mine)


def mark_read(notebook: Notebook, principal: Principal, topic: str, day: date, now: datetime) -> None:
    """Remember `day` as the last on which this topic was read."""
    with writing(notebook.engine) as connection:
        find_person(connection, principal)
        marks = _marks(connection, principal) | {topic: day.isoformat()}
        drawer = newest_drawer(connection, principal, OWN, now)
        connection.execute(_DROP, asked(principal))
        put_entry(connection, principal, drawer, Entry(new_id(now), READ, None, marks))


def read_topics(notebook: Notebook, principal: Principal) -> Mapping[str, date]:
    """The day each topic was last read, by its id. EntryBroken when the marks were damaged."""
    with reading(notebook.engine) as connection:
        find_person(connection, principal)
        marks = _marks(connection, principal)
    return {topic: date.fromisoformat(day) for topic, day in marks.items()}


def _marks(connection: Connection, principal: Principal) -> dict[str, str]:
    row = connection.execute(_MARKS, asked(principal)).one_or_none()
    return {} if row is None else dict(open_entry(principal, row))
