"""Saving a response: once, whole, and sealed part by part; a form is finished from its draft as it is saved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import func, select

from nearer.database.row_errors import NotSaved
from nearer.database.schema import responses
from nearer.domain.answers import AnswerState, write_answer
from nearer.domain.responses import Response
from nearer.domain.roles_and_audiences import BY_QUESTIONNAIRE, Part, SharedPart
from nearer.domain.weeks import local_week
from nearer.language.error_catalogue.notebook_errors import NotebookText
from nearer.privacy.principal import Principal
from nearer.sealed.authorisation import Reader, Writer, tenant_values
from nearer.sealed.drawers import PRIVATE_PART, find_newest_drawer
from nearer.sealed.entries import ANSWERS, NOTE_ENTRY, RECORD, SCORES
from nearer.sealed.segments import (
    CHECK_IN_PADDING,
    FORM_PADDING,
    MAX_WEEKS,
    NOTE_PADDING,
    SegmentKind,
    add_to_segments,
    label_response,
)
from nearer.storage.couple.form_drafts import (
    Draft,
    check_draft_unchanged,
    check_note,
    delete_draft_rows,
    written_week,
)
from nearer.storage.couple.scored_weeks import write_scored_weeks
from nearer.storage.notebook import Notebook


class DatedResponse(NamedTuple):
    """A response with the key that makes a second sending harmless, and its moment (aware UTC)."""

    response: Response
    key: UUID
    moment: datetime


@dataclass(frozen=True, slots=True)
class FinishedForm:
    """A response with the draft it is made from, and the key that makes a second sending harmless."""

    response: Response
    draft: Draft
    key: UUID


def save_response(notebook: Notebook, principal: Principal, response: Response, key: UUID, now: datetime) -> None:
    """Save a response whole or not at all, once for each key, and delete its draft.

    The same key again changes nothing. NotSaved for any week but the person's own at `now`.
    """
    save_responses(notebook, principal, [DatedResponse(response, key, now)])


def save_responses(notebook: Notebook, principal: Principal, dated: Sequence[DatedResponse]) -> None:
    """Save responses of several days, the oldest first, all or none, each as `save_response` would."""
    with notebook.write_as(principal, dated[-1].moment) as writer:
        _write_responses(writer, dated)


def finish_draft(notebook: Notebook, principal: Principal, finishing: FinishedForm, now: datetime) -> None:
    """Save the response that a form was finished with, as `save_response` does.

    DraftChangedElsewhere when another window saved or finished the form since its draft was opened here.
    """
    with notebook.write_as(principal, now) as writer:
        dated = [DatedResponse(finishing.response, finishing.key, now)]
        if _select_unsaved(writer, dated):
            check_draft_unchanged(writer, finishing.draft)
            _write_responses(writer, dated)


def _write_responses(writer: Writer, dated: Sequence[DatedResponse]) -> None:
    """Write those that are not saved so far. NotSaved for any week but the one of its moment."""
    new = _select_unsaved(writer, dated)
    for response, _key, moment in new:
        if response.week is not None and response.week != local_week(moment, writer.person.zone):
            raise NotSaved(NotebookText.WEEK_CLOSED)
    write_responses(writer, new)
    delete_draft_rows(writer, {(dated.response.questionnaire, written_week(dated.response.week)) for dated in new})


def write_responses(writer: Writer, new: Sequence[DatedResponse]) -> None:
    """Write responses that are not saved so far with all their parts; drafts stay. NotSaved for a long note."""
    if not new:
        return
    highest = writer.execute(select(func.max(responses.c.number)).where(writer.own(responses))).scalar_one() or 0
    rows: list[dict[str, Any]] = []
    contents: dict[tuple[str, SegmentKind], dict[str, object]] = defaultdict(dict)
    for number, (response, key, moment) in enumerate(new, start=highest + 1):
        row = _response_columns(response, moment) | {"response_id": key, "number": number}
        row |= tenant_values(writer.principal) | {"owner_id": writer.principal.id}
        rows.append(row)
        for part, kind, content in _contents(response):
            contents[part, _segment_of(response, kind)][label_response(row)] = content
    writer.insert_all(responses, rows)
    drawers = {part: find_newest_drawer(writer, part) for part in dict.fromkeys(part for part, _segment in contents)}
    for (part, segment), by_label in contents.items():
        add_to_segments(writer, drawers[part], segment, by_label)
    write_scored_weeks(writer)


def _segment_of(response: Response, kind: str) -> SegmentKind:
    """How entries of one kind are padded: little for a check-in, whose choices fit whatever is chosen."""
    padding = CHECK_IN_PADDING if Part.CLOSENESS in response.parts.values() else FORM_PADDING
    most = 1 if response.week is None else MAX_WEEKS
    return SegmentKind(kind, response.questionnaire, NOTE_PADDING if kind == NOTE_ENTRY else padding, most)


def _response_columns(response: Response, moment: datetime) -> dict[str, Any]:
    """The columns of a response but its place. NotSaved for a long note."""
    check_note(response.note)
    return {
        "questionnaire": response.questionnaire,
        "version": response.version,
        "sha256": response.sha256,
        "language": response.language,
        "week": written_week(response.week),
        "saved": moment,
    }


def _select_unsaved(reader: Reader, dated: Sequence[DatedResponse]) -> list[DatedResponse]:
    """The responses whose key is not in the notebook; NotSaved when one is, with another form."""
    keys = [one.key for one in dated]
    rows = reader.execute(select(responses).where(reader.own(responses), responses.c.response_id.in_(keys)))
    saved = {row.response_id: (row.questionnaire, row.week) for row in rows}
    forms = [(key, (response.questionnaire, written_week(response.week))) for response, key, _moment in dated]
    if any(key in saved and saved[key] != form for key, form in forms):
        raise NotSaved(NotebookText.SENT_ALREADY)
    return [one for one in dated if one.key not in saved]


def _contents(response: Response) -> list[tuple[str, str, object]]:
    """Part, kind and content of each entry: the same ones whatever was declined, skipped or left empty."""
    shared_answers = {} if response.unshared else response.answers
    answered = {
        item: write_answer(answer) for item, answer in shared_answers.items() if answer.state is AnswerState.ANSWERED
    }
    record = {item: write_answer(answer) for item, answer in response.answers.items()}
    scores: dict[str, dict[str, str]] = {}
    for score in response.scores:
        part = PRIVATE_PART if score.scale in response.private_scales else _label(response.parts[score.scale], response)
        of_part = scores.setdefault(part, {})
        if score.value is not None:
            of_part[score.scale] = str(score.value)
    return [
        (PRIVATE_PART, RECORD, record),
        (_label(Part.ANSWERS, response), ANSWERS, answered),
        *((part, SCORES, values) for part, values in scores.items()),
        (Part.NOTES.value, NOTE_ENTRY, response.note),
    ]


def _label(part: Part, response: Response) -> str:
    """The label of the drawer for this part of a response."""
    return SharedPart(part, response.questionnaire if part in BY_QUESTIONNAIRE else "").label
