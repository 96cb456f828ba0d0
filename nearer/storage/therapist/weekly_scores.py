"""All weekly scores of one drawer in one sealed body, so that a caseload of a year opens one body a person, not 52.

Made of what the drawer holds already, by its owner, whenever they save a week or change who reads; only for drawers
that a therapist reads.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container
from decimal import Decimal
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Row, and_, select

from nearer.database.row_errors import EntryBroken
from nearer.database.schema import drawers, entries, responses
from nearer.database.therapist_schema import scored_weeks, therapist_keys
from nearer.domain.roles_and_audiences import Audience, Part
from nearer.domain.weekly_scores import WeeklyScale, WeeklyScore, WeeklyScores
from nearer.domain.weeks import Week
from nearer.language.error_catalogue.notebook_errors import TherapistText
from nearer.privacy.principal import Therapist
from nearer.privacy.seal import seal_body
from nearer.sealed.authorisation import Writer
from nearer.sealed.drawers import Drawer, drawer_key_condition, open_drawer, open_drawer_key, read_drawers
from nearer.sealed.entries import SCORES, bind_weeks, content_bytes, open_content, read_entries
from nearer.sealed.segments import OpenedSegments
from nearer.sealed.therapist_authorisation import TherapistReader
from nearer.storage.couple.responses import IN_ORDER, last_of_each_week

_week = lru_cache(maxsize=1024)(Week.parse)  # three hundred couples have the same few weeks
_score = lru_cache(maxsize=1024)(Decimal)  # and the same few numbers
_NEVER = Week(1, 1)
_SEALED = scored_weeks.c.body, therapist_keys.c.sealed_key
_same_drawer = and_(
    *(scored_weeks.c[name] == drawers.c[name] for name in ("clinic_id", "couple_id", "owner_id", "drawer_id"))
)


def write_scored_weeks(writer: Writer) -> None:
    """Write anew what the drawers that a therapist reads hold; of each week only the last response.

    A drawer in which no week has a score is written too, so that whoever reads it misses what somebody removed.
    """
    read = {
        row.drawer_id: open_drawer(writer, row)
        for row in read_drawers(writer, Part.CLOSENESS.value)
        if Audience.parse_label(row.audience).therapists
    }
    writer.delete(scored_weeks)
    if not read:
        return
    weekly = last_of_each_week(writer.execute(IN_ORDER.where(writer.own(responses), responses.c.week != "")))
    segments = defaultdict(list)
    for row in read_entries(writer, writer.principal.id, SCORES):
        segments[row.drawer_id].append(row)
    for drawer_id in read.keys() & segments.keys():
        opened = OpenedSegments(writer.principal, segments[drawer_id])
        scores_of_weeks = ((row, opened.parts(row).get(SCORES)) for row in weekly)
        weeks = [[row.questionnaire, row.week, row.sha256, scores] for row, scores in scores_of_weeks if scores]
        _write_weeks(writer, read[drawer_id], weeks)


def read_weekly_scores(
    reader: TherapistReader, wanted: WeeklyScale | None, people: Container[UUID]
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
            WeeklyScore(_week(week), _score(of_week[wanted.scale]), body["definitions"][number])
            for questionnaire, week, number, of_week in body["weeks"]
            if wanted is not None and questionnaire == wanted.questionnaire and wanted.scale in of_week
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


def _write_weeks(writer: Writer, drawer: Drawer, weeks: list[list[Any]]) -> None:
    definitions = list(dict.fromkeys(sha256 for _, _, sha256, _ in weeks))
    body = {
        "definitions": definitions,
        "weeks": [[name, week, definitions.index(sha), scores] for name, week, sha, scores in weeks],
    }
    row = {"clinic_id": writer.principal.clinic, "drawer_id": drawer.id}
    sealed = seal_body(content_bytes(body), drawer.key, bind_weeks(row))
    writer.insert(scored_weeks, owner_id=writer.principal.id, drawer_id=drawer.id, body=sealed)
