"""Entries: one sealed body each, bound to its place in the tables, to its owner and to what it is.

An entry belongs to a response, or stands by itself: an event, a message, or one of the lists that a person keeps for
nobody else, each in one entry of its kind, so that the file does not show how much is in it.
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

from nearer.database.bound_values import bind_values, matches_bound
from nearer.database.row_errors import EntryBroken
from nearer.database.schema import drawer_keys, entries, new_id, responses
from nearer.language.error_catalogue.notebook_errors import EntryName, NotebookText
from nearer.language.explained_errors import Explanation
from nearer.privacy.packed_notes import pack_note, unpack_note
from nearer.privacy.principal import Principal, Therapist
from nearer.privacy.seal import BLOCK, NOTE_BLOCK, SealBroken, open_body, own_mark, seal_body
from nearer.sealed.authorisation import Reader, Writer, tenant_values
from nearer.sealed.drawers import OWN_PART, Drawer, drawer_key_condition, find_newest_drawer, open_drawer_key

# Parts of a response.
RECORD, ANSWERS, SCORES, NOTE_ENTRY = "record", "answers", "scores", "note"
# By themselves, and read by others too.
EVENT, PARTNER_MESSAGE, SHARED_GUIDE = "event", "said", "guide"
# Lists of their owner alone.
TOPICS_READ, STEPS, QUESTIONS, TYPED = "read", "steps", "questions", "typed"
MARKS_LIST, GUIDE_SHARED_SINCE = "together", "guide shown since"

_NAMES = {
    RECORD: EntryName.RECORD,
    ANSWERS: EntryName.ANSWERS,
    SCORES: EntryName.SCORES,
    NOTE_ENTRY: EntryName.NOTE,
    EVENT: EntryName.EVENT,
    PARTNER_MESSAGE: EntryName.SAID,
    SHARED_GUIDE: EntryName.GUIDE,
    TOPICS_READ: EntryName.READ,
    STEPS: EntryName.STEPS,
    QUESTIONS: EntryName.QUESTIONS,
    TYPED: EntryName.TYPED,
    MARKS_LIST: EntryName.TOGETHER,
    GUIDE_SHARED_SINCE: EntryName.GUIDE_SHOWN_SINCE,
}
# Where an entry that stands by itself is said to be; any other is one of its owner's lists.
_PLACES = {EVENT: EntryName.LIST_OF_EVENTS, PARTNER_MESSAGE: EntryName.MESSAGES, SHARED_GUIDE: EntryName.THE_GUIDE}
_PLACE = ("clinic_id", "couple_id", "owner_id", "drawer_id", "entry_id", "kind", "response_id")
_RESPONSE = ("number", "questionnaire", "version", "sha256", "language", "week", "saved")
_WITHOUT_RESPONSE = dict.fromkeys(_RESPONSE)
WITH_RESPONSE: tuple[Any, ...] = (entries, *(responses.c[name] for name in _RESPONSE))
_NOTE_ROOM = 8100  # a note of 2,000 characters fits, so the longest looks like none


@dataclass(frozen=True, slots=True)
class Entry:
    """What is to be saved, before it is sealed; `response` is the row of its response, None if it stands by itself.

    It is padded to `block` bytes, a note to a room of its own.
    """

    id: UUID
    kind: str
    response: Mapping[str, Any] | None
    content: object = field(repr=False)
    block: int = BLOCK


def save_entry(writer: Writer, drawer: Drawer, entry: Entry) -> None:
    """Seal the entry under the drawer's key and write it as the asking person's own."""
    writer.insert(entries, **seal_entry(writer, drawer, entry))


def seal_entry(writer: Writer, drawer: Drawer, entry: Entry) -> dict[str, Any]:
    """The row of an entry, sealed under the drawer's key, as the asking person's own; written by nobody so far."""
    row: dict[str, Any] = tenant_values(writer.principal) | {
        "owner_id": writer.principal.person,
        "entry_id": entry.id,
        "drawer_id": drawer.id,
        "kind": entry.kind,
        "response_id": None if entry.response is None else entry.response["response_id"],
    }
    about = associated_data({**_WITHOUT_RESPONSE, **(entry.response or {}), **row})
    sealed = _seal_content(entry, drawer.key, about)
    return row | {"mark": own_mark(writer.principal.keys, about + sealed), "body": sealed}


def select_readable_entries(reader: UUID | ColumnElement[UUID], *kinds: str, keys: Table = drawer_keys) -> Select[Any]:
    """Entries of these kinds that this reader has the key of, in the order they were written; still of every owner."""
    return (
        select(*WITH_RESPONSE, keys.c.sealed_key)
        .join_from(entries, responses, isouter=True)
        .join(keys, drawer_key_condition(keys, entries, reader))
        .where(entries.c.kind.in_(kinds))
        .order_by(responses.c.number, entries.c.entry_id)
    )


def read_entries(reader: Reader, owner: UUID, *kinds: str) -> list[Row[Any]]:
    """The entries of these kinds that `owner` of the couple lets the asking person read, the oldest first."""
    whose = tenant_values(reader.principal) | {"owner_id": owner, "reader_id": reader.principal.person}
    return list(reader.connection.execute(readable_of_owner(*kinds), bind_values(whose)))


@cache
def readable_of_owner(*kinds: str) -> Select[Any]:
    """The same as a statement that is made once, with the owner and who reads to be bound as it runs."""
    of_owner = matches_bound(entries, "clinic_id", "couple_id", "owner_id")
    return select_readable_entries(bindparam("of_reader_id"), *kinds).where(of_owner)


def open_entry(principal: Principal | Therapist, row: Row[Any]) -> Any:
    """The content of a readable entry; EntryBroken names the one that does not pass its seal."""
    key = open_drawer_key(principal, row)
    reason = NotebookText.WEEKS_ENTRY_DAMAGED if row.week else NotebookText.ENTRY_DAMAGED
    name = _NAMES[row.kind]() if row.kind in _NAMES else row.kind  # whoever changed the file may have written any
    place = row.questionnaire or _PLACES.get(row.kind, EntryName.OWN_LIST)()
    damaged = reason(kind=name, questionnaire=place, week=row.week)
    about = associated_data(row._mapping)
    # Whoever reads a shared drawer has its key and could write in it; of the owner's own, only the owner can.
    if isinstance(principal, Principal) and row.owner_id == principal.person:
        check_own(principal, row, about, damaged)
    return open_content(row.body, key, about, damaged)


def read_sealed_list(reader: Reader, kind: str) -> Any:
    """What `save_sealed_list` saved last, or None. EntryBroken when it was damaged."""
    rows = read_entries(reader, reader.principal.person, kind)
    return open_entry(reader.principal, rows[0]) if rows else None


def save_sealed_list(writer: Writer, kind: str, content: object) -> None:
    """Save this in place of what was there before."""
    drawer = find_newest_drawer(writer, OWN_PART)
    delete_sealed_list(writer, kind)
    save_entry(writer, drawer, Entry(new_id(writer.now), kind, None, content))


def delete_sealed_list(writer: Writer, kind: str) -> None:
    """Delete it, so that not even an empty one is left."""
    writer.delete(entries, kind=kind)


def check_own(owner: Principal | Therapist, row: Row[Any], about: bytes, damaged: Explanation) -> None:
    """EntryBroken with `damaged` unless the owner's own mark stands over this body."""
    if not isinstance(row.body, bytes) or row.mark != own_mark(owner.keys, about + row.body):
        raise EntryBroken(damaged)


def open_content(body: bytes, key: bytes, about: bytes, damaged: Explanation) -> Any:
    """What was written by `as_bytes` and sealed by `seal_body`; EntryBroken with `damaged` when the seal is broken."""
    try:
        return json.loads(unpack_note(open_body(body, key, about)))
    except (SealBroken, ValueError):
        raise EntryBroken(damaged) from None


def as_bytes(content: object) -> bytes:
    """JSON without spaces, in UTF-8; half of a pair of surrogates is written too, as somebody may have typed it."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def associated_data(row: Mapping[Any, Any]) -> bytes:
    """What an entry's seal is bound to: all that is plain beside it. Moved or relabelled, it does not open."""
    saved = row["saved"] and row["saved"].astimezone(UTC).isoformat()
    return "|".join(str(row[place]) for place in (*_PLACE, *_RESPONSE[:-1])).encode() + f"|{saved}".encode()


def about_draft(row: Mapping[Any, Any]) -> bytes:
    """The same for what is begun of a form."""
    places = ("clinic_id", "couple_id", "owner_id", "drawer_id", "questionnaire", "week", "version")
    saved = row["saved"].astimezone(UTC).isoformat()
    return "|".join(("draft", *(str(row[place]) for place in places), saved)).encode()


def about_weeks(row: Mapping[Any, Any]) -> bytes:
    """The same for all weekly scores of one drawer."""
    return "|".join(("weeks", row["clinic_id"], str(row["drawer_id"]))).encode()


def _seal_content(entry: Entry, key: bytes, about: bytes) -> bytes:
    """Every note that packs as people's words do is one block long; another takes the room of the longest of all."""
    written = as_bytes(entry.content)
    if entry.kind != NOTE_ENTRY:
        return seal_body(written, key, about, entry.block)
    packed = pack_note(written)
    return seal_body(packed if len(packed) < NOTE_BLOCK else written.ljust(_NOTE_ROOM), key, about, NOTE_BLOCK)
