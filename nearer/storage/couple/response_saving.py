"""Saving a response: once, whole, and sealed part by part; a form is finished from its draft as it is saved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from nearer.database.row_errors import NotSaved
from nearer.database.schema import new_id, responses
from nearer.domain.answers import AnswerState, write_answer
from nearer.domain.responses import Response
from nearer.domain.roles_and_audiences import BY_QUESTIONNAIRE, Part, SharedPart
from nearer.domain.weeks import local_week
from nearer.language.error_catalogue.notebook_errors import NotebookText
from nearer.privacy.principal import Principal
from nearer.sealed.authorisation import Reader, Writer
from nearer.sealed.drawers import OWN_PART, find_newest_drawer
from nearer.sealed.entries import ANSWERS, NOTE_ENTRY, RECORD, SCORES, Entry, save_entry
from nearer.storage.couple.drafts import Draft, check_note, check_unchanged, delete_draft, written_week
from nearer.storage.notebook import Notebook
from nearer.storage.therapist.weekly_scores import write_scored_weeks


@dataclass(frozen=True, slots=True)
class Finishing:
    """A response with the draft it is made from, and the key that makes a second sending harmless."""

    response: Response
    draft: Draft
    key: UUID


def save_response(notebook: Notebook, principal: Principal, response: Response, key: UUID, now: datetime) -> None:
    """Save a response whole or not at all, once for each key, and delete its draft.

    The same key again changes nothing. NotSaved for any week but the person's own at `now`.
    """
    with notebook.write_as(principal, now) as writer:
        if not _is_saved(writer, response, key):
            _put(writer, response, key)


def finish_draft(notebook: Notebook, principal: Principal, finishing: Finishing, now: datetime) -> None:
    """Save the response that a form was finished with, as `save_response` does.

    DraftChangedElsewhere when another window saved or finished the form since its draft was opened here.
    """
    with notebook.write_as(principal, now) as writer:
        if not _is_saved(writer, finishing.response, finishing.key):
            check_unchanged(writer, finishing.draft)
            _put(writer, finishing.response, finishing.key)


def _put(writer: Writer, response: Response, key: UUID) -> None:
    """Write a response with all its parts, and drop its draft."""
    check_note(response.note)
    if response.week is not None and response.week != local_week(writer.now, writer.person.zone):
        raise NotSaved(NotebookText.WEEK_CLOSED)
    highest = writer.execute(select(func.max(responses.c.number)).where(writer.own(responses))).scalar_one() or 0
    row = {
        "response_id": key,
        "number": highest + 1,
        "questionnaire": response.questionnaire,
        "version": response.version,
        "sha256": response.sha256,
        "language": response.language,
        "week": written_week(response.week),
        "saved": writer.now,
    }
    writer.insert(responses, owner_id=writer.principal.person, **row)
    for part, kind, content in _contents(response):
        drawer = find_newest_drawer(writer, part)
        save_entry(writer, drawer, Entry(new_id(writer.now), kind, row, content))
    write_scored_weeks(writer)
    delete_draft(writer, response.questionnaire, response.week)


def _is_saved(reader: Reader, response: Response, key: UUID) -> bool:
    """Whether the response with this key was saved before; NotSaved when that was of another form."""
    row = reader.execute(select(responses).where(reader.own(responses, response_id=key))).one_or_none()
    if row is None:
        return False
    if (row.questionnaire, row.week) != (response.questionnaire, written_week(response.week)):
        raise NotSaved(NotebookText.SENT_ALREADY)
    return True


def _contents(response: Response) -> list[tuple[str, str, object]]:
    """Part, kind and content of each entry: the same ones whatever was declined, skipped or left empty."""
    shared_answers = {} if response.unshared else response.answers
    answered = {
        item: write_answer(answer) for item, answer in shared_answers.items() if answer.state is AnswerState.ANSWERED
    }
    record = {item: write_answer(answer) for item, answer in response.answers.items()}
    scores: dict[str, dict[str, str]] = {}
    for score in response.scores:
        part = OWN_PART if score.scale in response.own_scales else _label(response.parts[score.scale], response)
        of_part = scores.setdefault(part, {})
        if score.value is not None:
            of_part[score.scale] = str(score.value)
    return [
        (OWN_PART, RECORD, record),
        (_label(Part.ANSWERS, response), ANSWERS, answered),
        *((part, SCORES, values) for part, values in scores.items()),
        (Part.NOTES.value, NOTE_ENTRY, response.note),
    ]


def _label(part: Part, response: Response) -> str:
    """Of the drawer that takes this part of a response."""
    return SharedPart(part, response.questionnaire if part in BY_QUESTIONNAIRE else "").label
