"""What a person has read of the guide: sealed, and shown to a therapist only where they grant it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from nearer.privacy import Principal
from nearer.storage.asking import find_person
from nearer.storage.connections import reading, writing
from nearer.storage.guide_shown import write_guide_shown
from nearer.storage.notebook import Notebook
from nearer.storage.own_lists import READ, keep_own_list, own_list


def mark_read(notebook: Notebook, principal: Principal, topic: str, day: date, now: datetime) -> None:
    """Remember `day` as the last on which this topic was read."""
    with writing(notebook.engine) as connection:
        find_person(connection, principal)
        marks = (own_list(connection, principal, READ) or {}) | {topic: day.isoformat()}
        keep_own_list(connection, principal, READ, marks, now)
        write_guide_shown(connection, principal, now)


def read_topics(notebook: Notebook, principal: Principal) -> Mapping[str, date]:
    """The day each topic was last read, by its id. EntryBroken when the marks were damaged."""
    with reading(notebook.engine) as connection:
        find_person(connection, principal)
        marks = own_list(connection, principal, READ) or {}
    return {topic: date.fromisoformat(day) for topic, day in marks.items()}
