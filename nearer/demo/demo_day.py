"""Where the made-up people live: their days and weeks, whatever the day is where the server stands."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

DEMO_ZONE = "Asia/Kolkata"


def demo_day(moment: datetime) -> date:
    """The day there at an aware moment."""
    return moment.astimezone(ZoneInfo(DEMO_ZONE)).date()
