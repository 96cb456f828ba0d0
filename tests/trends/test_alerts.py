"""The usual range and the three signs for a therapist."""

from __future__ import annotations

import math

import pytest
from scipy import stats

from nearer.trends.alerts import AlertKind, low_weeks, quiet_weeks, wide_gap
from nearer.trends.change_evidence import PRIOR_SD_POINTS, PRIOR_WEEKS
from nearer.trends.error_rates import error_rates
from nearer.trends.series import series_of
from nearer.trends.side_by_side import side_by_side
from nearer.trends.usual_range import usual_range
from tests.trends.series_builders import make_series, week_of_series

FIRST_SIX = "60,60,50,60,50,50"


def test_the_usual_range_needs_six_answers_and_does_not_move_afterwards() -> None:
    assert usual_range(make_series("60,-,60,50,60,50")) is None
    usual = usual_range(make_series(FIRST_SIX))
    assert usual is not None
    assert usual_range(make_series(FIRST_SIX + ",0,0,0,100")) == usual


def test_the_usual_range_is_a_prediction_range_by_students_t() -> None:
    """FIRST_SIX have squares of 150 about 55."""
    usual, half_width = usual_range(make_series(FIRST_SIX)), half_width_by_hand(150)
    assert usual is not None
    assert (usual.low, usual.high) == pytest.approx((55 - half_width, 55 + half_width))


def half_width_by_hand(squares: float) -> float:
    """Of six answers of this sum of squares about their mean: 6 weeks at autocorrelation .3 are worth 6 * .7 / 1.3."""
    spread = math.sqrt((PRIOR_WEEKS * PRIOR_SD_POINTS**2 + squares) / (PRIOR_WEEKS + 5))
    return float(stats.t.ppf(0.975, PRIOR_WEEKS + 5)) * spread * math.sqrt(1 + 1.3 / 4.2)


def test_the_usual_range_stays_within_the_scale() -> None:
    usual = usual_range(make_series("95,95,95,100,100,100"))
    assert usual is not None and usual.high == 100
    usual = usual_range(make_series("0,0,0,5,5,5"))
    assert usual is not None and usual.low == 0
    assert usual.high == pytest.approx(2.5 + half_width_by_hand(6 * 2.5**2))


def test_one_low_week_gives_no_alert_and_a_run_of_two_or_more_gives_one() -> None:
    assert low_weeks(make_series(FIRST_SIX + ",20,60,20")) == ()
    assert [alert.week for alert in low_weeks(make_series(FIRST_SIX + ",20,20,20,60,20,20"))] == [
        week_of_series(8),
        week_of_series(12),
    ]


def test_the_weeks_a_usual_range_is_made_of_give_no_alert() -> None:
    assert low_weeks(make_series("0,0,100,100,100,100,100")) == ()


def test_the_sixth_answer_of_the_usual_range_begins_no_run_of_low_weeks() -> None:
    assert low_weeks(make_series("60,60,60,60,60,0,0,60")) == ()
    assert [alert.week for alert in low_weeks(make_series("60,60,60,60,60,0,0,0,60"))] == [week_of_series(8)]


def test_a_score_on_the_edge_of_the_usual_range_is_not_below_it() -> None:
    """A range cut off at the scale's end: 0 twice is where this person's weeks usually are."""
    low = "10,0,10,0,10,0"
    usual = usual_range(make_series(low))
    assert usual is not None and usual.low == 0
    assert low_weeks(make_series(low + ",0,0")) == ()


def test_a_gap_of_30_points_alerts_in_its_third_week_and_one_of_29_never() -> None:
    assert [alert.week for alert in wide_gap(side_by_side(make_series("80,80,80,80"), make_series("50,50,50,50")))] == [
        week_of_series(3)
    ]
    assert wide_gap(side_by_side(make_series("79,79,79,79"), make_series("50,50,50,50"))) == ()


def test_two_scheduled_weeks_without_a_check_in_give_one_alert_for_each_stretch_of_silence() -> None:
    alerts = quiet_weeks(make_series("50,-,50,-,-,-,50,-,-"))
    assert [(alert.kind, alert.week) for alert in alerts] == [
        (AlertKind.QUIET_WEEKS, week_of_series(5)),
        (AlertKind.QUIET_WEEKS, week_of_series(9)),
    ]


def test_a_run_is_known_from_its_first_week_to_its_last_also_when_it_is_over() -> None:
    over, on = quiet_weeks(make_series("50,-,-,-,50,-,-"))
    assert (over.weeks, over.goes_on) == ((week_of_series(2), week_of_series(3), week_of_series(4)), False)
    assert (on.weeks, on.goes_on) == ((week_of_series(6), week_of_series(7)), True)
    [wide] = wide_gap(side_by_side(make_series("80,80,80,80,80"), make_series("80,40,40,40,40")))
    assert (wide.first, wide.week, wide.last) == (week_of_series(2), week_of_series(4), week_of_series(5))


def test_scheduled_weeks_since_the_last_check_in_count() -> None:
    assert len(quiet_weeks(series_of({week_of_series(1): 50, week_of_series(3): None}))) == 1


def test_every_alert_carries_its_measured_rates() -> None:
    [alert] = quiet_weeks(make_series("50,-,-"))
    assert alert.rates == error_rates().alerts["quiet_weeks"]
    assert set(error_rates().alerts) == {kind.value for kind in AlertKind}
    assert all(rates for rates in error_rates().alerts.values())


def test_low_weeks_alert_for_fewer_than_one_steady_person_in_ten() -> None:
    assert all(rate.share < 0.10 for rate in error_rates().alerts["low_weeks"])
