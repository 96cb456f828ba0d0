"""A day for one's own calendar (RFC 5545), in words that say nothing of what or with whom."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from nearer.views import text as words


def calendar_file(day: date, key: UUID, now: datetime) -> bytes:
    """One whole day; `key` makes a second import replace the first."""
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//notebook//reminder//EN",
        "BEGIN:VEVENT",
        f"UID:{key}",
        f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{words.steps.CALENDAR_ENTRY}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return "".join(f"{line}\r\n" for line in lines).encode()
