"""A day or a weekly hour for one's own calendar (RFC 5545), in words that say nothing of what or with whom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from nearer.database.row_errors import NotFound
from nearer.session.values import PersonSession
from nearer.storage.couple.own_steps import read_own_steps
from nearer.views import text as words

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LINE_OCTETS = 75  # of a line without its end; https://www.rfc-editor.org/rfc/rfc5545#section-3.1


def calendar_file(day: date, key: UUID, now: datetime) -> bytes:
    """One whole day; `key` makes a second import replace the first."""
    days = (f"DTSTART;VALUE=DATE:{day:%Y%m%d}", f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}")
    return _write_file(key, now, (*days, "TRANSP:TRANSPARENT"))


def step_calendar(step: str, session: PersonSession) -> bytes:
    """The day of a planned step as a calendar file; NotFound when it is planned no more."""
    day = read_own_steps(session.notebook, session.principal).planned.get(step)
    if day is None:
        raise NotFound
    return calendar_file(day, uuid5(NAMESPACE_URL, f"{session.principal.id}|{step}"), session.now)


def weekly_reminder(weekday: int, at: time, session: PersonSession) -> bytes:
    """Every week on this day, 0 for Monday, at this hour wherever the person is, with an alarm, from today on."""
    first = session.today + timedelta(days=(weekday - session.today.weekday()) % 7)
    alarm = (
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{_escape_text(words.steps.CALENDAR_ENTRY)}",
        "TRIGGER:PT0S",
    )
    start = f"DTSTART:{datetime.combine(first, at):%Y%m%dT%H%M%S}"  # of no zone: the clock of whoever has the calendar
    rule = f"RRULE:FREQ=WEEKLY;BYDAY={WEEKDAYS[weekday]}"
    key = uuid5(NAMESPACE_URL, f"{session.principal.id}|weekly")
    return _write_file(key, session.now, (start, "DURATION:PT5M", rule, *alarm, "END:VALARM"))


def _write_file(key: UUID, now: datetime, event: Sequence[str]) -> bytes:
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//notebook//reminder//EN",
        "BEGIN:VEVENT",
        f"UID:{key}",
        f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"SUMMARY:{_escape_text(words.steps.CALENDAR_ENTRY)}",
        *event,
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return b"".join(b"%b\r\n" % _fold_line(line) for line in lines)


def _escape_text(value: str) -> str:
    """The text with every character escaped that has a meaning in a calendar file."""
    for sign in "\\;,":
        value = value.replace(sign, f"\\{sign}")
    return value.replace("\n", "\\n")


def _fold_line(line: str) -> bytes:
    """A longer line goes on in the next one, behind a space; no letter is cut in two."""
    folded, room = b"", LINE_OCTETS
    for letter in line:
        octets = letter.encode()
        if len(octets) > room:
            folded, room = folded + b"\r\n ", LINE_OCTETS - 1
        folded, room = folded + octets, room - len(octets)
    return folded
