"""Granted scores of questionnaires that are no check-ins: the last ones of each person, for a caseload."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from itertools import groupby
from operator import attrgetter
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row, and_, bindparam, select

from nearer.domain.weekly_scores import WeeklyScale
from nearer.privacy.principal import Therapist
from nearer.storage.couple.responses import SavedResponse, last_of_each_week, open_parts, scores_of, week_of
from nearer.storage.database.schema import entries, responses
from nearer.storage.sealed.drawers import has_drawer_key
from nearer.storage.sealed.entries import SCORES
from nearer.storage.therapist.authorisation import therapist_values
from nearer.storage.therapist.schema import therapist_keys

_SCORES = (
    select(entries, responses.c.questionnaire, responses.c.version, responses.c.sha256, responses.c.week,
           responses.c.saved, responses.c.response_id.label("id"), therapist_keys.c.sealed_key)
    .join(
        responses,
        and_(
            responses.c.clinic_id == entries.c.clinic_id,
            responses.c.couple_id == entries.c.couple_id,
            responses.c.owner_id == entries.c.owner_id,
            responses.c.response_id == entries.c.response_id,
        ),
    )
    .join(therapist_keys, has_drawer_key(therapist_keys, entries))
    .where(
        entries.c.clinic_id == bindparam("clinic"),
        entries.c.kind == SCORES,
        responses.c.questionnaire.in_(bindparam("questionnaires", expanding=True)),
    )
    .order_by(responses.c.number)
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class WantedScores:
    """The scale whose weeks are wanted, and questionnaires that are no check-ins.

    Of these every score since then, and older ones until each scale is there twice.
    """

    weekly: WeeklyScale | None = None
    questionnaires: frozenset[str] = frozenset()
    since: datetime = datetime.max.replace(tzinfo=UTC)


NO_SCORES = WantedScores()


def read_last_scores(
    connection: Connection, therapist: Therapist, wanted: WantedScores, zones: Mapping[UUID, ZoneInfo]
) -> dict[UUID, tuple[SavedResponse, ...]]:
    """By person, oldest first, as far as granted; of one week the last answers. What has no score leaves no trace."""
    if not wanted.questionnaires:
        return {}
    values = therapist_values(therapist) | {"questionnaires": sorted(wanted.questionnaires)}
    entries_of: dict[tuple[UUID, str], list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(_SCORES, values):
        entries_of[row.owner_id, row.questionnaire].append(row)
    by_person: dict[UUID, tuple[SavedResponse, ...]] = defaultdict(tuple)
    for (person, _questionnaire), rows in entries_of.items():
        parts = [list(of_response) for _, of_response in groupby(last_of_each_week(rows), key=attrgetter("id"))]
        scored = [_dated(row, scores, zones[person]) for row, scores in _until_twice(therapist, parts[::-1], wanted)]
        by_person[person] += tuple(reversed(scored))
    return by_person


def _until_twice(
    therapist: Therapist, newest_first: Iterable[list[Row[Any]]], wanted: WantedScores
) -> Iterator[tuple[Row[Any], dict[str, Decimal]]]:
    """No more seals are opened than it takes: a person may have answered for years."""
    seen: dict[str, int] = defaultdict(int)
    for rows in newest_first:
        row = rows[0]
        if row.saved < wanted.since and all(count >= 2 for count in seen.values()):
            return
        scores = scores_of(open_parts(therapist, rows, [row])[row.id])
        for scale in scores:
            seen[scale] += 1
        if scores:
            yield row, scores


def _dated(row: Row[Any], scores: dict[str, Decimal], zone: ZoneInfo) -> SavedResponse:
    day = row.saved.astimezone(zone).date()
    return SavedResponse(row.questionnaire, row.version, row.sha256, week_of(row), scores=scores, day=day)
