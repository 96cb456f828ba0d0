"""Sentences of the Closeness screen: the figure, its text alternative, its table, the circles."""

from __future__ import annotations

from datetime import date

from nearer.views.words.language import _, counted
from nearer.views.words.weeks import day

TITLE = _("Closeness")
LEAD = _("How close the weeks felt, from 0 to 100, as you said it yourselves.")
YOU = _("You")
NO_WEEKS = _("There is nothing to draw yet. After your first check-in the week stands here.")
ONLY_YOURS = _("This is your own line. Another line stands here only when the other shares it with you.")
GAPS = _("A week without a check-in is a gap. It is never counted as low or as nothing.")
NO_DIRECTION_YET = _("Weeks go up and down in every couple. Nearer does not read a direction from this picture.")
CHANGED_QUESTIONS = _("Where the line breaks without a missing week, the questions had changed.")


def circles_of_week(monday: date) -> str:
    return _("The circles of the week from {day}").format(day=day(monday))


TABLE_TITLE = _("The weeks as a table")
WEEK_COLUMN = _("Week from")
NO_CHECK_IN = _("no check-in")
ALT_NONE = _("A figure without any week yet.")


def alt_opening(first: str, last: str) -> str:
    return _("Closeness from 0 to 100 for each week from {first} to {last}.").format(first=first, last=last)


def alt_line(name: str, check_ins: int) -> str:
    return counted("{name}: {n} check-in.", "{name}: {n} check-ins.", check_ins).format(name=name, n=check_ins)


def alt_range(low: str, high: str) -> str:
    return _("Between {low} and {high}.").format(low=low, high=high)


def alt_latest(score: str, week: str) -> str:
    return _("Latest: {score}, in the week from {week}.").format(score=score, week=week)


def alt_gaps(gaps: int) -> str:
    return counted("{n} week without a check-in.", "{n} weeks without a check-in.", gaps).format(n=gaps)


def point(name: str, score: str, week: str) -> str:
    return _("{name}, week from {week}: {score}").format(name=name, score=score, week=week)


def picture_alt(step: int) -> str:
    """What a drawing shows; `step` counts from 1, apart, to 7, almost one."""
    return _("Two overlapping circles, picture {step} of 7 from apart to almost one.").format(step=step)


PICTURE_MISSING = _("not shared, or no check-in")
