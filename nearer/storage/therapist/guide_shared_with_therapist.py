"""What a therapist may read of somebody's way with the guide: pages read, steps done, questions kept for a visit.

All of it lies in one entry, made anew from the person's own lists whenever those or its readers change, and only while
a therapist reads it: the file shows neither what is in it nor how much.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row

from nearer.domain.roles_and_audiences import Audience, Part
from nearer.privacy.principal import Therapist
from nearer.storage.database.schema import entries, new_id
from nearer.storage.sealed.authorisation import Reader, Writer
from nearer.storage.sealed.drawers import open_drawer, read_drawers
from nearer.storage.sealed.entries import (
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

SINCE = "guide shown since"  # the own list with the first day that is shown


@dataclass(frozen=True, slots=True)
class SharedGuide:
    """What a person shows of the guide: (topic, day last read), (step, day done), oldest first, and questions."""

    read: tuple[tuple[str, date], ...] = field(default=(), repr=False)
    done: tuple[tuple[str, date], ...] = field(default=(), repr=False)
    questions: tuple[str, ...] = field(default=(), repr=False)


def save_shared_since(writer: Writer, earlier: bool) -> None:
    """From which day on the guide is shown: from today, or with `earlier` from the beginning."""
    since = date.min if earlier else writer.now.astimezone(ZoneInfo(writer.principal.zone)).date()
    save_sealed_list(writer, SINCE, since.isoformat())


def write_shared_guide(writer: Writer) -> None:
    """Write the shared entry anew for the therapist who may read it now; without one there is no entry."""
    writer.delete(entries, kind=SHARED_GUIDE)
    newest = next(iter(read_drawers(writer, Part.GUIDE.value)), None)
    if newest is None or "therapist" not in Audience(newest.audience).others:
        return
    drawer = open_drawer(writer, newest)
    since = date.fromisoformat(read_sealed_list(writer, SINCE) or date.max.isoformat())
    save_entry(writer, drawer, Entry(new_id(writer.now), SHARED_GUIDE, None, _content(writer, since)))


def open_shared_guide(therapist: Therapist, rows: Sequence[Row[Any]]) -> SharedGuide | None:
    """What a person shows, from the rows of their entry; None for no rows, which is no grant.

    EntryBroken for damage.
    """
    if not rows:
        return None
    content = open_entry(therapist, rows[0])
    return SharedGuide(_dated(content["read"]), _dated(content["done"]), tuple(content["questions"]))


def _content(reader: Reader, since: date) -> dict[str, Any]:
    """What is shown from the day `since` on; questions are for the next visit, and so always shown."""
    read = (read_sealed_list(reader, TOPICS_READ) or {}).items()
    done = [(step, day) for _key, step, day, *_ease in (read_sealed_list(reader, STEPS) or {"done": []})["done"]]
    questions = read_sealed_list(reader, QUESTIONS) or []
    return {"read": list(_from(since, read)), "done": list(_from(since, done)), "questions": questions}


def _from(since: date, dated: Any) -> Iterator[list[str]]:
    for name, day in sorted(dated, key=lambda pair: pair[1]):
        if date.fromisoformat(day) >= since:
            yield [name, day]


def _dated(pairs: list[list[str]]) -> tuple[tuple[str, date], ...]:
    return tuple((name, date.fromisoformat(day)) for name, day in pairs)
