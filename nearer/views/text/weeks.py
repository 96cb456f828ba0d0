"""Sentences of Check in and Questionnaires."""

from __future__ import annotations

from datetime import date

from nearer.language.dates_and_numbers import day as day
from nearer.language.dates_and_numbers import day_in_table as day_in_table
from nearer.language.dates_and_numbers import short_day as short_day
from nearer.language.sentences import _, counted


def week_from(monday: date) -> str:
    return _("The week from {day}").format(day=day(monday))


CHECK_IN_LEAD = _("About a minute. How close did the two of you feel this week?")
CHECK_IN_DONE = _("You checked in this week.")


def check_in_can_change(last_day: date) -> str:
    return _("You can change it until {day}.").format(day=day(last_day))


START = _("Begin")
RESUME = _("Go on where you left off")
CHANGE = _("Change my answers")
QUESTIONNAIRES_TITLE = _("Questionnaires")
QUESTIONNAIRES_LEAD = _(
    "Questions to think with, in your own time. Nobody else sees an answer unless you choose to share it."
)
WAITING = _("Waiting for you")
BEGUN = _("Begun")
FINISHED = _("Answered")
BACK_TO_LIST = _("Back to the questionnaires")
ANSWER_AGAIN = _("Answer again")


def answered_on(when: date) -> str:
    return _("Answered on {day}").format(day=day(when))


def about_minutes(minutes: int) -> str:
    return counted("about {minutes} minute", "about {minutes} minutes", minutes).format(minutes=minutes)


CHECK_IN_TITLE = _("Check in")
NOTE_LABEL = _("A note for yourself")
NOTE_HINT = _("Only you can read it, unless you choose otherwise under Sharing.")
CHECK_IN_SAVED = _("Saved. Thank you for taking the time.")
