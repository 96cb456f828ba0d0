"""The last scores of questionnaires that are not weekly, of everybody at once, as far as they are granted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from itertools import chain
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Row

from nearer.database.schema import entries, responses
from nearer.database.therapist_schema import therapist_keys
from nearer.domain.weekly_scores import WeeklyScale
from nearer.sealed.entries import SCORES, select_readable_entries
from nearer.sealed.segments import OpenedSegments
from nearer.sealed.therapist_authorisation import TherapistReader
from nearer.storage.couple.responses import IN_ORDER, SavedResponse, last_of_each_week, scores_of


@dataclass(frozen=True, slots=True)
class WantedScores:
    """The weekly scale that is wanted, and questionnaires that are not weekly.

    Of these every score since `since` (aware UTC); where there is one, also older ones until its scales are there
    twice. Whoever answered nothing since then has none.
    """

    weekly: WeeklyScale | None = None
    questionnaires: frozenset[str] = frozenset()
    since: datetime = datetime.max.replace(tzinfo=UTC)


NO_SCORES = WantedScores()


def read_last_scores(
    reader: TherapistReader, scores_to_read: WantedScores, zones: Mapping[UUID, ZoneInfo]
) -> dict[UUID, tuple[SavedResponse, ...]]:
    """By person of `zones`, oldest first, as far as granted; of one week the last answers.

    What has no score leaves no trace.
    """
    if not scores_to_read.questionnaires:
        return {}
    questionnaires = sorted(scores_to_read.questionnaires)
    scores = select_readable_entries(reader.therapist.id, SCORES, keys=therapist_keys).where(
        reader.of_clinic(entries), reader.of_connected(entries), entries.c.questionnaire.in_(questionnaires)
    )
    open_segments = OpenedSegments(reader.therapist, (row for row in reader.execute(scores) if row.owner_id in zones))
    saved = IN_ORDER.where(
        reader.of_clinic(responses), reader.of_connected(responses), responses.c.questionnaire.in_(questionnaires)
    )
    rows_of: dict[tuple[UUID, str], list[Row[Any]]] = defaultdict(list)
    for row in reader.execute(saved):
        if row.owner_id in zones:
            rows_of[row.owner_id, row.questionnaire].append(row)
    by_person: dict[UUID, tuple[SavedResponse, ...]] = defaultdict(tuple)
    for (person, _questionnaire), rows in rows_of.items():
        scored = [
            SavedResponse.of(row, scores=values, day=row.saved.astimezone(zones[person]).date())
            for row, values in _until_twice(open_segments, last_of_each_week(rows)[::-1], scores_to_read)
        ]
        by_person[person] += tuple(reversed(scored))
    open_segments.check_responses(chain.from_iterable(rows_of.values()))
    return by_person


def _until_twice(
    open_segments: OpenedSegments, newest_first: Iterable[Row[Any]], scores_to_read: WantedScores
) -> Iterator[tuple[Row[Any], dict[str, Decimal]]]:
    """Scored responses, newest first, until what is wanted is there: a person may have answered for years."""
    seen: dict[str, int] = defaultdict(int)
    for row in newest_first:
        if row.saved < scores_to_read.since and all(count >= 2 for count in seen.values()):
            return
        scores = scores_of(open_segments.parts(row))
        for scale in scores:
            seen[scale] += 1
        if scores:
            yield row, scores
