"""A day or an hour of every week for one's own calendar, in words that tell nothing to whoever sees it there."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from uuid import UUID

import pytest
from dateutil.rrule import rrulestr  # type: ignore[import-untyped]

from nearer.language.sentences import speaking
from nearer.session.values import PersonSession
from nearer.shipped import shipped_catalogue, shipped_guide
from nearer.storage.notebook import Notebook
from nearer.takeaway.calendar import calendar_file, weekly_reminder
from tests.language.translated import language_in
from tests.storage.making import NOW as TODAY
from tests.storage.making import make_couple

NOW = datetime(2026, 11, 26, 10, 0, tzinfo=UTC)
FILE = calendar_file(date(2026, 12, 31), UUID(int=1), NOW).decode()


def test_the_calendar_entry_of_a_step_is_one_whole_day_as_calendars_write_it() -> None:
    assert FILE.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert FILE.endswith("END:VEVENT\r\nEND:VCALENDAR\r\n")
    assert "DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n" in FILE
    assert "DTSTAMP:20261126T100000Z" in FILE
    assert all(len(line) <= 75 for line in FILE.split("\r\n"))


def test_the_calendar_entry_of_a_step_names_neither_the_program_nor_the_illness_nor_any_step() -> None:
    text = FILE.lower()
    assert not re.search(r"nearer|cancer|intima|touch|partner|couple|sex|massage|closeness", text)
    assert not any(step.title.lower() in text for step in shipped_guide().steps.values())


def test_the_same_step_gets_the_same_entry_again() -> None:
    assert calendar_file(date(2026, 12, 31), UUID(int=1), NOW) == FILE.encode()


def test_the_calendar_entry_of_a_step_takes_no_time_away_from_the_day() -> None:
    """RFC 5545, 3.8.2.7: a transparent event is not busy."""
    assert "\r\nTRANSP:TRANSPARENT\r\n" in FILE


@pytest.fixture
def session(notebook: Notebook) -> PersonSession:
    """Meera's, on Monday 23 November 2026."""
    return PersonSession(notebook, make_couple(notebook)[0], shipped_catalogue(), TODAY)


def parsed(file: bytes) -> dict[str, str]:
    """The properties of a calendar file by name, read as RFC 5545, 3.1 says: lines unfolded first."""
    assert all(len(line) <= 75 for line in file.split(b"\r\n"))
    lines = file.decode().replace("\r\n ", "").removesuffix("\r\n").split("\r\n")
    blocks = [line for line in lines if line.startswith(("BEGIN", "END"))]
    assert blocks == ["BEGIN:VCALENDAR", "BEGIN:VEVENT", "BEGIN:VALARM", "END:VALARM", "END:VEVENT", "END:VCALENDAR"]
    return dict(line.split(":", 1) for line in lines)


@pytest.mark.parametrize(
    ("weekday", "days"),
    [(0, (date(2026, 11, 23), date(2026, 11, 30))), (2, (date(2026, 11, 25), date(2026, 12, 2))),
     (6, (date(2026, 11, 29), date(2026, 12, 6)))],
)  # fmt: skip
def test_the_weekly_reminder_comes_on_the_chosen_day_and_hour(
    session: PersonSession, weekday: int, days: tuple[date, date]
) -> None:
    event = parsed(weekly_reminder(weekday, time(20), session))
    start = datetime.strptime(event["DTSTART"], "%Y%m%dT%H%M%S")
    coming = list(islice(rrulestr(event["RRULE"], dtstart=start), 2))  # by dateutil's own reading of the rule
    assert coming == [datetime.combine(day, time(20)) for day in days]
    assert (event["TRIGGER"], event["ACTION"]) == ("PT0S", "DISPLAY")


def test_a_reminder_for_a_day_that_is_over_this_week_begins_in_the_next(session: PersonSession) -> None:
    thursday = replace(session, now=TODAY + timedelta(days=3))
    assert parsed(weekly_reminder(0, time(8), thursday))["DTSTART"] == "20261130T080000"
    assert parsed(weekly_reminder(3, time(8), thursday))["DTSTART"] == "20261126T080000"


def test_the_reminder_has_a_neutral_name_and_a_second_one_replaces_the_first(session: PersonSession) -> None:
    first, second = (parsed(weekly_reminder(day, time(8), session)) for day in (0, 3))
    assert first["UID"] == second["UID"] and first["DTSTART"] != second["DTSTART"]
    assert first["SUMMARY"] == first["DESCRIPTION"] == "Something planned"
    assert not re.search(r"nearer|meera|ravi|couple|cancer|check", str(first).lower())


def test_a_long_name_in_another_script_is_folded_between_letters(
    session: PersonSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "कुछ योजना है, आज शाम; सात बजे"
    with language_in(tmp_path, monkeypatch, "hi", {"Something planned": name}), speaking("hi"):
        summary = parsed(weekly_reminder(0, time(8), session))["SUMMARY"]
    assert summary.count("\\") == 2
    assert summary.replace("\\,", ",").replace("\\;", ";") == name
