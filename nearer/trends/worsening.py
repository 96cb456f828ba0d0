"""A reliable worsening of a published instrument between a person's last two scores."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

RECENT_DAYS = 84  # twelve weeks: an older answer says too little of now to stand before everything else


@dataclass(frozen=True, slots=True)
class DatedScore:
    """A score of one day with the name of its band, None where its scale has none. Points of the instrument."""

    day: date
    value: Decimal = field(repr=False)
    band: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Worsening:
    """The last two scores of one person; `points` is the published difference from which on it is more than chance."""

    instrument: str
    before: DatedScore
    after: DatedScore
    points: Decimal


def is_recent(day: date, today: date) -> bool:
    return day >= today - timedelta(days=RECENT_DAYS)
