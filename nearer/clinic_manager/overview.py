"""What a manager sees of the clinic: its accounts with counts, its invitations, and the trail.

Of people there are counts alone, and none under five: who has few couples would else be told apart by a week.
"""

from __future__ import annotations

from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, and_, case, func, select

from nearer.clinic_accounts.clinic_trail import line_digest, read_trail
from nearer.clinic_manager.trail_check import LAST_LINE, TrailCheck, check_trail
from nearer.database.row_errors import NotSaved
from nearer.database.therapist_schema import access_log, sign_ins, therapist_invitations, therapists
from nearer.domain.weeks import Week
from nearer.privacy.principal import Manager
from nearer.sealed.account_authorisation import AccountReader
from nearer.storage.notebook import Notebook
from nearer.storage.therapist.access_log import COUPLE_PAGES

SHOWN_WEEKS = 8
MIN_COUPLES = 5  # fewer are not counted out, none of them neither (as MIN_COUNT of nearer/frames/cohort_frame.py)


@dataclass(frozen=True, slots=True)
class AccountOverview:
    """One account. `sign_ins` and `couples_opened` are of SHOWN_WEEKS weeks, oldest first, the last one that of now.

    `couples_opened`: of how many couples a therapist opened pages; None for fewer than five. `last_sign_in`: in UTC.
    """

    id: UUID
    kind: str
    name: str
    started: datetime
    revoked: datetime | None
    has_app: bool
    last_sign_in: date | None
    sign_ins: tuple[int, ...]
    couples_opened: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class SentInvitation:
    """An invitation that nobody used; it opens nothing from `until` (aware UTC) on."""

    kind: str
    name: str
    until: datetime


@dataclass(frozen=True, slots=True)
class TrailEvent:
    """One line of the trail; `by_name` is None for a command on the server."""

    at: datetime
    act: str
    kind: str
    name: str
    by_name: str | None


@dataclass(frozen=True, slots=True)
class ClinicOverview:
    """Accounts in the order they started, invitations by their end, the trail with its newest line first."""

    accounts: tuple[AccountOverview, ...]
    invitations: tuple[SentInvitation, ...]
    trail: tuple[TrailEvent, ...]
    trail_check: TrailCheck


def read_overview(notebook: Notebook, manager: Manager, now: datetime) -> ClinicOverview:
    """All of it as it is now. NotFound for a manager who is unknown, revoked, or has other keys."""
    weeks = _weeks_until(now)
    with notebook.read_as_account(manager) as reader:
        accounts = _read_accounts(reader, weeks)
        of_clinic = select(therapist_invitations).where(reader.of_clinic(therapist_invitations))
        invited = reader.execute(of_clinic.order_by(therapist_invitations.c.until)).all()
        trail, last_seen = read_trail(reader.connection), reader.ledger.last_seen
    check = check_trail(trail, last_seen)
    if check.is_whole and trail and line_digest(trail[-1]) != last_seen.get(LAST_LINE):
        _pin_last_line(notebook, manager, line_digest(trail[-1]))
    return ClinicOverview(
        accounts,
        tuple(SentInvitation(row.kind, row.name, row.until) for row in invited),
        tuple(_trail_event(row) for row in reversed(trail)),
        check,
    )


def _pin_last_line(notebook: Notebook, manager: Manager, pin: str) -> None:
    """Seal what was seen last into the manager's ledger; on a full disk the page is shown all the same."""
    with suppress(NotSaved), notebook.write_as_account(manager) as writer:
        writer.ledger.last_seen[LAST_LINE] = pin
        writer.seal()


def _trail_event(row: Row[Any]) -> TrailEvent:
    """Whoever can write the file can put bytes where text belongs."""
    by_name = None if row.by_name is None else str(row.by_name)
    return TrailEvent(row.at, str(row.act), str(row.kind), str(row.name), by_name)


def _weeks_until(now: datetime) -> tuple[Week, ...]:
    days = (now.date() - timedelta(weeks=weeks) for weeks in reversed(range(SHOWN_WEEKS)))
    return tuple(Week.of(day) for day in days)


def _read_accounts(reader: AccountReader, weeks: tuple[Week, ...]) -> tuple[AccountOverview, ...]:
    signed_in: dict[UUID, dict[date, int]] = defaultdict(dict)
    for row in reader.execute(select(sign_ins).where(reader.of_clinic(sign_ins))):
        signed_in[row.therapist_id][date.fromisoformat(row.day)] = row.times
    opened_counts = _count_couples(reader, weeks)
    none = (None,) * len(weeks)
    rows = reader.execute(select(therapists).where(reader.of_clinic(therapists)).order_by(therapists.c.started))
    return tuple(
        _make_account(row, signed_in[row.therapist_id], weeks, opened_counts.get(row.therapist_id, none))
        for row in rows
    )


def _make_account(
    row: Row[Any], days: dict[date, int], weeks: tuple[Week, ...], opened_counts: tuple[int | None, ...]
) -> AccountOverview:
    by_week = tuple(sum(times for day, times in days.items() if Week.of(day) == week) for week in weeks)
    has_app = row.sealed_seed is not None
    dates = (row.started, row.revoked, has_app, max(days, default=None))
    return AccountOverview(row.therapist_id, row.kind, row.name, *dates, by_week, opened_counts)


def _count_couples(reader: AccountReader, weeks: tuple[Week, ...]) -> dict[UUID, tuple[int | None, ...]]:
    """In how many couples each therapist opened pages, by week, in one look at the table."""
    bounds = [(week.monday().isoformat(), (week.monday() + timedelta(days=6)).isoformat()) for week in weeks]
    counted = [
        func.count(case((access_log.c.day.between(*first_and_last), access_log.c.couple_id)).distinct())
        for first_and_last in bounds
    ]
    since = and_(reader.of_clinic(access_log, what=COUPLE_PAGES), access_log.c.day >= bounds[0][0])
    statement = select(access_log.c.therapist_id, *counted).where(since).group_by(access_log.c.therapist_id)
    opened_counts = {}
    for row in reader.execute(statement):
        opened_counts[row[0]] = tuple(hide_few(row[column]) for column in range(1, len(row)))
    return opened_counts


def hide_few(couples: int) -> int | None:
    """None for so few that a manager could tell who they are; none at all would tell it too."""
    return None if couples < MIN_COUPLES else couples
