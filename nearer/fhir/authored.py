"""When a response was answered: a day that has been, written as FHIR writes a moment, a day, a month or a year."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

_AUTHORED = re.compile(
    r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?)?)?", re.ASCII
)
_CLOCKS_DIFFER = timedelta(minutes=10)
_EARLIEST_ZONE = timedelta(hours=14)  # where a day begins first


def check_authored(authored: object, now: datetime) -> str:
    """What is to be said of when it was answered; empty when it is a day that has been."""
    if authored is None:
        return "it does not say when it was answered (authored)"
    parts = _AUTHORED.fullmatch(authored) if isinstance(authored, str) else None
    try:
        first = _first_moment(parts)
    except ValueError:
        first = None
    if first is None:
        return "the date when it was answered (authored) cannot be read"
    return "the date when it was answered (authored) is in the future" if first > now + _CLOCKS_DIFFER else ""


def _first_moment(parts: re.Match[str] | None) -> datetime | None:
    """The earliest moment that is meant: of a year its first, of a day without a zone where days begin first."""
    if parts is None:
        return None
    year, month, day, zone = parts.groups()
    if zone:
        return datetime.fromisoformat(parts[0])
    begins = date(int(year), int(month or 1), int(day or 1))
    clock = datetime.fromisoformat(parts[0]).time() if "T" in parts[0] else time()
    return datetime.combine(begins, clock, UTC) - _EARLIEST_ZONE
