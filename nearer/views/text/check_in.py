"""Sentences of Check in."""

from __future__ import annotations

from datetime import date

from nearer.language.sentences import _
from nearer.views.text.weeks import near

TITLE = _("Check in")
LEAD = _("About a minute. How close did the two of you feel this week?")
DONE = _("You checked in this week.")
SAVED = _("Saved. Thank you for taking the time.")
CHANGE = _("Change my answers")
NOTE_LABEL = _("A note for yourself")
NOTE_HINT = _("Only you can read it, unless you choose otherwise under Sharing.")


def can_change(last_day: date, today: date) -> str:
    if last_day == today:
        return _("You can change it until tonight.")
    return _("You can change it until {day}.").format(day=near(last_day, today))
