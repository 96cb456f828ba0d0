"""The access log: what a therapist opened, written in the transaction that reads it and shown to the person read.

One line a day, by the person's own calendar, for each kind of page: a page that is drawn anew is not opened again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, select

from nearer.database.therapist_schema import access_log, therapists
from nearer.privacy.principal import Principal
from nearer.sealed.therapist_authorisation import TherapistWriter
from nearer.storage.notebook import Notebook

CASELOAD = "caseload"
COUPLE_PAGES = "pages"
SERVICE = "service"
ASKS_TO_HAND_OVER = "asks"
TAKES_OVER = "takes-over"
COVERS = "covers"

_NEWEST_FIRST = (
    select(therapists.c.name, access_log.c.what, access_log.c.day)
    .join(therapists)
    .order_by(access_log.c.day.desc(), access_log.c.at.desc(), access_log.c.what)
)


@dataclass(frozen=True, slots=True)
class AccessDay:
    """The therapist's name and what they opened on one of the person's own days.

    `what` is CASELOAD (the overview of weeks), COUPLE_PAGES (everything granted) or SERVICE (figures of many people);
    ASKS_TO_HAND_OVER, and TAKES_OVER or COVERS of the colleague, from the person's yes on.
    """

    name: str
    what: str
    day: date


def log_access(writer: TherapistWriter, people: Iterable[Row[Any]], what: str) -> bool:
    """Write down that these people's pages of a kind were opened, at most once for each of their days.

    Whether anything was left to write down.
    """
    first = (writer.now - timedelta(days=2)).date().isoformat()
    of_these = writer.own(access_log, what=what), writer.of_connected(access_log)
    recent = select(access_log).where(*of_these, access_log.c.day >= first)
    logged_days = {(row.person_id, row.day) for row in writer.execute(recent)}
    opened_days = [(row, writer.now.astimezone(ZoneInfo(row.zone)).date().isoformat()) for row in people]
    rows = [
        {"clinic_id": row.clinic_id, "couple_id": row.couple_id, "person_id": row.person_id}
        | {"therapist_id": writer.therapist.id, "what": what, "day": day, "at": writer.now}
        for row, day in opened_days
        if (row.person_id, day) not in logged_days
    ]
    if rows:
        writer.connection.execute(access_log.insert(), rows)
    return bool(rows)


def read_access_log(notebook: Notebook, principal: Principal) -> tuple[AccessDay, ...]:
    """Which therapist opened what of the asking person's, the newest day first."""
    with notebook.read_as(principal) as reader:
        rows = reader.execute(_NEWEST_FIRST.where(reader.own(access_log))).all()
    return tuple(AccessDay(row.name, row.what, date.fromisoformat(row.day)) for row in rows)
