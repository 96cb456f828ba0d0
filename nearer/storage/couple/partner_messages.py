"""Messages from one partner to the other: a page to talk about, or a sentence. They can be taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from nearer.database.row_errors import NotSaved
from nearer.database.schema import entries
from nearer.domain.roles_and_audiences import PARTNER, Audience
from nearer.language.error_catalogue.notebook_errors import NotebookText
from nearer.privacy.principal import Principal
from nearer.sealed.authorisation import Reader, Writer
from nearer.sealed.drawers import Drawer, DrawerLabel, create_drawer, open_drawer, read_drawers
from nearer.sealed.entries import (
    PARTNER_MESSAGE,
    Entry,
    open_entry,
    read_entries,
    read_sealed_list,
    save_entry,
    save_sealed_list,
)
from nearer.storage.couple.readers import find_reader
from nearer.storage.notebook import Notebook

MAX_MESSAGE = 400
MAX_MESSAGES = 30
TOLD_UNTIL = "told until"  # the reader's own list: until when they are told of what a partner shares, by message


@dataclass(frozen=True, slots=True)
class PartnerMessage:
    """A topic's id, a sentence, or the label of a part that can be read now, dated by the writer's own day. It is saved
    and deleted by `key`.
    """

    key: UUID
    kind: Literal["topic", "sentence", "shared"]
    text: str = field(repr=False)
    day: date


def post_message(notebook: Notebook, principal: Principal, message: PartnerMessage, now: datetime) -> None:
    """Save a message for the partner, once for each key and each text. NotSaved says why not."""
    if not message.text.strip() or len(message.text) > MAX_MESSAGE:
        raise NotSaved(NotebookText.MESSAGE_TOO_LONG, limit=MAX_MESSAGE)
    with notebook.write_as(principal, now) as writer:
        messages = _read_messages(writer, principal.id)
        if any((one.kind, one.text) == (message.kind, message.text) for one in messages):
            return
        if len(messages) >= MAX_MESSAGES:
            raise NotSaved(NotebookText.TOO_MANY_MESSAGES)
        drawer = _open_message_drawer(writer)
        content = {"kind": message.kind, "text": message.text, "day": message.day.isoformat()}
        save_entry(writer, drawer, Entry(message.key, PARTNER_MESSAGE, content))


def delete_messages(notebook: Notebook, principal: Principal, key: UUID | None) -> None:
    """Delete one of the person's own messages for good, or with None all; one that is gone already is no error."""
    with notebook.write_as(principal) as writer:
        if key is None:
            writer.delete(entries, kind=PARTNER_MESSAGE)
        else:
            writer.delete(entries, kind=PARTNER_MESSAGE, entry_id=key)


def read_own_messages(notebook: Notebook, principal: Principal) -> tuple[PartnerMessage, ...]:
    """The person's own messages, newest first. EntryBroken for one that was damaged."""
    with notebook.read_as(principal) as reader:
        return _read_messages(reader, principal.id)


def read_partner_messages(notebook: Notebook, principal: Principal) -> tuple[PartnerMessage, ...]:
    """The partner's messages to the asking person, newest first; none without a partner."""
    with notebook.read_as(principal) as reader:
        partner = reader.partner
        return () if partner is None else _read_messages(reader, partner.person_id)


def read_told_until(notebook: Notebook, principal: Principal) -> Mapping[UUID, date]:
    """The day from which on one is no longer told of a message, by its key. EntryBroken when the list was damaged."""
    with notebook.read_as(principal) as reader:
        stored = read_sealed_list(reader, TOLD_UNTIL) or {}
    return {UUID(key): date.fromisoformat(day) for key, day in stored.items()}


def save_told_until(notebook: Notebook, principal: Principal, until: Mapping[UUID, date], now: datetime) -> None:
    """Save these in place of those before, where nobody but the asking person reads them."""
    with notebook.write_as(principal, now) as writer:
        save_sealed_list(writer, TOLD_UNTIL, {str(key): day.isoformat() for key, day in until.items()})


def _read_messages(reader: Reader, owner: UUID) -> tuple[PartnerMessage, ...]:
    rows = read_entries(reader, owner, PARTNER_MESSAGE)[::-1]
    open_entries = ((row.entry_id, open_entry(reader.principal, row)) for row in rows)
    return tuple(
        PartnerMessage(key, body["kind"], body["text"], date.fromisoformat(body["day"])) for key, body in open_entries
    )


def _open_message_drawer(writer: Writer) -> Drawer:
    """The newest drawer for these, if it is open to the partner; else a new one that is."""
    if writer.partner is None:
        raise NotSaved(NotebookText.NEEDS_BOTH)
    for row in read_drawers(writer, PARTNER_MESSAGE)[:1]:
        if row.audience == Audience.PARTNER.label:
            return open_drawer(writer, row)
    return create_drawer(writer, DrawerLabel(PARTNER_MESSAGE, Audience.PARTNER, (find_reader(writer, PARTNER),)))
