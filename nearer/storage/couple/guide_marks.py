"""What somebody read in the guide, and the questions they keep for a visit: sealed lists of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from nearer.language.error_catalogue.notebook_errors import NotebookText
from nearer.privacy.principal import Principal
from nearer.storage.errors import NotSaved
from nearer.storage.notebook import Notebook
from nearer.storage.sealed.entries import QUESTIONS, TOPICS_READ, read_sealed_list, save_sealed_list
from nearer.storage.therapist.guide_shared_with_therapist import write_shared_guide


def save_topic_read(notebook: Notebook, principal: Principal, topic: str, day: date, now: datetime) -> None:
    """Remember `day` as the last on which this topic was read."""
    with notebook.write_as(principal, now) as writer:
        marks = (read_sealed_list(writer, TOPICS_READ) or {}) | {topic: day.isoformat()}
        save_sealed_list(writer, TOPICS_READ, marks)
        write_shared_guide(writer)


def read_topics_read(notebook: Notebook, principal: Principal) -> Mapping[str, date]:
    """The day each topic was last read, by its id. EntryBroken when the marks were damaged."""
    with notebook.read_as(principal) as reader:
        marks = read_sealed_list(reader, TOPICS_READ) or {}
    return {topic: date.fromisoformat(day) for topic, day in marks.items()}


MAX_SAVED_QUESTIONS, MAX_SAVED_QUESTION = 20, 300  # questions, and characters of each


def save_visit_questions(notebook: Notebook, principal: Principal, questions: Sequence[str], now: datetime) -> None:
    """These in place of those before; none at all deletes them. NotSaved says what is too much."""
    if len(questions) > MAX_SAVED_QUESTIONS or any(len(one) > MAX_SAVED_QUESTION for one in questions):
        raise NotSaved(NotebookText.TOO_MANY_QUESTIONS, most=MAX_SAVED_QUESTIONS, limit=MAX_SAVED_QUESTION)
    with notebook.write_as(principal, now) as writer:
        save_sealed_list(writer, QUESTIONS, list(questions))
        write_shared_guide(writer)


def read_visit_questions(notebook: Notebook, principal: Principal) -> tuple[str, ...]:
    """EntryBroken when the list was damaged."""
    with notebook.read_as(principal) as reader:
        return tuple(read_sealed_list(reader, QUESTIONS) or ())
