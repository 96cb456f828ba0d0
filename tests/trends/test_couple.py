"""Two people's weeks side by side."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from nearer.trends.alerts import wide_gap
from nearer.trends.error_rates import error_rates
from nearer.trends.series import Series
from nearer.trends.side_by_side import MovingKind, compare_couple, correlation_range, side_by_side
from tests.trends.series_builders import FIRST, GROWING, SHRINKING, make_series, week_of_series


def noisy(seed: int, count: int) -> np.ndarray:
    return np.random.default_rng(seed).integers(30, 70, count).astype(float)


def series(scores: np.ndarray) -> Series:
    return Series(FIRST, tuple(None if np.isnan(score) else float(score) for score in scores))


def test_the_gap_and_the_weeks_within_ten_points_are_counted_where_both_answered() -> None:
    view = compare_couple(make_series("60,60,70,-,60"), make_series("60,70,50,50,-"))
    assert [both.gap for both in view.weeks] == [0, 10, 20, None, None]
    assert (view.weeks_of_both, view.close) == (3, 2)


def test_weeks_of_only_one_person_stand_beside_an_empty_one() -> None:
    view = compare_couple(make_series("60,60"), make_series("50,50", first=week_of_series(2)))
    assert [(both.score, both.other) for both in view.weeks] == [(60, None), (60, 50), (None, 50)]


def test_two_people_of_whom_one_never_answered_have_no_gap() -> None:
    view = compare_couple(make_series("60,60"), Series(None, ()))
    assert (view.weeks_of_both, view.close, view.moving.kind) == (0, 0, MovingKind.TOO_EARLY)


def test_co_movement_is_pearsons_correlation_of_changes_between_neighbouring_weeks() -> None:
    scores, other = noisy(1, 20), noisy(2, 20)
    scores[7] = other[13] = np.nan
    moving = compare_couple(series(scores), series(other)).moving
    changes = np.array([np.diff(scores), np.diff(other)])
    both = changes[:, ~np.isnan(changes).any(axis=0)]
    assert moving.pairs == both.shape[1] == 15
    assert moving.correlation == pytest.approx(stats.pearsonr(*both).statistic)


def test_nothing_is_said_about_moving_together_below_twelve_pairs() -> None:
    scores = noisy(3, 12)
    assert compare_couple(series(scores), series(scores)).moving.kind is MovingKind.TOO_EARLY
    scores = noisy(3, 13)
    assert compare_couple(series(scores), series(scores)).moving.kind is MovingKind.TOGETHER


def test_changes_against_each_other_are_opposite() -> None:
    scores = noisy(4, 20)
    assert compare_couple(series(scores), series(100 - scores)).moving.kind is MovingKind.OPPOSITE


def test_a_shared_rise_alone_is_not_moving_together() -> None:
    rise = np.linspace(0, 30, 26)
    first, second = noisy(5, 26) * 0.5 + rise, noisy(6, 26) * 0.5 + rise
    assert np.corrcoef(first, second)[0, 1] > 0.5
    assert compare_couple(series(first), series(second)).moving.kind is MovingKind.NO_CLEAR_PATTERN


def test_weeks_that_never_change_give_no_claim_of_moving_together() -> None:
    moving = compare_couple(series(np.full(20, 50.0)), series(noisy(7, 20))).moving
    assert (moving.kind, moving.correlation) == (MovingKind.NO_CLEAR_PATTERN, None)


def test_the_range_of_a_couples_correlation_holds_the_correlation_and_is_wider_than_fishers() -> None:
    """Fisher's z has the spread 1 / sqrt(pairs - 3); weeks shared by neighbouring changes widen it by sqrt(1.5)."""
    low, high = correlation_range(0.5, 15)
    assert low < 0.5 < high
    fisher = 2 * stats.norm.ppf(0.975) / np.sqrt(12)
    assert (np.arctanh(high) - np.arctanh(low)) / fisher == pytest.approx(np.sqrt(1.5))


def test_unrelated_couples_drawn_anew_read_of_moving_together_as_seldom_as_promised() -> None:
    """600 couples whose weeks have nothing to do with each other: 5 in 100 and four standard errors at most."""
    weeks_of_many = np.random.default_rng(77).normal(50, 9, (600, 2, 26)).clip(0, 100)
    kinds = [compare_couple(series(one), series(other)).moving.kind for one, other in weeks_of_many]
    told = sum(kind in (MovingKind.TOGETHER, MovingKind.OPPOSITE) for kind in kinds) / len(kinds)
    assert 0 < told < 0.05 + 4 * np.sqrt(0.05 * 0.95 / 600)


def test_no_more_than_five_unrelated_couples_in_a_hundred_read_that_they_move_together() -> None:
    assert all(rate.share <= 0.05 for rate in error_rates().moving_together)


def test_the_order_of_the_two_people_changes_neither_gaps_nor_alerts() -> None:
    weeks, other = make_series(GROWING), make_series(SHRINKING)
    assert wide_gap(side_by_side(weeks, other)) == wide_gap(side_by_side(other, weeks))
    assert [both.gap for both in compare_couple(weeks, other).weeks] == [
        both.gap for both in compare_couple(other, weeks).weeks
    ]


def test_where_two_peoples_weeks_never_overlap_the_weeks_between_are_empty() -> None:
    view = compare_couple(make_series("60,60"), make_series("50,50", first=week_of_series(5)))
    assert [both.week for both in view.weeks] == [week_of_series(n) for n in range(1, 7)]
    assert view.weeks_of_both == 0
