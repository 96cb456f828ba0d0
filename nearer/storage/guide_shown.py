"""What a therapist may read of somebody's way with the guide: pages read, steps done, questions kept for a visit.

All of it lies in one entry, made anew from the person's own lists whenever those or its readers change, and only while
a therapist reads it: the file shows neither what is in it nor how much.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, bindparam, literal, select

from nearer.domain import Audience, Part
from nearer.privacy import Principal, Therapist
from nearer.storage.asking import asked, own_couple
from nearer.storage.drawers import Drawer, drawer_key, drawers_of_part, opens
from nearer.storage.entries import Entry, open_entry, put_entry
from nearer.storage.ids import new_id
from nearer.storage.own_lists import QUESTIONS, READ, STEPS, keep_own_list, own_list
from nearer.storage.schema import entries
from nearer.storage.therapists.tables import therapist_keys

SHOWN = "guide"  # the kind of the entry that a therapist opens
SINCE = "guide shown since"  # the own list with the first day that is shown

_of_kind = entries.c.kind == SHOWN
_DROP = entries.delete().where(own_couple(entries), entries.c.owner_id == bindparam("person"), _of_kind)
_READABLE = (
    select(entries, literal("the guide").label("questionnaire"), literal("").label("week"), therapist_keys.c.sealed_key)
    .join(therapist_keys, opens(therapist_keys, entries))
    .where(own_couple(entries), entries.c.owner_id == bindparam("owner"), _of_kind)
)


@dataclass(frozen=True, slots=True)
class GuideShown:
    """Topics with the day each was last read and steps with each day they were done, oldest first; questions."""

    read: tuple[tuple[str, date], ...] = field(default=(), repr=False)
    done: tuple[tuple[str, date], ...] = field(default=(), repr=False)
    questions: tuple[str, ...] = field(default=(), repr=False)


def show_guide_since(connection: Connection, principal: Principal, earlier: bool, now: datetime) -> None:
    """From which day on it is shown: this one, or with `earlier` all there is."""
    since = date.min if earlier else now.astimezone(ZoneInfo(principal.zone)).date()
    keep_own_list(connection, principal, SINCE, since.isoformat(), now)


def write_guide_shown(connection: Connection, principal: Principal, now: datetime) -> None:
    """Make the entry anew for whoever reads it now; without a reader there is none."""
    connection.execute(_DROP, asked(principal))
    newest = next(iter(drawers_of_part(connection, principal, Part.GUIDE.value)), None)
    if newest is None or "therapist" not in Audience(newest.audience).others:
        return
    drawer = Drawer(newest.drawer_id, drawer_key(principal, newest.drawer_id, newest.sealed_key))
    since = date.fromisoformat(own_list(connection, principal, SINCE) or date.max.isoformat())
    put_entry(connection, principal, drawer, Entry(new_id(now), SHOWN, None, _content(connection, principal, since)))


def guide_shown_to(connection: Connection, therapist: Therapist, asked_for: dict[str, Any]) -> GuideShown | None:
    """What `owner` shows; None without a grant."""
    row = connection.execute(_READABLE, asked_for).one_or_none()
    if row is None:
        return None
    kept = open_entry(therapist, row)
    return GuideShown(_dated(kept["read"]), _dated(kept["done"]), tuple(kept["questions"]))


def _content(connection: Connection, principal: Principal, since: date) -> dict[str, Any]:
    """Questions are of the next visit, and so of today."""
    read = (own_list(connection, principal, READ) or {}).items()
    done = [(step, day) for _key, step, day, *_ease in (own_list(connection, principal, STEPS) or {"done": []})["done"]]
    questions = own_list(connection, principal, QUESTIONS) or []
    return {"read": list(_from(since, read)), "done": list(_from(since, done)), "questions": questions}


def _from(since: date, dated: Any) -> Iterator[list[str]]:
    for name, day in sorted(dated, key=lambda one: one[1]):
        if date.fromisoformat(day) >= since:
            yield [name, day]


def _dated(kept: list[list[str]]) -> tuple[tuple[str, date], ...]:
    return tuple((name, date.fromisoformat(day)) for name, day in kept)
