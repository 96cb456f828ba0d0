"""Sentences of Check in and Questionnaires."""

from __future__ import annotations

from datetime import date, timedelta

from nearer.language.dates_and_numbers import day as day
from nearer.language.dates_and_numbers import day_in_table as day_in_table
from nearer.language.dates_and_numbers import day_of_year, weekday_name
from nearer.language.dates_and_numbers import short_day as short_day
from nearer.language.sentences import _, counted


def week_from(monday: date) -> str:
    return _("The week from {day}").format(day=day(monday))


MAX_WEEKS_AGO = 8  # from then on a date says more than a number of weeks


def weeks_between(when: date, today: date) -> int:
    """From the week of one day to that of another, by their Mondays."""
    return ((today - timedelta(today.weekday())) - (when - timedelta(when.weekday()))).days // 7


def ago(when: date, today: date) -> str:
    """A day that is over as people say it, inside a sentence: last week, 3 weeks ago, on 7 September 2026."""
    weeks = weeks_between(when, today)
    if not 0 <= weeks <= MAX_WEEKS_AGO:
        return _("on {day}").format(day=day(when))
    return {0: _("this week"), 1: _("last week")}.get(weeks) or _("{n} weeks ago").format(n=weeks)


def week_ago(monday: date, today: date) -> str:
    """A week as a heading."""
    weeks = weeks_between(monday, today)
    if not 0 <= weeks <= MAX_WEEKS_AGO:
        return week_from(monday)
    return {0: _("This week"), 1: _("Last week")}.get(weeks) or _("{n} weeks ago").format(n=weeks)


def near(when: date, today: date) -> str:
    """A day to come: today, tomorrow, Thursday, 7 September; of days that are over only yesterday is not a date."""
    ahead = (when - today).days
    if ahead in (-1, 0, 1):
        return {-1: _("yesterday"), 0: _("today"), 1: _("tomorrow")}[ahead]
    return weekday_name(when.weekday()) if 1 < ahead < 7 else day_of_year(when)


CHECK_IN_LEAD = _("About a minute. How close did the two of you feel this week?")
CHECK_IN_DONE = _("You checked in this week.")


def check_in_can_change(last_day: date, today: date) -> str:
    if last_day == today:
        return _("You can change it until tonight.")
    return _("You can change it until {day}.").format(day=near(last_day, today))


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


def answered_on(when: date, today: date) -> str:
    return _("Answered {when}").format(when=ago(when, today))


def about_minutes(minutes: int) -> str:
    return counted("about {minutes} minute", "about {minutes} minutes", minutes).format(minutes=minutes)


CHECK_IN_TITLE = _("Check in")
NOTE_LABEL = _("A note for yourself")
NOTE_HINT = _("Only you can read it, unless you choose otherwise under Sharing.")
CHECK_IN_SAVED = _("Saved. Thank you for taking the time.")
