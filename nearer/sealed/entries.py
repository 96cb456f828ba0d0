"""Entries: one sealed body each, bound to its place in the tables, to its owner and to what it is.

An entry is a segment of the responses to a questionnaire (nearer/sealed/segments.py), or it stands by itself: an event,
a message, or one of the lists that a person keeps for nobody else, each in one entry of its kind, so that the file does
not show how much is in it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, Table, bindparam, select

from nearer.database.row_errors import EntryBroken
from nearer.database.schema import drawer_keys, entries, new_id
from nearer.language.error_catalogue.notebook_errors import EntryName, NotebookText
from nearer.language.explained_errors import Explanation
from nearer.privacy.associated_data import bind
from nearer.privacy.principal import Principal, Therapist
from nearer.privacy.seal import SealBroken, open_body, own_mac, seal_body
from nearer.sealed.authorisation import Reader, Writer, tenant_values
from nearer.sealed.drawers import PRIVATE_PART, Drawer, drawer_key_condition, find_newest_drawer, open_drawer_key
from nearer.statements.bound_values import bind_values, matches_bound

# Parts of responses, in segments.
RECORD, ANSWERS, SCORES, NOTE_ENTRY = "record", "answers", "scores", "note"
# By themselves, and read by others too.
EVENT, PARTNER_MESSAGE, SHARED_GUIDE = "event", "message", "guide"
# Lists of their owner alone.
TOPICS_READ, STEPS, QUESTIONS, TYPED = "topics read", "steps", "questions", "text drafts"
MARKS_LIST, GUIDE_SHARED_SINCE = "marks", "guide shared since"

_NAMES = {
    RECORD: EntryName.RECORD,
    ANSWERS: EntryName.ANSWERS,
    SCORES: EntryName.SCORES,
    NOTE_ENTRY: EntryName.NOTE,
    EVENT: EntryName.EVENT,
    PARTNER_MESSAGE: EntryName.MESSAGE,
    SHARED_GUIDE: EntryName.GUIDE,
    TOPICS_READ: EntryName.TOPICS_READ,
    STEPS: EntryName.STEPS,
    QUESTIONS: EntryName.QUESTIONS,
    TYPED: EntryName.TYPED,
    MARKS_LIST: EntryName.MARKS,
    GUIDE_SHARED_SINCE: EntryName.GUIDE_SHARED_SINCE,
}
# Where an entry that stands by itself is said to be; any other is one of its owner's lists.
_WHERE = {EVENT: EntryName.LIST_OF_EVENTS, PARTNER_MESSAGE: EntryName.MESSAGES, SHARED_GUIDE: EntryName.THE_GUIDE}
_ENTRY_COLUMNS = ("clinic_id", "couple_id", "owner_id", "drawer_id", "entry_id", "kind", "questionnaire")
_DRAFT_COLUMNS = ("clinic_id", "couple_id", "owner_id", "drawer_id", "questionnaire", "week", "version")


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry to be saved by itself, before it is sealed."""

    id: UUID
    kind: str
    content: object = field(repr=False)


def save_entry(writer: Writer, drawer: Drawer, entry: Entry) -> None:
    """Seal the entry under the drawer's key and write it as the asking person's own."""
    columns = entry_columns(writer, drawer, entry.kind, None) | {"entry_id": entry.id}
    sealed = seal_body(content_bytes(entry.content), drawer.key, bind_entry(columns))
    writer.insert(entries, **row_with_mac(writer, columns, sealed))


def entry_columns(writer: Writer, drawer: Drawer, kind: str, questionnaire: str | None) -> dict[str, Any]:
    """The columns of an entry of the asking person, all but its id, its MAC and its body."""
    owner = {"owner_id": writer.principal.id, "drawer_id": drawer.id}
    return tenant_values(writer.principal) | owner | {"kind": kind, "questionnaire": questionnaire}


def row_with_mac(writer: Writer, columns: Mapping[str, Any], sealed: bytes) -> dict[str, Any]:
    """The row of an entry: these columns, this body and the owner's MAC over both."""
    return {**columns, "mac": own_mac(writer.principal.keys, bind_entry(columns) + sealed), "body": sealed}


def select_readable_entries(reader: UUID | ColumnElement[UUID], *kinds: str, keys: Table) -> Select[Any]:
    """Entries of these kinds that this reader has the key of, in the order they were begun; still of every owner."""
    return (
        select(*entries.c, keys.c.sealed_key)
        .join(keys, drawer_key_condition(keys, entries, reader))
        .where(entries.c.kind.in_(kinds))
        .order_by(entries.c.entry_id)
    )


def read_entries(reader: Reader, owner: UUID, *kinds: str) -> list[Row[Any]]:
    """The entries of these kinds that `owner` of the couple lets the asking person read, the oldest first."""
    whose = tenant_values(reader.principal) | {"owner_id": owner, "reader_id": reader.principal.id}
    return list(reader.connection.execute(readable_of_owner(*kinds), bind_values(whose)))


@cache
def readable_of_owner(*kinds: str) -> Select[Any]:
    """Readable entries of one owner, as a statement made once: owner and reader are bound as it runs."""
    of_owner = matches_bound(entries, "clinic_id", "couple_id", "owner_id")
    return select_readable_entries(bindparam("of_reader_id"), *kinds, keys=drawer_keys).where(of_owner)


def open_entry(principal: Principal | Therapist, row: Row[Any]) -> Any:
    """The content of a readable entry that stands by itself; EntryBroken names the one that does not pass its seal."""
    name = _WHERE.get(row.kind, EntryName.OWN_LIST)()
    damaged = NotebookText.ENTRY_DAMAGED(kind=name_kind(row.kind), questionnaire=name)
    key = open_drawer_key(principal, row)
    check_writer(principal, row, damaged)
    return open_content(row.body, key, bind_entry(row._mapping), damaged)


def check_writer(reader: Principal | Therapist, row: Row[Any], damaged: Explanation) -> None:
    """EntryBroken with `damaged` for an entry of the reader's own that somebody else wrote.

    Whoever reads a shared drawer has its key and could write in it; of the owner's own, only the owner can.
    """
    if isinstance(reader, Principal) and row.owner_id == reader.id:
        check_own(reader, row, bind_entry(row._mapping), damaged)


def name_kind(kind: str) -> object:
    """The words for an entry of this kind; whoever changed the file may have written any kind."""
    return _NAMES[kind]() if kind in _NAMES else kind


def read_sealed_list(reader: Reader, kind: str) -> Any:
    """Read the list that `save_sealed_list` saved last, or None. EntryBroken when it was damaged."""
    rows = read_entries(reader, reader.principal.id, kind)
    return open_entry(reader.principal, rows[0]) if rows else None


def save_sealed_list(writer: Writer, kind: str, content: object) -> None:
    """Save this in place of what was there before."""
    drawer = find_newest_drawer(writer, PRIVATE_PART)
    delete_sealed_list(writer, kind)
    save_entry(writer, drawer, Entry(new_id(writer.now), kind, content))


def delete_sealed_list(writer: Writer, kind: str) -> None:
    """Delete it, so that not even an empty one is left."""
    writer.delete(entries, kind=kind)


def check_own(owner: Principal | Therapist, row: Row[Any], associated_data: bytes, damaged: Explanation) -> None:
    """EntryBroken with `damaged` unless the owner's own MAC stands over this body."""
    if not isinstance(row.body, bytes) or row.mac != own_mac(owner.keys, associated_data + row.body):
        raise EntryBroken(damaged)


def open_content(body: bytes, key: bytes, associated_data: bytes, damaged: Explanation) -> Any:
    """Open a body that `seal_body` sealed and read its content; EntryBroken with `damaged` when the seal is broken."""
    try:
        return json.loads(open_body(body, key, associated_data))
    except (SealBroken, ValueError):
        raise EntryBroken(damaged) from None


def content_bytes(content: object) -> bytes:
    """JSON without spaces, in UTF-8; half of a pair of surrogates is written too, as somebody may have typed it."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def bind_entry(row: Mapping[Any, Any]) -> bytes:
    """The associated data of an entry's seal and MAC: all that is plain beside it."""
    return bind("entry", *(row[column] for column in _ENTRY_COLUMNS))


def bind_draft(row: Mapping[Any, Any]) -> bytes:
    """The associated data of the seal and MAC of a form's draft: all that is plain beside it."""
    return bind("draft", *(row[column] for column in _DRAFT_COLUMNS), row["saved"].astimezone(UTC).isoformat())


def bind_weeks(row: Mapping[Any, Any]) -> bytes:
    """The associated data of the seal of a drawer's weekly scores."""
    return bind("weeks", row["clinic_id"], row["drawer_id"])
