"""One person's weekly scores stand in the order of the weeks, one a week, and tell which can be compared."""

from __future__ import annotations

from decimal import Decimal
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from nearer.domain.weekly_scores import WeeklyScore, WeeklyScores
from nearer.domain.weeks import Week

FIRST = Week(2026, 51)
LOW, HIGH = WeeklyScore(FIRST, Decimal(10), "old"), WeeklyScore(FIRST, Decimal(90), "old")
LATER = WeeklyScore(FIRST.plus(4), Decimal(40), "new")


def test_the_last_check_in_of_a_week_counts_and_the_order_of_the_weeks_is_that_of_time() -> None:
    assert WeeklyScores.of([LATER, LOW, HIGH]).scores == (HIGH, LATER)
    assert WeeklyScores.of([HIGH, LATER, LOW]).scores == (LOW, LATER)


@given(st.lists(st.integers(0, 60), unique=True, max_size=6))
def test_weekly_scores_are_the_same_in_whatever_order_they_come(weeks: list[int]) -> None:
    scores = [WeeklyScore(FIRST.plus(n), Decimal(n)) for n in weeks]
    sorted_ones = tuple(WeeklyScore(FIRST.plus(n), Decimal(n)) for n in sorted(weeks))
    assert all(WeeklyScores.of(some).scores == sorted_ones for some in list(permutations(scores))[:24])


def test_only_weeks_scored_like_the_latest_one_are_compared() -> None:
    both = WeeklyScores.of([HIGH, LATER])
    assert both.comparable == WeeklyScores.of([LATER]) and not both.is_scored_alike
    assert both.comparable.is_scored_alike and both.latest == LATER and both.by_week[FIRST] == HIGH


def test_without_a_check_in_there_are_no_weekly_scores() -> None:
    nothing = WeeklyScores.of([])
    assert not nothing and nothing.latest is None and nothing.comparable == nothing == WeeklyScores()
    assert nothing.is_scored_alike and nothing.by_week == {}


def test_weekly_scores_show_no_score_in_a_log() -> None:
    assert "90" not in repr(WeeklyScores.of([HIGH]))
