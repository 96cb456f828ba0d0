"""How long people wait: from the day they let a therapist in to their first check-in and to the first visit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from nearer.domain.weekly_scores import WeeklyScores
from nearer.domain.weeks import Week
from nearer.frames.columns import DATE_DTYPE, FramePerson, make_frame
from nearer.trends.series import weeks_between

CASE_COLUMNS = {
    "couple": "str",
    "person": "str",
    "since": DATE_DTYPE,
    "check_in_after": "Int64",
    "visit_after": "Int64",
    "today": DATE_DTYPE,
}


@dataclass(frozen=True, slots=True)
class FrameCase:
    """One person who let a therapist in on the day `since`, with the weeks and the days of visits until today."""

    who: FramePerson
    since: date
    weekly: WeeklyScores = field(repr=False)
    visits: tuple[date, ...] = ()


def cases_frame(cases: Iterable[FrameCase], today: date) -> pd.DataFrame:
    """One row a person. Columns, with dtype and unit:

    - couple, person: str, ids
    - since: date32[day][pyarrow], when they let the therapist in
    - check_in_after: Int64, weeks from that week to that of the first check-in since, 0 for the same one; missing
      without any
    - visit_after: Int64, days to the first visit that was noted, 0 where it was before; missing without any until today
    - today: date32[day][pyarrow], the day on which it is counted
    """
    return make_frame(CASE_COLUMNS, (_make_row(case, today) for case in cases))


def _make_row(case: FrameCase, today: date) -> tuple[object, ...]:
    first_week = Week.of(case.since)
    weeks = [weeks_between(first_week, scored.week) for scored in case.weekly.scores if scored.week >= first_week]
    visit = min((day for day in case.visits if day <= today), default=None)
    days = None if visit is None else max(0, (visit - case.since).days)
    return case.who.couple, case.who.person, case.since, min(weeks, default=None), days, today
