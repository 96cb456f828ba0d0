"""What a person took along, saved again in a new notebook of theirs: all of it or nothing, and for nobody else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sqlalchemy import select

from nearer.database.row_errors import NotSaved
from nearer.database.schema import new_id, responses
from nearer.domain.events import Event
from nearer.domain.responses import Response
from nearer.language.error_catalogue.import_errors import ImportText
from nearer.privacy.principal import Principal
from nearer.sealed.authorisation import Writer
from nearer.sealed.entries import (
    EVENT,
    QUESTIONS,
    TOPICS_READ,
    open_entry,
    read_entries,
    read_sealed_list,
    save_sealed_list,
)
from nearer.storage.couple.events import SavedEvent, write_own_event
from nearer.storage.couple.own_steps import OwnSteps, find_steps, write_steps
from nearer.storage.couple.response_saving import DatedResponse, write_responses
from nearer.storage.couple.visit_questions import MAX_SAVED_QUESTION, MAX_SAVED_QUESTIONS
from nearer.storage.notebook import Notebook


@dataclass(frozen=True, slots=True)
class PersonalImport:
    """The records that come back. `responses` with the instant each was saved first (aware UTC), in their order."""

    responses: tuple[tuple[Response, datetime], ...] = field(default=(), repr=False)
    events: tuple[Event, ...] = field(default=(), repr=False)
    topics_read: Mapping[str, date] = field(default_factory=dict, repr=False)
    steps: OwnSteps = field(default_factory=OwnSteps, repr=False)
    questions: tuple[str, ...] = field(default=(), repr=False)


def save_personal_import(notebook: Notebook, principal: Principal, content: PersonalImport, now: datetime) -> None:
    """Save all of it, with the dates it had. NotSaved where this person has finished a form here already.

    So a second press changes nothing, and nothing older comes after what was answered here. Readers are those that the
    person chose in this notebook, at first nobody.
    """
    with notebook.write_as(principal, now) as writer:
        if writer.execute(select(responses.c.response_id).where(writer.own(responses)).limit(1)).first() is not None:
            raise NotSaved(ImportText.ANSWERS_HERE)
        dated = [DatedResponse(response, new_id(moment), moment) for response, moment in content.responses]
        write_responses(writer, dated)
        _add_events(writer, content.events)
        topics = {topic: day.isoformat() for topic, day in content.topics_read.items()}
        save_sealed_list(writer, TOPICS_READ, topics | (read_sealed_list(writer, TOPICS_READ) or {}))
        _add_questions(writer, content.questions)
        steps = find_steps(writer)  # last: with them what a therapist reads of the guide is written anew
        write_steps(writer, OwnSteps({**content.steps.planned, **steps.planned}, (*content.steps.done, *steps.done)))


def _add_events(writer: Writer, events: tuple[Event, ...]) -> None:
    """Those that were not entered here meanwhile; none of them as if it had been entered later than now."""
    rows = read_entries(writer, writer.principal.id, EVENT)
    before = {(one["kind"], one["begin"], one["title"]) for one in (open_entry(writer.principal, row) for row in rows)}
    for event in events:
        if (event.kind.value, event.begin.isoformat(), event.title) not in before:
            entered = min(event.entered or writer.now, writer.now)
            write_own_event(writer, SavedEvent(new_id(writer.now), replace(event, entered=entered)))


def _add_questions(writer: Writer, questions: tuple[str, ...]) -> None:
    """Behind those that are here already, as many as are kept."""
    fitting = (one for one in questions if len(one) <= MAX_SAVED_QUESTION)
    all_questions = dict.fromkeys((*(read_sealed_list(writer, QUESTIONS) or ()), *fitting))
    save_sealed_list(writer, QUESTIONS, list(all_questions)[:MAX_SAVED_QUESTIONS])
