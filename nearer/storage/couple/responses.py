"""Responses: kept once, whole, and sealed part by part; read by their owner, and by the partner what was shared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import Connection, Row, bindparam, func, or_, select

from nearer.domain.answers import AnswerState, write_answer
from nearer.domain.responses import Response
from nearer.domain.roles_and_audiences import Part
from nearer.domain.weekly_scores import WeeklyScale, WeeklyScore, WeeklyScores
from nearer.domain.weeks import Week, local_week
from nearer.privacy.principal import Principal, Therapist
from nearer.storage.couple.drafts import check_note, delete_draft, written_week
from nearer.storage.database.engines import reading, writing
from nearer.storage.database.schema import responses
from nearer.storage.database.uuids import new_id
from nearer.storage.errors import EntryBroken, NotSaved
from nearer.storage.notebook import Notebook
from nearer.storage.sealed.authorisation import bind_values, find_person, own_couple, tenant_values
from nearer.storage.sealed.drawers import OWN_PART, find_newest_drawer
from nearer.storage.sealed.entries import (
    ANSWERS,
    NOTE_ENTRY,
    RECORD,
    SCORES,
    Entry,
    open_entry,
    save_entry,
    select_readable_entries,
)
from nearer.storage.therapist.weekly_scores import write_scored_weeks

_KEPT = select(responses.c.questionnaire, responses.c.week).where(
    own_couple(responses), responses.c.owner_id == bindparam("person"), responses.c.response_id == bindparam("key")
)
_NUMBER = select(func.coalesce(func.max(responses.c.number), 0) + 1).where(
    own_couple(responses), responses.c.owner_id == bindparam("person")
)
WANTED = or_(bindparam("wanted").is_(None), responses.c.questionnaire == bindparam("wanted"))
EVERY_RESPONSE = (
    select(responses)
    .where(own_couple(responses), responses.c.owner_id == bindparam("owner"), WANTED)
    .order_by(responses.c.number)
)
_OWN_ENTRIES = select_readable_entries(RECORD, SCORES, NOTE_ENTRY).where(WANTED)


class ScoredResponse(Protocol):
    """What any response that can be read tells of its scores."""

    @property
    def questionnaire(self) -> str: ...
    @property
    def sha256(self) -> str: ...
    @property
    def week(self) -> Week | None: ...
    @property
    def scores(self) -> Mapping[str, Decimal]: ...


@dataclass(frozen=True, slots=True)
class SavedResponse:
    """One's own response: `record` holds every answer as `read_answer` takes it; scores only where there is a value."""

    id: UUID
    questionnaire: str
    version: str
    sha256: str
    week: Week | None
    saved: datetime
    record: Mapping[str, object] = field(repr=False)
    scores: Mapping[str, Decimal] = field(repr=False)
    note: str = field(repr=False)


def save_response(notebook: Notebook, principal: Principal, response: Response, key: UUID, now: datetime) -> None:
    """Keep a response whole or not at all, once for each key, and drop its draft.

    The same key again changes nothing. NotSaved for any week but the person's own at `now`.
    """
    with writing(notebook.engine) as connection:
        if not is_kept(connection, principal, response, key):
            put_response(connection, principal, response, key, now)


def put_response(connection: Connection, principal: Principal, response: Response, key: UUID, now: datetime) -> None:
    """Write a response with all its parts, and drop its draft."""
    check_note(response.note)
    zone = find_person(connection, principal).zone
    if response.week is not None and response.week != local_week(now, zone):
        raise NotSaved("This week is closed. Check-ins belong to the week they are made in; please open a new one.")
    connection.execute(responses.insert(), _row(connection, principal, response, key) | {"saved": now})
    for part, kind, content in _contents(response):
        drawer = find_newest_drawer(connection, principal, part, now)
        save_entry(connection, principal, drawer, Entry(new_id(now), kind, key, content))
    write_scored_weeks(connection, principal)
    delete_draft(connection, principal, response.questionnaire, response.week)


def read_own_responses(
    notebook: Notebook, principal: Principal, questionnaire: str | None = None
) -> tuple[SavedResponse, ...]:
    """Oldest first; of one week's check-ins only the last. EntryBroken names an entry that was damaged."""
    with reading(notebook.engine) as connection:
        find_person(connection, principal)
        values = bind_values(principal) | {"owner": principal.person, "wanted": questionnaire}
        rows = connection.execute(EVERY_RESPONSE, values).all()
        entries = connection.execute(_OWN_ENTRIES, values).all()
    last = {(row.questionnaire, row.week or row.number): row for row in rows}
    opened = open_parts(principal, entries, {row.response_id for row in last.values()})
    return tuple(_kept(row, opened[row.response_id]) for row in sorted(last.values(), key=lambda row: row.number))


def read_every_response(notebook: Notebook, principal: Principal) -> tuple[SavedResponse | EntryBroken, ...]:
    """Every version of every response, oldest first; in place of a damaged one, the sentence that names it."""
    values = bind_values(principal) | {"owner": principal.person, "wanted": None}
    with reading(notebook.engine) as connection:
        find_person(connection, principal)
        rows = connection.execute(EVERY_RESPONSE, values).all()
        entries = connection.execute(_OWN_ENTRIES, values).all()
    parts: dict[UUID, list[Row[Any]]] = defaultdict(list)
    for entry in entries:
        parts[entry.response_id].append(entry)
    return tuple(_kept_or_broken(principal, row, parts[row.response_id]) for row in rows)


def _kept_or_broken(principal: Principal, row: Row[Any], entries: Iterable[Row[Any]]) -> SavedResponse | EntryBroken:
    try:
        return _kept(row, open_parts(principal, entries, {row.response_id})[row.response_id])
    except EntryBroken as broken:
        return broken


def _kept(row: Row[Any], parts: Mapping[str, Any]) -> SavedResponse:
    if not parts.keys() >= {RECORD, NOTE_ENTRY}:
        raise EntryBroken(f"A part of the response to {row.questionnaire} is missing. Please put back a copy.")
    return SavedResponse(
        id=row.response_id,
        questionnaire=row.questionnaire,
        version=row.version,
        sha256=row.sha256,
        week=week_of(row),
        saved=row.saved,
        record=parts[RECORD],
        scores=scores_of(parts),
        note=parts[NOTE_ENTRY],
    )


def open_parts(
    principal: Principal | Therapist, rows: Iterable[Row[Any]], wanted: set[UUID]
) -> dict[UUID, dict[str, Any]]:
    """The contents by response and kind; a response's scores can lie in two drawers."""
    opened: dict[UUID, dict[str, Any]] = defaultdict(dict)
    for row in rows:
        if row.response_id not in wanted:
            continue
        content = open_entry(principal, row)
        if row.kind == SCORES:
            content = opened[row.response_id].get(SCORES, {}) | content
        opened[row.response_id][row.kind] = content
    return opened


def scores_of(parts: Mapping[str, Any]) -> dict[str, Decimal]:
    return {scale: Decimal(value) for scale, value in parts.get(SCORES, {}).items()}


def week_of(row: Row[Any]) -> Week | None:
    return Week.parse(row.week) if row.week else None


def weekly_scores(responses: Iterable[ScoredResponse], wanted: WeeklyScale) -> WeeklyScores:
    """The scores of one weekly scale among one person's responses, which come oldest first."""
    return WeeklyScores.of(
        WeeklyScore(response.week, response.scores[wanted.scale], response.sha256)
        for response in responses
        if response.week is not None
        and response.questionnaire == wanted.questionnaire
        and wanted.scale in response.scores
    )


def is_kept(connection: Connection, principal: Principal, response: Response, key: UUID) -> bool:
    """Whether the response with this key was kept before; NotSaved when it was another one."""
    find_person(connection, principal)
    row = connection.execute(_KEPT, bind_values(principal) | {"key": key}).one_or_none()
    if row is None:
        return False
    if (row.questionnaire, row.week) != (response.questionnaire, written_week(response.week)):
        raise NotSaved("This form was sent already with other questions. Please open it anew.")
    return True


def _row(connection: Connection, principal: Principal, response: Response, key: UUID) -> dict[str, object]:
    return tenant_values(principal) | {
        "owner_id": principal.person,
        "response_id": key,
        "number": connection.execute(_NUMBER, bind_values(principal)).scalar_one(),
        "questionnaire": response.questionnaire,
        "version": response.version,
        "sha256": response.sha256,
        "language": response.language,
        "week": written_week(response.week),
    }


def _contents(response: Response) -> list[tuple[str, str, object]]:
    """Part, kind and content of each entry: the same ones whatever was declined, skipped or left empty."""
    shared_answers = {} if response.unshared else response.answers
    answered = {
        item: write_answer(answer) for item, answer in shared_answers.items() if answer.state is AnswerState.ANSWERED
    }
    record = {item: write_answer(answer) for item, answer in response.answers.items()}
    scores: dict[str, dict[str, str]] = {}
    for score in response.scores:
        part = OWN_PART if score.scale in response.own_scales else response.parts[score.scale].value
        of_part = scores.setdefault(part, {})
        if score.value is not None:
            of_part[score.scale] = str(score.value)
    return [
        (OWN_PART, RECORD, record),
        (Part.ANSWERS.value, ANSWERS, answered),
        *((part, SCORES, values) for part, values in scores.items()),
        (Part.NOTES.value, NOTE_ENTRY, response.note),
    ]
