"""Saved responses as whoever reads them may: their owner in full, a partner and a therapist what was granted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from operator import attrgetter
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Row, Select, func, select

from nearer.database.row_errors import EntryBroken
from nearer.database.schema import entries, responses
from nearer.domain.weekly_scores import WeeklyScale, WeeklyScore, WeeklyScores
from nearer.domain.weeks import Week
from nearer.language.error_catalogue.notebook_errors import NotebookText
from nearer.privacy.principal import Principal
from nearer.sealed.authorisation import OWN, Reader, tenant_values
from nearer.sealed.entries import ANSWERS, NOTE_ENTRY, RECORD, SCORES, read_entries, readable_of_owner
from nearer.sealed.segments import OpenedSegments
from nearer.statements.bound_values import bind_values, matches_bound
from nearer.storage.notebook import Notebook

IN_ORDER = select(responses).order_by(responses.c.number)
_LAST_NUMBERS = select(func.max(responses.c.number)).where(matches_bound(responses, *OWN))
_LAST_OF_EACH = IN_ORDER.where(
    matches_bound(responses, *OWN), responses.c.number.in_(_LAST_NUMBERS.group_by(responses.c.questionnaire))
)
_LAST_SAVED = (
    select(responses.c.questionnaire, func.max(responses.c.saved).label("saved"))
    .where(matches_bound(responses, *OWN))
    .group_by(responses.c.questionnaire)
)
_OWN_PARTS = (RECORD, SCORES, NOTE_ENTRY)
SHARED_PARTS = (ANSWERS, SCORES, NOTE_ENTRY)


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

    @classmethod
    def of(cls, row: Row[Any], **granted: Any) -> SavedResponse:
        """The response of a row with its columns, and what of it is granted."""
        return cls(row.questionnaire, row.version, row.sha256, response_week(row), **granted)

    def score(self, scale: str) -> Decimal | None:
        """The score of a scale in its own unit; None where it is not granted or there is no value."""
        return None if self.scores is None else self.scores.get(scale)


def read_own_responses(
    notebook: Notebook, principal: Principal, questionnaire: str | None = None
) -> tuple[SavedResponse, ...]:
    """The person's own responses, oldest first; of one week only the last. EntryBroken for a damaged one."""
    with notebook.read_as(principal) as reader:
        rows, segments = _read(reader, principal.id, questionnaire, *_OWN_PARTS)
    open_segments = OpenedSegments(principal, segments)
    return tuple(_make_own_response(principal, row, open_segments.parts(row)) for row in last_of_each_week(rows))


def read_every_response(notebook: Notebook, principal: Principal) -> tuple[SavedResponse | EntryBroken, ...]:
    """Every version of every response, oldest first; in place of a damaged one, the error that names it."""
    with notebook.read_as(principal) as reader:
        rows, segments = _read(reader, principal.id, None, *_OWN_PARTS)
    open_segments = OpenedSegments(principal, segments)
    return tuple(_own_or_broken(principal, row, open_segments) for row in rows)


def read_partner_responses(
    notebook: Notebook, principal: Principal, questionnaire: str | None = None
) -> tuple[SavedResponse, ...]:
    """What the partner's drawers open to the asking person, by questionnaire and week; of each the last answered.

    A response that shows nothing is not there: kept private, declined, skipped and never begun look the same.
    """
    with notebook.read_as(principal) as reader:
        partner = reader.partner
        if partner is None:
            return ()
        rows, segments = _read(reader, partner.person_id, questionnaire, *SHARED_PARTS)
    last = {(row.questionnaire, row.week): row for row in last_of_each_week(rows)}  # how often is not shown either
    open_segments = OpenedSegments(principal, segments)
    granted = tuple(granted_responses(open_segments, [row for _, row in sorted(last.items())], None))
    open_segments.check_responses(rows)
    return granted


def read_latest_answers(notebook: Notebook, principal: Principal) -> tuple[SavedResponse, ...]:
    """The answers alone of the last response to each questionnaire; older ones stay closed. EntryBroken for damage."""
    with notebook.read_as(principal) as reader:
        rows = reader.run(_LAST_OF_EACH).all()
        open_segments = OpenedSegments(principal, read_entries(reader, principal.id, RECORD))
    return tuple(SavedResponse.of(row, answers=open_segments.parts(row).get(RECORD)) for row in rows)


def read_last_saved(notebook: Notebook, principal: Principal) -> Mapping[str, datetime]:
    """The instant of the last response to each questionnaire, aware UTC; absent where there is none."""
    with notebook.read_as(principal) as reader:
        rows = reader.run(_LAST_SAVED).all()
    return {row.questionnaire: row.saved for row in rows}


def weekly_scores(responses: Iterable[SavedResponse], weekly_scale: WeeklyScale) -> WeeklyScores:
    """The scores of one weekly scale among one person's responses, which come oldest first."""
    return WeeklyScores.of(
        WeeklyScore(response.week, score, response.sha256)
        for response in responses
        if response.week is not None
        and response.questionnaire == weekly_scale.questionnaire
        and (score := response.score(weekly_scale.scale)) is not None
    )


def last_of_each_week(responses: Iterable[Any], key: str = "response_id") -> list[Any]:
    """One person's responses, oldest first: the last of each week of a weekly questionnaire, all of the others.

    Of anything with a response's `questionnaire` and `week`, and its id as `key`; of entries, all that belong to it.
    """
    rows, id_of = list(responses), attrgetter(key)
    last = {(one.questionnaire, one.week or id_of(one)): id_of(one) for one in rows}
    ids = set(last.values())
    return [one for one in rows if id_of(one) in ids]


def granted_responses(
    open_segments: OpenedSegments, rows: Iterable[Row[Any]], zone: ZoneInfo | None
) -> Iterator[SavedResponse]:
    """The responses of `rows` of which the segments show anything; their day only where a zone is named."""
    for row in rows:
        parts = open_segments.parts(row)
        granted = SavedResponse.of(
            row,
            answers=parts.get(ANSWERS) or None,
            scores=scores_of(parts) or None,
            note=parts.get(NOTE_ENTRY) or None,
            day=None if zone is None else row.saved.astimezone(zone).date(),
        )
        if granted.answers or granted.scores or granted.note:
            yield granted


def scores_of(parts: Mapping[str, Any]) -> dict[str, Decimal]:
    """Score by scale among a response's opened parts."""
    return {scale: Decimal(value) for scale, value in parts.get(SCORES, {}).items()}


def response_week(row: Row[Any]) -> Week | None:
    """The week in a row with a `week` column; None for a questionnaire that is not weekly."""
    return Week.parse(row.week) if row.week else None


def _read(reader: Reader, owner: UUID, questionnaire: str | None, *kinds: str) -> tuple[list[Row[Any]], list[Row[Any]]]:
    """The responses of `owner`, oldest first, and the segments of these kinds, as far as they can be opened."""
    whose = tenant_values(reader.principal) | {"owner_id": owner, "reader_id": reader.principal.id}
    bound = bind_values(whose if questionnaire is None else whose | {"questionnaire": questionnaire})
    statements = _statements(questionnaire is not None, *kinds)
    rows, segments = (list(reader.connection.execute(one, bound)) for one in statements)
    return rows, segments


@cache
def _statements(of_questionnaire: bool, *kinds: str) -> tuple[Select[Any], Select[Any]]:
    """The statements for responses and for their segments, made once: their values are bound as they run."""
    columns = (*OWN, "questionnaire") if of_questionnaire else OWN
    segments = readable_of_owner(*kinds).where(matches_bound(entries, *columns))
    return IN_ORDER.where(matches_bound(responses, *columns)), segments


def _own_or_broken(principal: Principal, row: Row[Any], open_segments: OpenedSegments) -> SavedResponse | EntryBroken:
    try:
        return _make_own_response(principal, row, open_segments.parts(row))
    except EntryBroken as broken:
        return broken


def _make_own_response(principal: Principal, row: Row[Any], parts: Mapping[str, Any]) -> SavedResponse:
    if not parts.keys() >= {RECORD, NOTE_ENTRY}:
        raise EntryBroken(NotebookText.PART_MISSING, questionnaire=row.questionnaire)
    return SavedResponse.of(
        row,
        answers=parts[RECORD],
        scores=scores_of(parts),
        note=parts[NOTE_ENTRY],
        day=row.saved.astimezone(ZoneInfo(principal.zone)).date(),
        saved=row.saved,
        id=row.response_id,
    )
