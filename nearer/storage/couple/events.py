"""Events: sealed in drawers of their own, shared like the rest, and gone for good when they are deleted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from nearer.database.row_errors import NotFound
from nearer.database.schema import entries
from nearer.domain.events import Event, read_event, write_event
from nearer.domain.roles_and_audiences import Part
from nearer.privacy.principal import Principal, Therapist
from nearer.sealed.authorisation import Reader, Writer
from nearer.sealed.drawers import Drawer, find_newest_drawer, open_drawer, read_drawers
from nearer.sealed.entries import EVENT, Entry, open_entry, read_entries, save_entry
from nearer.storage.notebook import Notebook


@dataclass(frozen=True, slots=True)
class SavedEvent:
    """An event of the asking person, and the id by which it is changed and deleted."""

    id: UUID
    event: Event = field(repr=False)


@dataclass(frozen=True, slots=True)
class DeletedEvent:
    """An event that was deleted, and the id of the drawer it was in."""

    saved: SavedEvent
    drawer: UUID


def save_event(notebook: Notebook, principal: Principal, event: Event, key: UUID, now: datetime) -> None:
    """Save an event as entered at `now`, once for each key; the same key again changes nothing."""
    with notebook.write_as(principal, now) as writer:
        if _find(writer, key) is None:
            write_own_event(writer, SavedEvent(key, replace(event, entered=now)))


def write_own_event(writer: Writer, saved: SavedEvent) -> None:
    """Write an event that is not saved so far, for whoever reads events now, inside a transaction that is open."""
    _write_event_entry(writer, find_newest_drawer(writer, Part.EVENTS.value), saved)


def change_event(notebook: Notebook, principal: Principal, event: Event, key: UUID, now: datetime) -> None:
    """Save this in place of the person's own event; NotFound when it is not there.

    Another first day or another kind counts as entered at `now`: it may have been moved to where the weeks turned.
    Whoever could not read the event before cannot read it afterwards.
    """
    with notebook.write_as(principal, now) as writer:
        row = _find(writer, key)
        if row is None:
            raise NotFound
        before = read_event(open_entry(principal, row))
        same = (before.kind, before.begin) == (event.kind, event.begin)
        drawer = _drawer_of(writer, row.drawer_id)
        writer.delete(entries, entry_id=key, kind=EVENT)
        _write_event_entry(writer, drawer, SavedEvent(key, replace(event, entered=before.entered if same else now)))


def delete_event(notebook: Notebook, principal: Principal, key: UUID) -> DeletedEvent | None:
    """Delete one's own event for good, and hand over what `restore_event` needs; None when it is gone already."""
    with notebook.write_as(principal) as writer:
        row = _find(writer, key)
        if row is None:
            return None
        event = SavedEvent(key, read_event(open_entry(principal, row)))
        writer.delete(entries, entry_id=key, kind=EVENT)
    return DeletedEvent(event, row.drawer_id)


def restore_event(notebook: Notebook, principal: Principal, deleted: DeletedEvent, now: datetime) -> None:
    """Put it back as it was entered, for the same readers. NotFound when its drawer is not this person's."""
    with notebook.write_as(principal, now) as writer:
        if _find(writer, deleted.saved.id) is None:
            drawer = _drawer_of(writer, deleted.drawer)
            _write_event_entry(writer, drawer, deleted.saved)


def read_own_events(notebook: Notebook, principal: Principal) -> tuple[SavedEvent, ...]:
    """The person's own events, by first day. EntryBroken for one that was damaged."""
    with notebook.read_as(principal) as reader:
        rows = read_entries(reader, principal.id, EVENT)
    events = (SavedEvent(row.entry_id, read_event(open_entry(principal, row))) for row in rows)
    return tuple(sorted(events, key=lambda saved: saved.event.begin))


def read_partner_events(notebook: Notebook, principal: Principal) -> tuple[Event, ...]:
    """The partner's events that the asking person may read, by first day; `entered` is None, as it is not shown."""
    with notebook.read_as(principal) as reader:
        partner = reader.partner
        rows = [] if partner is None else read_entries(reader, partner.person_id, EVENT)
    return open_events(principal, rows)


def open_events(reader: Principal | Therapist, rows: Iterable[Row[Any]]) -> tuple[Event, ...]:
    """Somebody else's events by first day; `entered` is None, as it is not shown. EntryBroken for a damaged one."""
    events = (replace(read_event(open_entry(reader, row)), entered=None) for row in rows)
    return tuple(sorted(events, key=lambda event: event.begin))


def _find(reader: Reader, key: UUID) -> Row[Any] | None:
    own = read_entries(reader, reader.principal.id, EVENT)
    return next((row for row in own if row.entry_id == key), None)


def _write_event_entry(writer: Writer, drawer: Drawer, saved: SavedEvent) -> None:
    save_entry(writer, drawer, Entry(saved.id, EVENT, write_event(saved.event)))


def _drawer_of(writer: Writer, drawer: UUID) -> Drawer:
    """The newest drawer, whose key nobody else had; the event's own where the newest has other readers."""
    rows = {row.drawer_id: row for row in read_drawers(writer, Part.EVENTS.value)}
    if drawer not in rows:
        raise NotFound
    if rows[drawer].audience == next(iter(rows.values())).audience:
        return find_newest_drawer(writer, Part.EVENTS.value)
    return open_drawer(writer, rows[drawer])
