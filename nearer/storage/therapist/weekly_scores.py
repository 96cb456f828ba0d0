"""The weekly scores that each person granted a therapist, opened from one body a drawer (couple/scored_weeks.py)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container
from decimal import Decimal
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Row, and_, select

from nearer.database.row_errors import EntryBroken
from nearer.database.schema import drawers, entries
from nearer.database.therapist_schema import scored_weeks, therapist_keys
from nearer.domain.roles_and_audiences import Part
from nearer.domain.weekly_scores import WeeklyScale, WeeklyScore, WeeklyScores
from nearer.domain.weeks import Week
from nearer.language.error_catalogue.notebook_errors import TherapistText
from nearer.privacy.principal import Therapist
from nearer.sealed.drawers import drawer_key_condition, open_drawer_key
from nearer.sealed.entries import SCORES, bind_weeks, open_content
from nearer.sealed.therapist_authorisation import TherapistReader

_week = lru_cache(maxsize=1024)(Week.parse)  # three hundred couples have the same few weeks
_score = lru_cache(maxsize=1024)(Decimal)  # and the same few numbers
_NEVER = Week(1, 1)
_SEALED = scored_weeks.c.body, therapist_keys.c.sealed_key
_same_drawer = and_(
    *(scored_weeks.c[name] == drawers.c[name] for name in ("clinic_id", "couple_id", "owner_id", "drawer_id"))
)


def read_weekly_scores(
    reader: TherapistReader, weekly_scale: WeeklyScale | None, people: Container[UUID]
) -> dict[UUID, tuple[WeeklyScores, Week]]:
    """What each person granted: the scores of the wanted scale, and the last week of anything weekly.

    Nobody is named of whom no week can be read. EntryBroken when a body was damaged or removed.
    """
    scores: dict[UUID, list[WeeklyScore]] = defaultdict(list)
    last: dict[UUID, Week] = {}
    has_key = drawer_key_condition(therapist_keys, drawers, reader.therapist.id)
    readable = select(drawers.c.owner_id, drawers.c.drawer_id, drawers.c.clinic_id, *_SEALED)
    of_mine = readable.join(therapist_keys, has_key).outerjoin(scored_weeks, _same_drawer)
    own = reader.of_clinic(therapist_keys), reader.of_connected(drawers), drawers.c.part == Part.CLOSENESS.value
    rows = [row for row in reader.execute(of_mine.where(*own)) if row.owner_id in people]
    _check_removed(reader, [row.drawer_id for row in rows if row.body is None])
    for row in rows:
        body = {"weeks": []} if row.body is None else _open_weeks(reader.therapist, row)
        if not body["weeks"]:
            continue
        last[row.owner_id] = max(_week(max(week for _, week, _, _ in body["weeks"])), last.get(row.owner_id, _NEVER))
        scores[row.owner_id] += (
            WeeklyScore(_week(week), _score(of_week[weekly_scale.scale]), body["definitions"][number])
            for questionnaire, week, number, of_week in body["weeks"]
            if weekly_scale is not None
            and questionnaire == weekly_scale.questionnaire
            and weekly_scale.scale in of_week
        )
    return {person: (WeeklyScores.of(scores[person]), week) for person, week in last.items()}


def _check_removed(reader: TherapistReader, without: list[UUID]) -> None:
    """EntryBroken where one of these drawers, which have no body here, has the scores of a week."""
    if without:
        weeks = select(entries.c.drawer_id).where(entries.c.drawer_id.in_(without), entries.c.kind == SCORES)
        own = reader.of_clinic(entries), reader.of_connected(entries)
        if reader.execute(weeks.where(*own).limit(1)).first() is not None:
            raise EntryBroken(TherapistText.WEEKS_DAMAGED)


def _open_weeks(therapist: Therapist, row: Row[Any]) -> dict[str, Any]:
    key = open_drawer_key(therapist, row)
    body: dict[str, Any] = open_content(row.body, key, bind_weeks(row._mapping), TherapistText.WEEKS_DAMAGED())
    return body
