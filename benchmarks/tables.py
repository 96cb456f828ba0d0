"""The tables: one couple's weeks, as a page makes them at each run, and the service of a large clinic."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from decimal import Decimal

from benchmarks.measure import Measure
from nearer.charts.closeness_chart import closeness_figure
from nearer.domain.roles_and_audiences import Role
from nearer.domain.weekly_scores import WeeklyScore, WeeklyScores
from nearer.domain.weeks import Week
from nearer.frames.cases_frame import FrameCase, cases_frame
from nearer.frames.cohort_frame import cohort_frame
from nearer.frames.columns import FramePerson
from nearer.frames.paper_frame import paper_frame
from nearer.frames.scores_frame import scores_frame
from nearer.frames.weeks_frame import weeks_frame

COUPLES, WEEKS = 300, 52
FIRST = Week(2026, 1)


def table_measures() -> Iterator[Measure]:
    """In processor time, which a busy machine does not lengthen."""
    people = [(who, _weekly(number)) for number, who in enumerate(_people())]
    one_couple = people[:2]
    closeness_figure(weeks_frame(one_couple))
    made = 1000 * _seconds(lambda: weeks_frame(one_couple), 50)
    drawn = 1000 * _seconds(lambda: closeness_figure(weeks_frame(one_couple)), 50)
    yield Measure("the table of a couple's year", made, "ms", 5)
    yield Measure("the table of a couple's year with its figure", drawn, "ms", 25)
    weeks, scores = weeks_frame(people), scores_frame([], ())
    cases = cases_frame([FrameCase(who, FIRST.monday(), weekly) for who, weekly in people], FIRST.plus(WEEKS).monday())
    yield Measure(
        f"the cohort of {COUPLES} couples and {WEEKS} weeks",
        _seconds(lambda: cohort_frame(weeks, scores, cases, paper_frame([]))),
        "s",
        1,
    )


def _seconds(act: Callable[[], object], times: int = 3) -> float:
    """Processor time of one act, the least of three rounds."""
    rounds = []
    for _ in range(3):
        start = time.process_time()
        for _ in range(times):
            act()
        rounds.append((time.process_time() - start) / times)
    return min(rounds)


def _people() -> Iterator[FramePerson]:
    for couple in range(COUPLES):
        for role in Role:
            yield FramePerson(str(couple), f"{couple}-{role.value}", role, role is Role.SURVIVOR, role.value)


def _weekly(number: int) -> WeeklyScores:
    """Ups and downs of their own for each person, every seventh week missing."""
    weeks = [place for place in range(WEEKS) if (place + number) % 7]
    return WeeklyScores.of(
        WeeklyScore(FIRST.plus(place), Decimal((37 * place + 11 * number) % 101), "a" * 64) for place in weeks
    )
