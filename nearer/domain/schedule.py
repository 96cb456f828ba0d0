"""Which questionnaires are due for a person on a day, and which week an assignment is about."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from nearer.domain.weeks import Week

MONTH_DAYS = 28  # four whole weeks, so that a monthly questionnaire falls due on the same weekday


class DueState(StrEnum):
    """The state of one questionnaire for one person today."""

    DUE = "due"
    STARTED = "started"
    FINISHED = "finished"


def due_state(repeat: str, last: date | None, started: bool, today: date) -> DueState:
    """Say where a person is: `repeat` as in the questionnaire, `last` the local day it was last saved, or None."""
    if started:
        return DueState.STARTED
    return DueState.FINISHED if last is not None and _still_fresh(repeat, last, today) else DueState.DUE


def _still_fresh(repeat: str, last: date, today: date) -> bool:
    if repeat == "weekly":
        return Week.of(last) == Week.of(today)
    if repeat == "monthly":
        return (today - last).days < MONTH_DAYS
    return True


def asked_week(due: Week, interval_weeks: int | None, this_week: Week) -> Week:
    """The week an assignment is about now: `due`, or the latest of its weeks where it comes back `every` so many."""
    if interval_weeks is None or this_week < due:
        return due
    weeks = (this_week.monday() - due.monday()).days // 7
    return due.plus(weeks // interval_weeks * interval_weeks)


def is_still_asked(due: Week, about: Week, asked_on: date, last: date | None) -> bool:
    """Whether an answer is still missing: one from the day it was asked counts, later ones from the week's Monday."""
    counts_from = asked_on if about == due else about.monday()
    return last is None or last < counts_from
