"""Before and after an event, against published data and an independent package."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from benchmarks.trends_methods import kendall_z
from nearer.trends.error_rates import error_rates
from nearer.trends.event_overlap import compare_around_event, exact_p, nonoverlap
from nearer.trends.series import Series
from tests.trends.series_builders import FIRST, make_series, week_of_series

# The example of the R package SingleCaseES (vignette "Using SingleCaseES"). By hand: of 42 pairs 38 are higher after,
# one is tied: 38.5 / 42.
BEFORE, AFTER = [20, 20, 26, 25, 22, 23], [28, 25, 24, 27, 30, 30, 29]
SCORES = st.lists(st.integers(0, 6).map(float), min_size=4, max_size=6)


def test_nonoverlap_of_all_pairs_counts_equal_scores_as_half() -> None:
    assert nonoverlap(BEFORE, AFTER) == pytest.approx(38.5 / 42)


def test_complete_separation_of_five_and_six_weeks_has_the_smallest_p_there_is() -> None:
    """The example of the Python package scia: all 30 pairs apart. 2 of the 462 ways to deal 11 weeks are as uneven."""
    before, after = [5, 7, 8, 5, 7], [12, 16, 18, 15, 14, 19]
    assert nonoverlap(before, after) == 1.0
    assert exact_p(before, after) == pytest.approx(2 / 462)


def test_exact_p_without_ties_is_scipys() -> None:
    before, after = [31.0, 45, 28, 50, 39, 61], [44.0, 66, 52, 70, 58]
    assert exact_p(before, after) == pytest.approx(stats.mannwhitneyu(before, after, method="exact").pvalue)


@given(SCORES, SCORES)
def test_exact_p_with_ties_is_the_share_of_all_permutations(before: list[float], after: list[float]) -> None:
    def uneven(first: np.ndarray, second: np.ndarray) -> float:
        return abs(nonoverlap(first, second) - 0.5)

    every = stats.permutation_test((before, after), uneven, alternative="greater", n_resamples=np.inf)
    assert exact_p(before, after) == pytest.approx(every.pvalue)


def test_an_event_entered_in_its_own_week_is_compared() -> None:
    comparison = compare_around_event(
        make_series("60,60,70,-,60,60,80,80,90,-,80,90"), week_of_series(7), entered=week_of_series(7)
    )
    assert (comparison.before, comparison.after, comparison.nap, comparison.entered_later) == (5, 5, 1.0, False)
    assert comparison.p == pytest.approx(2 / 252)
    assert comparison.rates


def test_four_weeks_on_each_side_have_an_exact_p_but_are_too_few_to_name_a_difference() -> None:
    """Complete separation of four and four is 2 of the 70 ways to deal them; of five and five, 2 of 252."""
    four = compare_around_event(make_series("10,20,30,40,60,70,80,90"), week_of_series(5), entered=week_of_series(5))
    assert (four.p, four.differs) == (pytest.approx(2 / 70), False)
    assert compare_around_event(
        make_series("10,20,30,40,45,60,70,80,90,95"), week_of_series(6), entered=week_of_series(6)
    ).differs


def test_no_more_steady_people_read_of_a_difference_than_may_read_of_leaning() -> None:
    told = {rate.condition: rate.share for rate in error_rates().event_difference}
    assert told[0.0] <= 0.10 and told[0.3] <= 0.15 and told[0.5] <= 0.25


def test_an_event_entered_later_is_compared_with_nothing() -> None:
    comparison = compare_around_event(
        make_series("60,60,70,60,60,60,80,80,90,80"), week_of_series(7), entered=week_of_series(8)
    )
    assert (comparison.entered_later, comparison.nap, comparison.p) == (True, None, None)


def test_three_weeks_on_one_side_are_too_few_to_compare() -> None:
    comparison = compare_around_event(
        make_series("60,60,70,60,80,80,-,90"), week_of_series(5), entered=week_of_series(5)
    )
    assert (comparison.before, comparison.after, comparison.nap) == (4, 3, None)


def test_of_a_long_time_before_the_event_only_the_last_half_year_is_compared() -> None:
    """Ten weeks at 10, then 26 at 50 before the event and four at 50 after it: nothing differs."""
    scores = ",".join(["10"] * 10 + ["50"] * 30)
    comparison = compare_around_event(make_series(scores), week_of_series(37), entered=week_of_series(37))
    assert (comparison.before, comparison.after, comparison.nap) == (26, 4, 0.5)


def test_an_event_outside_the_weeks_is_not_compared() -> None:
    assert compare_around_event(Series(None, ()), FIRST, FIRST).nap is None
    assert compare_around_event(make_series("60,60,70,60,80,80"), week_of_series(90), week_of_series(80)).after == 0


def test_kendalls_test_of_the_comparison_is_scipys_tau_over_its_spread() -> None:
    scores = np.array([50.0, 60, np.nan, 60, 40, 70, 70, 70, 90])
    seen = np.flatnonzero(~np.isnan(scores))
    z = kendall_z(scores[None, :])[0]
    expected = stats.kendalltau(seen, scores[seen], method="asymptotic")
    assert 2 * stats.norm.sf(abs(z)) == pytest.approx(expected.pvalue)
    assert np.sign(z) == np.sign(expected.statistic)
