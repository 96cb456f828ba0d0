"""Weeks and days as people say them."""

from __future__ import annotations

from datetime import date, timedelta

from nearer.language.dates_and_numbers import day as day
from nearer.language.dates_and_numbers import day_in_table as day_in_table
from nearer.language.dates_and_numbers import day_of_year, weekday_name
from nearer.language.dates_and_numbers import short_day as short_day
from nearer.language.sentences import _


def week_from(monday: date) -> str:
    return _("The week from {day}").format(day=day(monday))


MAX_WEEKS_AGO = 8  # from then on a date says more than a number of weeks


def weeks_between(when: date, today: date) -> int:
    """The weeks from one day's to another's, by their Mondays."""
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
