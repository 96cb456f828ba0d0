"""The steps of the guide that a person plans and has done, in a sealed list of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from nearer.database.row_errors import NotSaved
from nearer.language.error_catalogue.notebook_errors import NotebookText
from nearer.privacy.principal import Principal
from nearer.sealed.authorisation import Reader, Writer
from nearer.sealed.entries import (
    STEPS,
    read_sealed_list,
    save_sealed_list,
)
from nearer.storage.couple.shared_guide import write_shared_guide
from nearer.storage.notebook import Notebook


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
        return find_steps(reader)


def plan_step(notebook: Notebook, principal: Principal, step: str, planned: date | None, now: datetime) -> None:
    """Plan a step for a day, in place of the day before; None takes the plan away."""
    with notebook.write_as(principal, now) as writer:
        steps = find_steps(writer)
        days = {name: day for name, day in steps.planned.items() if name != step}
        write_steps(writer, OwnSteps(days | ({step: planned} if planned else {}), steps.done))


def mark_step_done(notebook: Notebook, principal: Principal, done: DoneStep, now: datetime) -> None:
    """Save a step as done, once for each key; its plan goes. NotSaved for a comfort that is not 0 to 10."""
    if any(comfort is not None and not 0 <= comfort <= 10 for comfort in (done.before, done.after)):
        raise NotSaved(NotebookText.EASE_OUT_OF_RANGE)
    with notebook.write_as(principal, now) as writer:
        steps = find_steps(writer)
        others = tuple(one for one in steps.done if one.key != done.key)
        days = {name: day for name, day in steps.planned.items() if name != done.step}
        write_steps(writer, OwnSteps(days, (*others, done)))


def delete_done_step(notebook: Notebook, principal: Principal, key: UUID, now: datetime) -> None:
    """Delete a done step for good; one that is gone already is no error."""
    with notebook.write_as(principal, now) as writer:
        steps = find_steps(writer)
        done = tuple(one for one in steps.done if one.key != key)
        if done != steps.done:
            write_steps(writer, OwnSteps(steps.planned, done))


def find_steps(reader: Reader) -> OwnSteps:
    """Read the own steps as `read_own_steps` does, inside a transaction that is open."""
    stored: dict[str, Any] = read_sealed_list(reader, STEPS) or {"planned": {}, "done": []}
    planned = {step: date.fromisoformat(day) for step, day in stored["planned"].items()}
    done = (
        DoneStep(UUID(key), step, date.fromisoformat(day), before, after)
        for key, step, day, before, after in stored["done"]
    )
    return OwnSteps(planned, tuple(done))


def write_steps(writer: Writer, steps: OwnSteps) -> None:
    """Save these in place of those before."""
    done = [[str(one.key), one.step, one.day.isoformat(), one.before, one.after] for one in steps.done]
    planned = {step: day.isoformat() for step, day in steps.planned.items()}
    save_sealed_list(writer, STEPS, {"planned": planned, "done": done})
    write_shared_guide(writer)
