"""Small steps a person plans and has done: sealed; which were done, and when, is shown to a therapist where granted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from nearer.language.error_catalogue.notebook_errors import NotebookText
from nearer.privacy.principal import Principal
from nearer.storage.errors import NotSaved
from nearer.storage.notebook import Notebook
from nearer.storage.sealed.authorisation import Reader, Writer
from nearer.storage.sealed.entries import STEPS, read_sealed_list, save_sealed_list
from nearer.storage.therapist.guide_shared_with_therapist import write_shared_guide


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
        return frozenset(one.step for one in self.done)


def read_own_steps(notebook: Notebook, principal: Principal) -> OwnSteps:
    """EntryBroken when the list was damaged."""
    with notebook.read_as(principal) as reader:
        return _steps(reader)


def plan_step(notebook: Notebook, principal: Principal, step: str, planned: date | None, now: datetime) -> None:
    """Plan a step for a day, in place of the day before; None takes the plan away."""
    with notebook.write_as(principal, now) as writer:
        steps = _steps(writer)
        days = {name: day for name, day in steps.planned.items() if name != step}
        _keep(writer, OwnSteps(days | ({step: planned} if planned else {}), steps.done))


def mark_step_done(notebook: Notebook, principal: Principal, done: DoneStep, now: datetime) -> None:
    """Keep a step as done, once for each key; its plan goes. NotSaved for a comfort that is not 0 to 10."""
    if any(mark is not None and not 0 <= mark <= 10 for mark in (done.before, done.after)):
        raise NotSaved(NotebookText.EASE_OUT_OF_RANGE)
    with notebook.write_as(principal, now) as writer:
        steps = _steps(writer)
        others = tuple(one for one in steps.done if one.key != done.key)
        days = {name: day for name, day in steps.planned.items() if name != done.step}
        _keep(writer, OwnSteps(days, (*others, done)))


def delete_done_step(notebook: Notebook, principal: Principal, key: UUID, now: datetime) -> None:
    """Delete what was marked as done; one that is gone already is no error."""
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
