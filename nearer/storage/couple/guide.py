"""A person's way with the guide, in sealed lists of their own: topics read, steps, and questions for a visit.

What a therapist may read of it is one entry of theirs, made anew from these lists whenever they or their readers
change, and only while that therapist reads it: the file shows neither what is in it nor how much.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Row

from nearer.database.row_errors import NotSaved
from nearer.database.schema import entries, new_id
from nearer.domain.roles_and_audiences import Audience, Part
from nearer.language.error_catalogue.notebook_errors import NotebookText
from nearer.privacy.principal import Principal, Therapist
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
from nearer.storage.notebook import Notebook


@dataclass(frozen=True, slots=True)
class SharedGuide:
    """What a person shows of the guide: (topic, day last read), (step, day done), oldest first, and questions."""

    read: tuple[tuple[str, date], ...] = field(default=(), repr=False)
    done: tuple[tuple[str, date], ...] = field(default=(), repr=False)
    questions: tuple[str, ...] = field(default=(), repr=False)


def save_shared_since(writer: Writer, from_the_beginning: Mapping[str, bool]) -> None:
    """From which day on the guide is shown to each of these therapists: from the beginning, or else from today."""
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
    """What is shown from the day `since` on; questions are for the next visit, and so always shown."""
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


MAX_SAVED_QUESTIONS, MAX_SAVED_QUESTION = 20, 300  # questions, and characters of each


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
    """As `read_own_steps`, inside a transaction that is open."""
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
