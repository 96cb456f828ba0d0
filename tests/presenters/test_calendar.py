"""A day for one's own calendar, in words that tell nothing to whoever sees it there."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from uuid import UUID

from nearer.presenters.calendar import calendar_file
from nearer.shipped import shipped_guide

NOW = datetime(2026, 11, 26, 10, 0, tzinfo=UTC)
FILE = calendar_file(date(2026, 12, 31), UUID(int=1), NOW).decode()


def test_it_is_one_whole_day_as_calendars_write_it() -> None:
    assert FILE.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert FILE.endswith("END:VEVENT\r\nEND:VCALENDAR\r\n")
    assert "DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n" in FILE
    assert "DTSTAMP:20261126T100000Z" in FILE
    assert all(len(line) <= 75 for line in FILE.split("\r\n"))


def test_it_names_neither_the_program_nor_the_illness_nor_any_step() -> None:
    said = FILE.lower()
    assert not re.search(r"nearer|cancer|intima|touch|partner|couple|sex|massage|closeness", said)
    assert not any(step.title.lower() in said for step in shipped_guide().steps.values())


def test_the_same_step_gets_the_same_entry_again() -> None:
    assert calendar_file(date(2026, 12, 31), UUID(int=1), NOW) == FILE.encode()


def test_it_takes_no_time_away_from_the_day() -> None:
    """RFC 5545, 3.8.2.7: a transparent event is not busy."""
    assert "\r\nTRANSP:TRANSPARENT\r\n" in FILE
