"""Weekly scores as a table, and the same with a column a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

import pandas as pd

from nearer.domain.weekly_scores import WeeklyScores
from nearer.domain.weeks import Week
from nearer.frames.columns import DATE_DTYPE, PERSON_COLUMNS, FramePerson, make_frame
from nearer.trends.series import weeks_between, weeks_from

APART = "apart"  # no person's id
WEEK_COLUMNS = PERSON_COLUMNS | {"week": "str", "monday": DATE_DTYPE, "score": "Float64", "definition": "str"}


def weeks_frame(people: Iterable[tuple[FramePerson, WeeklyScores]], until: Week | None = None) -> pd.DataFrame:
    """One row a couple, person and week, from the first week that anybody of the couple answered to the last.

    With `until` they go on to that week, so that silence shows. People of one couple follow each other. Columns, with
    dtype and unit:

    - couple, person: str, ids
    - role: category, survivor or partner
    - first: boolean, whether the person began the couple
    - name: str, missing where no name is to be seen
    - week: str, ISO week such as 2026-W48
    - monday: date32[day][pyarrow], its first day
    - score: Float64, points of the scale, 0 to 100; missing where the week was not answered
    - definition: str, sha256 of the definition it was scored by: only scores of the same one compare
    """
    by_couple = groupby(people, key=lambda pair: pair[0].couple)
    return make_frame(WEEK_COLUMNS, (row for _, couple in by_couple for row in _couple_rows(list(couple), until)))


def scores_by_week(frame: pd.DataFrame) -> pd.DataFrame:
    """One row a week of one couple, its Monday the index: a column a person (by id) and, of two, `apart` (APART).

    All are Float64 in points of 0 to 100, missing where somebody did not answer.
    """
    wide = frame.pivot(index="monday", columns="person", values="score")[frame["person"].unique()]
    if wide.shape[1] == 2:
        wide[APART] = (wide.iloc[:, 0] - wide.iloc[:, 1]).abs()
    return wide


def _couple_rows(people: list[tuple[FramePerson, WeeklyScores]], until: Week | None) -> Iterator[tuple[object, ...]]:
    weeks = [(week, str(week), week.monday()) for week in all_weeks((scores for _, scores in people), until)]
    for who, scores in people:
        answered, cells = scores.by_week, who.cells
        for week, *week_cells in weeks:
            scored = answered.get(week)
            value = (None, None) if scored is None else (float(scored.score), scored.sha256)
            yield *cells, *week_cells, *value


def all_weeks(many: Iterable[WeeklyScores], until: Week | None) -> tuple[Week, ...]:
    """Every week from the first one that anybody answered to the last, or to `until`, without a hole.

    Empty without scores.
    """
    answered = [scored.week for scores in many for scored in scores.scores]
    if not answered:
        return ()
    last = max(answered) if until is None else max(*answered, until)
    return weeks_from(min(answered), weeks_between(min(answered), last) + 1)
