"""Saved responses as whoever reads them may: their owner in full, a partner and a therapist what was granted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from operator import attrgetter
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Row, bindparam, func, or_, select

from nearer.domain.weekly_scores import WeeklyScale, WeeklyScore, WeeklyScores
from nearer.domain.weeks import Week
from nearer.language.error_catalogue.notebook_errors import NotebookText
from nearer.privacy.principal import Principal, Therapist
from nearer.storage.database.schema import responses
from nearer.storage.errors import EntryBroken
from nearer.storage.notebook import Notebook
from nearer.storage.sealed.authorisation import own_couple
from nearer.storage.sealed.entries import ANSWERS, NOTE_ENTRY, RECORD, SCORES, open_entry, select_readable_entries

WANTED = or_(bindparam("wanted").is_(None), responses.c.questionnaire == bindparam("wanted"))
EVERY_RESPONSE = (
    select(responses)
    .where(own_couple(responses), responses.c.owner_id == bindparam("owner"), WANTED)
    .order_by(responses.c.number)
)
_OWN_ENTRIES = select_readable_entries(RECORD, SCORES, NOTE_ENTRY).where(WANTED)
_SHARED_ENTRIES = select_readable_entries(ANSWERS, SCORES, NOTE_ENTRY).where(WANTED)
_mine = (own_couple(responses), responses.c.owner_id == bindparam("person"))
_LAST = select(func.max(responses.c.number)).where(*_mine).group_by(responses.c.questionnaire)
_LAST_RESPONSES = EVERY_RESPONSE.where(responses.c.number.in_(_LAST))
_LAST_RECORDS = select_readable_entries(RECORD).where(responses.c.number.in_(_LAST))
_LAST_SAVED = (
    select(responses.c.questionnaire, func.max(responses.c.saved).label("saved"))
    .where(*_mine)
    .group_by(responses.c.questionnaire)
)


@dataclass(frozen=True, slots=True)
class SavedResponse:
    """One response as far as whoever reads it may.

    `answers` (each as `read_answer` takes it), `scores` (only where there is a value) and `note` are None where they
    are not granted or where nothing stands; nothing tells which of the two. Their owner has them all, if only empty.
    `day` is the owner's local day; a partner is given none. `saved` and `id` are for the owner alone.
    """

    questionnaire: str
    version: str
    sha256: str
    week: Week | None
    answers: Mapping[str, object] | None = field(default=None, repr=False)
    scores: Mapping[str, Decimal] | None = field(default=None, repr=False)
    note: str | None = field(default=None, repr=False)
    day: date | None = None
    saved: datetime | None = None
    id: UUID | None = None

    def score(self, scale: str) -> Decimal | None:
        return None if self.scores is None else self.scores.get(scale)


def read_own_responses(
    notebook: Notebook, principal: Principal, questionnaire: str | None = None
) -> tuple[SavedResponse, ...]:
    """Oldest first; of one week's check-ins only the last. EntryBroken names an entry that was damaged."""
    with notebook.read_as(principal) as reader:
        rows = reader.execute(EVERY_RESPONSE, owner=principal.person, wanted=questionnaire).all()
        entries = reader.execute(_OWN_ENTRIES, owner=principal.person, wanted=questionnaire).all()
    rows = last_of_each_week(rows)
    parts = open_parts(principal, entries, rows)
    return tuple(_own(principal, row, parts[row.response_id]) for row in rows)


def read_every_response(notebook: Notebook, principal: Principal) -> tuple[SavedResponse | EntryBroken, ...]:
    """Every version of every response, oldest first; in place of a damaged one, the sentence that names it."""
    with notebook.read_as(principal) as reader:
        rows = reader.execute(EVERY_RESPONSE, owner=principal.person, wanted=None).all()
        entries = reader.execute(_OWN_ENTRIES, owner=principal.person, wanted=None).all()
    parts: dict[UUID, list[Row[Any]]] = defaultdict(list)
    for entry in entries:
        parts[entry.response_id].append(entry)
    return tuple(_own_or_broken(principal, row, parts[row.response_id]) for row in rows)


def read_partner_responses(
    notebook: Notebook, principal: Principal, questionnaire: str | None = None
) -> tuple[SavedResponse, ...]:
    """What the partner's drawers open to the asking person, by questionnaire and week; of each the last answered.

    A response that shows nothing is not there: kept private, declined, skipped and never begun look the same.
    """
    with notebook.read_as(principal) as reader:
        partner = reader.find_partner()
        if partner is None:
            return ()
        rows = reader.execute(EVERY_RESPONSE, owner=partner.person_id, wanted=questionnaire).all()
        entries = reader.execute(_SHARED_ENTRIES, owner=partner.person_id, wanted=questionnaire).all()
    last = {(row.questionnaire, row.week): row for row in last_of_each_week(rows)}  # how often is not shown either
    return tuple(granted_responses(principal, [row for _, row in sorted(last.items())], entries))


def read_latest_answers(notebook: Notebook, principal: Principal) -> tuple[SavedResponse, ...]:
    """The answers, and nothing else, of one's own last response to each questionnaire; nothing older is opened.

    EntryBroken names a record that was damaged.
    """
    with notebook.read_as(principal) as reader:
        rows = reader.execute(_LAST_RESPONSES, owner=principal.person, wanted=None).all()
        parts = open_parts(principal, reader.execute(_LAST_RECORDS, owner=principal.person), rows)
    return tuple(
        SavedResponse(
            row.questionnaire, row.version, row.sha256, week_of(row), answers=parts[row.response_id].get(RECORD)
        )
        for row in rows
    )


def read_last_saved(notebook: Notebook, principal: Principal) -> Mapping[str, datetime]:
    """The instant of the last response to each questionnaire, aware UTC; absent where there is none."""
    with notebook.read_as(principal) as reader:
        rows = reader.execute(_LAST_SAVED).all()
    return {row.questionnaire: row.saved for row in rows}


def weekly_scores(responses: Iterable[SavedResponse], wanted: WeeklyScale) -> WeeklyScores:
    """The scores of one weekly scale among one person's responses, which come oldest first."""
    return WeeklyScores.of(
        WeeklyScore(response.week, score, response.sha256)
        for response in responses
        if response.week is not None
        and response.questionnaire == wanted.questionnaire
        and (score := response.score(wanted.scale)) is not None
    )


def last_of_each_week(responses: Iterable[Any], key: str = "response_id") -> list[Any]:
    """Of one person's responses, oldest first: of a weekly questionnaire each week's last, of others every one.

    Of anything with a response's `questionnaire` and `week`, and its id as `key`; of entries, all that belong to it.
    """
    every, id_of = list(responses), attrgetter(key)
    last = {(one.questionnaire, one.week or id_of(one)): id_of(one) for one in every}
    ids = set(last.values())
    return [one for one in every if id_of(one) in ids]


def granted_responses(
    reader: Principal | Therapist, rows: list[Row[Any]], entries: Iterable[Row[Any]], zone: ZoneInfo | None = None
) -> Iterator[SavedResponse]:
    """Those of `rows` of which the entries show anything to the reader; their day only where a zone is named."""
    parts = open_parts(reader, entries, rows)
    for row in rows:
        granted = SavedResponse(
            row.questionnaire,
            row.version,
            row.sha256,
            week_of(row),
            answers=parts[row.response_id].get(ANSWERS) or None,
            scores=scores_of(parts[row.response_id]) or None,
            note=parts[row.response_id].get(NOTE_ENTRY) or None,
            day=None if zone is None else row.saved.astimezone(zone).date(),
        )
        if granted.answers or granted.scores or granted.note:
            yield granted


def open_parts(
    reader: Principal | Therapist, entries: Iterable[Row[Any]], rows: Iterable[Row[Any]]
) -> dict[UUID, dict[str, Any]]:
    """The contents by response and kind; a response's scores can lie in two drawers."""
    wanted = {row.response_id for row in rows}
    opened: dict[UUID, dict[str, Any]] = defaultdict(dict)
    for entry in entries:
        if entry.response_id in wanted:
            content = open_entry(reader, entry)
            if entry.kind == SCORES:
                content = opened[entry.response_id].get(SCORES, {}) | content
            opened[entry.response_id][entry.kind] = content
    return opened


def scores_of(parts: Mapping[str, Any]) -> dict[str, Decimal]:
    return {scale: Decimal(value) for scale, value in parts.get(SCORES, {}).items()}


def week_of(row: Row[Any]) -> Week | None:
    return Week.parse(row.week) if row.week else None


def _own_or_broken(principal: Principal, row: Row[Any], entries: Iterable[Row[Any]]) -> SavedResponse | EntryBroken:
    try:
        return _own(principal, row, open_parts(principal, entries, [row])[row.response_id])
    except EntryBroken as broken:
        return broken


def _own(principal: Principal, row: Row[Any], parts: Mapping[str, Any]) -> SavedResponse:
    if not parts.keys() >= {RECORD, NOTE_ENTRY}:
        raise EntryBroken(NotebookText.PART_MISSING, questionnaire=row.questionnaire)
    return SavedResponse(
        row.questionnaire,
        row.version,
        row.sha256,
        week_of(row),
        answers=parts[RECORD],
        scores=scores_of(parts),
        note=parts[NOTE_ENTRY],
        day=row.saved.astimezone(ZoneInfo(principal.zone)).date(),
        saved=row.saved,
        id=row.response_id,
    )
