"""All weekly scores of one drawer in one sealed body, so that a caseload of a year opens one body a person, not 52.

Made of what the drawer holds already, by its owner, whenever they save a week or change who reads; only for drawers
that a therapist reads (nearer/storage/therapist/weekly_scores.py).
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from nearer.database.schema import responses
from nearer.database.therapist_schema import scored_weeks
from nearer.domain.roles_and_audiences import Audience, Part
from nearer.privacy.seal import seal_body
from nearer.sealed.authorisation import Writer
from nearer.sealed.drawers import Drawer, open_drawer, read_drawers
from nearer.sealed.entries import SCORES, bind_weeks, content_bytes, read_entries
from nearer.sealed.segments import OpenedSegments
from nearer.storage.couple.responses import IN_ORDER, last_of_each_week


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
        open_segments = OpenedSegments(writer.principal, segments[drawer_id])
        scores_of_weeks = ((row, open_segments.parts(row).get(SCORES)) for row in weekly)
        weeks = [[row.questionnaire, row.week, row.sha256, scores] for row, scores in scores_of_weeks if scores]
        _write_weeks(writer, read[drawer_id], weeks)


def _write_weeks(writer: Writer, drawer: Drawer, weeks: list[list[Any]]) -> None:
    definitions = list(dict.fromkeys(sha256 for _, _, sha256, _ in weeks))
    body = {
        "definitions": definitions,
        "weeks": [[name, week, definitions.index(sha), scores] for name, week, sha, scores in weeks],
    }
    row = {"clinic_id": writer.principal.clinic, "drawer_id": drawer.id}
    sealed = seal_body(content_bytes(body), drawer.key, bind_weeks(row))
    writer.insert(scored_weeks, owner_id=writer.principal.id, drawer_id=drawer.id, body=sealed)
