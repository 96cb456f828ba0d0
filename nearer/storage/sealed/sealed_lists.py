"""What a person keeps in one sealed entry a kind, for nobody else: the file does not show how much is in it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, literal, select

from nearer.language.error_catalogue.notebook_errors import EntryName
from nearer.storage.database.schema import drawer_keys, entries
from nearer.storage.database.uuids import new_id
from nearer.storage.sealed.authorisation import Reader, Writer, own_couple
from nearer.storage.sealed.drawers import OWN_PART, find_newest_drawer
from nearer.storage.sealed.entries import Entry, has_key, open_entry, save_entry

READ, STEPS, QUESTIONS, TYPED = "read", "steps", "questions", "typed"

_mine = (own_couple(entries), entries.c.owner_id == bindparam("person"), entries.c.kind == bindparam("of_kind"))
_LIST = (
    select(entries, literal(EntryName.OWN_LIST.name).label("questionnaire"), literal("").label("week"))
    .add_columns(drawer_keys.c.sealed_key)
    .join(drawer_keys, has_key)
    .where(*_mine)
)
_DROP = entries.delete().where(*_mine)


def read_sealed_list(reader: Reader, kind: str) -> Any:
    """What `save_sealed_list` kept last, or None. EntryBroken when it was damaged."""
    row = reader.execute(_LIST, of_kind=kind).one_or_none()
    return None if row is None else open_entry(reader.principal, row)


def save_sealed_list(writer: Writer, kind: str, content: object) -> None:
    """Keep this in place of what was there before."""
    drawer = find_newest_drawer(writer, OWN_PART)
    writer.execute(_DROP, of_kind=kind)
    save_entry(writer, drawer, Entry(new_id(writer.now), kind, None, content))


def drop_own_list(writer: Writer, kind: str) -> None:
    """Delete it, so that not even an empty one is left."""
    writer.execute(_DROP, of_kind=kind)
