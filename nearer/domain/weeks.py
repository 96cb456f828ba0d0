"""The week a check-in belongs to: the ISO week of the person's own time zone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, order=True, slots=True)
class Week:
    """An ISO week, written 2026-W53. Its year can differ from its days' year around New Year."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Week:
        year, number, _ = day.isocalendar()
        return cls(year, number)

    @classmethod
    def parse(cls, text: str) -> Week:
        """Raise ValueError for anything but an existing week such as 2026-W53."""
        match = re.fullmatch(r"([0-9]{4})-W([0-9]{2})", text)
        if not match:
            raise ValueError("a week is written like 2026-W53")
        week = cls(int(match[1]), int(match[2]))
        week.monday()
        return week

    def monday(self) -> date:
        """Raise ValueError when that year has no such week."""
        return date.fromisocalendar(self.year, self.number, 1)

    def plus(self, weeks: int) -> Week:
        return Week.of(self.monday() + timedelta(weeks=weeks))

    def __str__(self) -> str:
        return f"{self.year:04}-W{self.number:02}"


def local_week(instant: datetime, zone: str) -> Week:
    """The week at an aware instant where the person is. Raise ValueError for an instant without a zone."""
    if instant.tzinfo is None:
        raise ValueError("an instant needs its time zone")
    return Week.of(instant.astimezone(ZoneInfo(zone)).date())
