"""The weekly scores of one drawer in one sealed body: a caseload of a year opens one body a person and not fifty-two.

Made of what the drawer holds already, by its owner, whenever they keep a week or change who reads; only for drawers
that a therapist reads.
"""

from __future__ import annotations

import json
from collections import defaultdict
from decimal import Decimal
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, bindparam, func, select

from nearer.domain.roles_and_audiences import Audience, Part
from nearer.domain.weeks import Week
from nearer.privacy.principal import Principal
from nearer.privacy.seal import SealBroken, open_body, seal_body
from nearer.storage.database.schema import responses
from nearer.storage.errors import EntryBroken
from nearer.storage.sealed.authorisation import bind_values, own_couple, tenant_values
from nearer.storage.sealed.drawers import Drawer, open_drawer_key, read_drawers
from nearer.storage.sealed.entries import SCORES, as_bytes, open_entry, select_readable_entries
from nearer.storage.therapist.case_records import ScoredWeek
from nearer.storage.therapist.schema import scored_weeks

_LAST = (
    select(func.max(responses.c.number))
    .where(own_couple(responses), responses.c.owner_id == bindparam("person"), responses.c.week != "")
    .group_by(responses.c.questionnaire, responses.c.week)
)
_WEEKS = select_readable_entries(SCORES).add_columns(responses.c.sha256).where(responses.c.number.in_(_LAST))
_week = lru_cache(maxsize=1024)(Week.parse)  # three hundred couples have the same few weeks
_score = lru_cache(maxsize=1024)(Decimal)  # and the same few numbers
_DROP = scored_weeks.delete().where(own_couple(scored_weeks), scored_weeks.c.owner_id == bindparam("person"))


def write_scored_weeks(connection: Connection, principal: Principal) -> None:
    """Write anew what the therapist's drawers hold; of each week only the last response."""
    read = {
        row.drawer_id: Drawer(row.drawer_id, open_drawer_key(principal, row.drawer_id, row.sealed_key))
        for row in read_drawers(connection, principal, Part.CLOSENESS.value)
        if "therapist" in Audience(row.audience).others
    }
    connection.execute(_DROP, bind_values(principal))
    if not read:
        return
    by_drawer: dict[UUID, list[list[Any]]] = defaultdict(list)
    for row in connection.execute(_WEEKS, bind_values(principal) | {"owner": principal.person}):
        if row.drawer_id in read and (scores := open_entry(principal, row)):
            by_drawer[row.drawer_id].append([row.questionnaire, row.week, row.sha256, scores])
    for place, weeks in by_drawer.items():
        _put(connection, principal, read[place], weeks)


def read_scored_weeks(row: Row[Any], key: bytes) -> tuple[ScoredWeek, ...]:
    """What one body holds. EntryBroken when it was damaged."""
    try:
        body = json.loads(open_body(row.body, key, _about(row)))
    except SealBroken:
        raise EntryBroken("The weeks of one person do not pass their seal check. Please put back a copy.") from None
    return tuple(
        ScoredWeek(questionnaire, _week(week), body["alike"][alike], {scale: _score(v) for scale, v in s.items()})
        for questionnaire, week, alike, s in body["weeks"]
    )


def _put(connection: Connection, principal: Principal, drawer: Drawer, weeks: list[list[Any]]) -> None:
    alike = list(dict.fromkeys(sha256 for _, _, sha256, _ in weeks))
    body = {"alike": alike, "weeks": [[name, week, alike.index(sha), scores] for name, week, sha, scores in weeks]}
    row = tenant_values(principal) | {"owner_id": principal.person, "drawer_id": drawer.id}
    about = "|".join(("weeks", row["clinic_id"], str(drawer.id))).encode()
    sealed = seal_body(as_bytes(body), drawer.key, about)
    connection.execute(scored_weeks.insert(), row | {"body": sealed})


def _about(row: Row[Any]) -> bytes:
    return "|".join(("weeks", row.clinic_id, str(row.drawer_id))).encode()
