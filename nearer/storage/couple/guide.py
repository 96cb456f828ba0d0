"""A person's way with the guide, in sealed lists of their own: topics read, steps, and questions for a visit.

Where it is granted, a therapist is shown what was read and done on which day, and the questions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from nearer.language.error_catalogue.notebook_errors import NotebookText
from nearer.privacy.principal import Principal
from nearer.storage.errors import NotSaved
from nearer.storage.notebook import Notebook
from nearer.storage.sealed.authorisation import Reader, Writer
from nearer.storage.sealed.entries import QUESTIONS, STEPS, TOPICS_READ, read_sealed_list, save_sealed_list
from nearer.storage.therapist.guide_shared_with_therapist import write_shared_guide

MAX_SAVED_QUESTIONS, MAX_SAVED_QUESTION = 20, 300  # questions, and characters of each


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


def save_visit_questions(notebook: Notebook, principal: Principal, questions: Sequence[str], now: datetime) -> None:
    """Save these in place of those before; none at all deletes them. NotSaved for too many, or for one too long."""
    if len(questions) > MAX_SAVED_QUESTIONS or any(len(one) > MAX_SAVED_QUESTION for one in questions):
        raise NotSaved(NotebookText.TOO_MANY_QUESTIONS, most=MAX_SAVED_QUESTIONS, limit=MAX_SAVED_QUESTION)
    with notebook.write_as(principal, now) as writer:
        save_sealed_list(writer, QUESTIONS, list(questions))
        write_shared_guide(writer)


def read_visit_questions(notebook: Notebook, principal: Principal) -> tuple[str, ...]:
    """The questions for a visit, in their order. EntryBroken when the list was damaged."""
    with notebook.read_as(principal) as reader:
        return tuple(read_sealed_list(reader, QUESTIONS) or ())


@dataclass(frozen=True, slots=True)
class DoneStep:
    """A step done on a day of the person's own zone, with how comfortable it was before and after, 0 to 10 or None."""

    key: UUID
    step: str
    day: date
    before: int | None = None
    after: int | None = None


@dataclass(frozen=True, slots=True)
class OwnSteps:
    """The day each step is planned for, by its id, and what was done, oldest first."""

    planned: Mapping[str, date] = field(default_factory=dict, repr=False)
    done: tuple[DoneStep, ...] = field(default=(), repr=False)

    @property
    def tried(self) -> frozenset[str]:
        """The ids of all steps that were done at least once."""
        return frozenset(one.step for one in self.done)


def read_own_steps(notebook: Notebook, principal: Principal) -> OwnSteps:
    """What the person plans and has done; both empty at first. EntryBroken when the list was damaged."""
    with notebook.read_as(principal) as reader:
        return _steps(reader)


def plan_step(notebook: Notebook, principal: Principal, step: str, planned: date | None, now: datetime) -> None:
    """Plan a step for a day, in place of the day before; None takes the plan away."""
    with notebook.write_as(principal, now) as writer:
        steps = _steps(writer)
        days = {name: day for name, day in steps.planned.items() if name != step}
        _keep(writer, OwnSteps(days | ({step: planned} if planned else {}), steps.done))


def mark_step_done(notebook: Notebook, principal: Principal, done: DoneStep, now: datetime) -> None:
    """Save a step as done, once for each key; its plan goes. NotSaved for a comfort that is not 0 to 10."""
    if any(mark is not None and not 0 <= mark <= 10 for mark in (done.before, done.after)):
        raise NotSaved(NotebookText.EASE_OUT_OF_RANGE)
    with notebook.write_as(principal, now) as writer:
        steps = _steps(writer)
        others = tuple(one for one in steps.done if one.key != done.key)
        days = {name: day for name, day in steps.planned.items() if name != done.step}
        _keep(writer, OwnSteps(days, (*others, done)))


def delete_done_step(notebook: Notebook, principal: Principal, key: UUID, now: datetime) -> None:
    """Delete a done step for good; one that is gone already is no error."""
    with notebook.write_as(principal, now) as writer:
        steps = _steps(writer)
        done = tuple(one for one in steps.done if one.key != key)
        if done != steps.done:
            _keep(writer, OwnSteps(steps.planned, done))


def _steps(reader: Reader) -> OwnSteps:
    stored: dict[str, Any] = read_sealed_list(reader, STEPS) or {"planned": {}, "done": []}
    planned = {step: date.fromisoformat(day) for step, day in stored["planned"].items()}
    done = (
        DoneStep(UUID(key), step, date.fromisoformat(day), before, after)
        for key, step, day, before, after in stored["done"]
    )
    return OwnSteps(planned, tuple(done))


def _keep(writer: Writer, steps: OwnSteps) -> None:
    done = [[str(one.key), one.step, one.day.isoformat(), one.before, one.after] for one in steps.done]
    planned = {step: day.isoformat() for step, day in steps.planned.items()}
    save_sealed_list(writer, STEPS, {"planned": planned, "done": done})
    write_shared_guide(writer)
