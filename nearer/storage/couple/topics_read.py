"""Which topics of the guide a person read, each with the last day, in a sealed list of their own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from nearer.privacy.principal import Principal
from nearer.sealed.entries import (
    TOPICS_READ,
    read_sealed_list,
    save_sealed_list,
)
from nearer.storage.couple.shared_guide import write_shared_guide
from nearer.storage.notebook import Notebook


def save_topic_read(notebook: Notebook, principal: Principal, topic: str, day: date, now: datetime) -> None:
    """Remember `day` as the last on which this topic was read."""
    with notebook.write_as(principal, now) as writer:
        days_by_topic = (read_sealed_list(writer, TOPICS_READ) or {}) | {topic: day.isoformat()}
        save_sealed_list(writer, TOPICS_READ, days_by_topic)
        write_shared_guide(writer)


def read_topics_read(notebook: Notebook, principal: Principal) -> Mapping[str, date]:
    """The day each topic was last read, by its id. EntryBroken when these were damaged."""
    with notebook.read_as(principal) as reader:
        days_by_topic = read_sealed_list(reader, TOPICS_READ) or {}
    return {topic: date.fromisoformat(day) for topic, day in days_by_topic.items()}
