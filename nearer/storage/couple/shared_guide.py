"""What a person shows a therapist of their way with the guide: topics read, steps done, questions for a visit.

It is one entry for each therapist, made anew from the person's own lists whenever they or their readers change, and
only while that therapist reads it: the file shows neither what is in it nor how much.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row

from nearer.database.schema import entries, new_id
from nearer.domain.roles_and_audiences import Audience, Part
from nearer.privacy.principal import Therapist
from nearer.sealed.authorisation import Reader, Writer
from nearer.sealed.drawers import Drawer, DrawerLabel, create_drawer, open_drawer, read_drawers
from nearer.sealed.entries import (
    GUIDE_SHARED_SINCE,
    QUESTIONS,
    SHARED_GUIDE,
    STEPS,
    TOPICS_READ,
    Entry,
    open_entry,
    read_sealed_list,
    save_entry,
    save_sealed_list,
)
from nearer.storage.couple.readers import find_reader


@dataclass(frozen=True, slots=True)
class SharedGuide:
    """What a person shows of the guide: (topic, day last read), (step, day done), oldest first, and questions."""

    read: tuple[tuple[str, date], ...] = field(default=(), repr=False)
    done: tuple[tuple[str, date], ...] = field(default=(), repr=False)
    questions: tuple[str, ...] = field(default=(), repr=False)


def save_shared_since(writer: Writer, from_the_beginning: Mapping[str, bool]) -> None:
    """Save from which day on the guide is shown to each of these therapists: from the beginning, or else from today."""
    if not from_the_beginning:
        return
    today = writer.now.astimezone(ZoneInfo(writer.principal.zone)).date()
    since = {name: (date.min if whole else today).isoformat() for name, whole in from_the_beginning.items()}
    save_sealed_list(writer, GUIDE_SHARED_SINCE, (read_sealed_list(writer, GUIDE_SHARED_SINCE) or {}) | since)


def show_guide_as_to(writer: Writer, reader: str, other: str) -> None:
    """Show another therapist of the guide what a reader is shown, where the other may read it."""
    since = read_sealed_list(writer, GUIDE_SHARED_SINCE) or {}
    if reader in since:
        save_sealed_list(writer, GUIDE_SHARED_SINCE, since | {other: since[reader]})
    write_shared_guide(writer)


def write_shared_guide(writer: Writer) -> None:
    """Write one entry anew for each therapist who may read it now, in a drawer that nobody else reads."""
    writer.delete(entries, kind=SHARED_GUIDE)
    newest = next(iter(read_drawers(writer, Part.GUIDE.value)), None)
    if newest is None:
        return
    since = read_sealed_list(writer, GUIDE_SHARED_SINCE) or {}
    for name in sorted(Audience.parse_label(newest.audience).therapists):
        content = _read_shown(writer, date.fromisoformat(since[name]))
        save_entry(writer, _drawer_of(writer, name), Entry(new_id(writer.now), SHARED_GUIDE, content))


def guide_part(name: str) -> str:
    """The part of the drawers in which one therapist's entry lies; another may read less of the guide."""
    return f"{Part.GUIDE.value} for {name}"


def _drawer_of(writer: Writer, name: str) -> Drawer:
    for row in read_drawers(writer, guide_part(name))[:1]:
        if name in Audience.parse_label(row.audience).others:
            return open_drawer(writer, row)
    label = DrawerLabel(guide_part(name), Audience(frozenset({name})), (find_reader(writer, name),))
    return create_drawer(writer, label)


def open_shared_guide(therapist: Therapist, rows: Sequence[Row[Any]]) -> SharedGuide | None:
    """What a person shows, from the rows of their entry; None without a row. EntryBroken for damage."""
    if not rows:
        return None
    content = open_entry(therapist, rows[0])
    return SharedGuide(_parse_dated(content["read"]), _parse_dated(content["done"]), tuple(content["questions"]))


def _read_shown(reader: Reader, since: date) -> dict[str, Any]:
    """Read what is shown from the day `since` on; questions are for the next visit, and so always shown."""
    read = (read_sealed_list(reader, TOPICS_READ) or {}).items()
    done = [(step, day) for _key, step, day, *_ease in (read_sealed_list(reader, STEPS) or {"done": []})["done"]]
    questions = read_sealed_list(reader, QUESTIONS) or []
    return {"read": list(_select_since(since, read)), "done": list(_select_since(since, done)), "questions": questions}


def _select_since(since: date, dated: Any) -> Iterator[list[str]]:
    for name, day in sorted(dated, key=lambda pair: pair[1]):
        if date.fromisoformat(day) >= since:
            yield [name, day]


def _parse_dated(pairs: list[list[str]]) -> tuple[tuple[str, date], ...]:
    return tuple((name, date.fromisoformat(day)) for name, day in pairs)
