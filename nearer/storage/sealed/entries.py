"""Entries: one sealed body each, bound to where it lies, to whom it belongs and to what it is."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, Table, bindparam, select

from nearer.language.error_catalogue.notebook_errors import EntryName, NotebookText
from nearer.language.explained_errors import Explanation
from nearer.privacy.principal import Principal, Therapist
from nearer.privacy.seal import SealBroken, open_body, seal_body
from nearer.storage.database.schema import drawer_keys, entries, responses
from nearer.storage.errors import EntryBroken
from nearer.storage.sealed.authorisation import Writer, own_couple, tenant_values
from nearer.storage.sealed.drawers import Drawer, has_drawer_key, open_drawer_key

RECORD = "record"
ANSWERS = "answers"
SCORES = "scores"
NOTE_ENTRY = "note"
EVENT = "event"

_NOTE_ROOM = 8100  # a note of 2,000 characters fits, so the longest looks like none

has_key = has_drawer_key(drawer_keys, entries)


@dataclass(frozen=True, slots=True)
class Entry:
    """What is to be kept, before it is sealed; under one response, or by itself as an event is."""

    id: UUID
    kind: str
    response: UUID | None
    content: object = field(repr=False)


def save_entry(writer: Writer, drawer: Drawer, entry: Entry) -> None:
    row = tenant_values(writer.principal) | {
        "owner_id": writer.principal.person,
        "entry_id": entry.id,
        "drawer_id": drawer.id,
        "kind": entry.kind,
        "response_id": entry.response,
    }
    sealed = seal_body(_written(entry), drawer.key, associated_data(row))
    writer.insert(entries, **row, body=sealed)


def select_readable_entries(*kinds: str, keys: Table = drawer_keys) -> Select[Any]:
    """Entries of one owner's responses that the asking reader has the key of, in the order they were written.

    Binds `clinic`, `couple`, `person` (who asks) and `owner`.
    """
    return (
        select(entries, responses.c.questionnaire, responses.c.week, keys.c.sealed_key)
        .join_from(entries, responses)
        .join(keys, has_drawer_key(keys, entries))
        .where(own_couple(entries), entries.c.owner_id == bindparam("owner"), entries.c.kind.in_(kinds))
        .order_by(responses.c.number, entries.c.entry_id)
    )


def open_entry(principal: Principal | Therapist, row: Row[Any]) -> Any:
    """The content of a readable entry; EntryBroken names the one that does not pass its seal."""
    key = open_drawer_key(principal, row.drawer_id, row.sealed_key)
    try:
        return json.loads(open_body(row.body, key, associated_data(row._mapping)))
    except SealBroken:
        reason = NotebookText.WEEKS_ENTRY_DAMAGED if row.week else NotebookText.ENTRY_DAMAGED
        kind, questionnaire = _named(row.kind.upper().replace(" ", "_")), _named(row.questionnaire)
        raise EntryBroken(reason, kind=kind, questionnaire=questionnaire, week=row.week) from None


def _named(code: str) -> str | Explanation:
    """The words for a kind of entry, or for a list; a questionnaire's id, in small letters, stays as it is."""
    name = EntryName.__members__.get(code)
    return code if name is None else name()


def associated_data(row: Any) -> bytes:
    """What an entry's seal is bound to; moved or relabelled, it does not open."""
    places = ("clinic_id", "couple_id", "owner_id", "drawer_id", "entry_id", "kind", "response_id")
    return "|".join(str(row[place]) for place in places).encode()


def _written(entry: Entry) -> bytes:
    written = as_bytes(entry.content)
    return written.ljust(_NOTE_ROOM) if entry.kind == NOTE_ENTRY else written


def as_bytes(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
