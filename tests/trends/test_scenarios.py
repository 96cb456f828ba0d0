"""The series of couples we had in mind, and all that may be said of each."""

from __future__ import annotations

import numpy as np
import pytest

from nearer.trends.alerts import low_weeks, quiet_weeks, wide_gap
from nearer.trends.claims import ClaimKind, claim_of
from nearer.trends.series import as_low_as_the_lowest
from nearer.trends.side_by_side import MovingKind, compare_couple, side_by_side
from nearer.trends.usual_range import usual_range
from tests.trends.series_builders import (
    GAPS,
    GROWING,
    MEERA,
    RAVI,
    SHRINKING,
    UPS_AND_DOWNS,
    make_series,
    week_of_series,
)


def test_after_three_weeks_no_direction_is_claimed() -> None:
    claim = claim_of(make_series("40,50,40"))
    assert (claim.kind, claim.weeks, claim.answered) == (ClaimKind.TOO_EARLY, 3, 3)
    assert (claim.slope, claim.low, claim.high, claim.rates) == (None, None, None, None)


def test_meera_is_likely_up_by_week_twelve() -> None:
    assert claim_of(make_series(MEERA)).kind is ClaimKind.LIKELY_UP


def test_meera_and_ravi_rise_together_but_nothing_is_said_about_moving_together() -> None:
    meera, ravi = (np.array(text.split(","), dtype=float) for text in (MEERA, RAVI))
    assert np.corrcoef(meera, ravi)[0, 1] == pytest.approx(0.90, abs=0.005)
    assert np.corrcoef(np.diff(meera), np.diff(ravi))[0, 1] == pytest.approx(-0.31, abs=0.005)
    assert compare_couple(make_series(MEERA), make_series(RAVI)).moving.kind is MovingKind.TOO_EARLY


def test_a_couple_whose_mean_is_flat_while_they_part_gets_a_gap_alert_in_week_nine() -> None:
    together = np.array([GROWING.split(","), SHRINKING.split(",")], dtype=float).mean(axis=0)
    assert np.ptp(together) <= 5
    assert [alert.week for alert in wide_gap(side_by_side(make_series(GROWING), make_series(SHRINKING)))] == [
        week_of_series(9)
    ]


def test_the_one_who_falls_two_weeks_below_their_own_band_gets_a_low_alert() -> None:
    assert [alert.week for alert in low_weeks(make_series(SHRINKING))] == [week_of_series(10)]
    assert low_weeks(make_series(GROWING)) == ()


def test_ups_and_downs_give_neither_claim_nor_alert() -> None:
    series = make_series(UPS_AND_DOWNS)
    assert claim_of(series).kind is ClaimKind.NO_CLEAR_DIRECTION
    assert low_weeks(series) == quiet_weeks(series) == ()


def test_missing_weeks_are_counted_and_nothing_else() -> None:
    claim = claim_of(make_series(GAPS))
    assert (claim.kind, claim.answered, claim.weeks) == (ClaimKind.NO_CLEAR_DIRECTION, 5, 8)


def test_a_missing_week_is_never_low() -> None:
    low_but_missing = make_series("60,60,50,60,50,50,20,-,20,-,20")
    assert low_weeks(low_but_missing) == ()
    assert wide_gap(side_by_side(make_series("80,80,80,80"), make_series("40,40,-,40"))) == ()


def test_missing_weeks_can_be_drawn_as_low_as_the_lowest_answered_one() -> None:
    assert as_low_as_the_lowest(make_series("50,-,40,60")).scores == (50, 40, 40, 60)
    assert as_low_as_the_lowest(make_series("-,-")).scores == (None, None)


def test_weeks_of_equal_scores_have_no_direction_and_a_usual_range_of_some_width() -> None:
    series = make_series(",".join(["50"] * 10))
    claim, usual = claim_of(series), usual_range(series)
    assert claim.kind is ClaimKind.NO_CLEAR_DIRECTION
    assert claim.low is not None and claim.high is not None and claim.low < 0 < claim.high
    assert usual is not None and usual.low < 45 and usual.high > 55


@pytest.mark.parametrize("text", ["-", "-,-,-,-,-,-", "50", "-,50,-", "0,100,0", "100,100,100,-,-,-"])
def test_none_one_and_few_answers_are_too_early(text: str) -> None:
    assert claim_of(make_series(text)).kind is ClaimKind.TOO_EARLY


@pytest.mark.parametrize("text", ["60,60,60,20", "10,20,30,40", "100,0,100,0", "50,60,50,70,80"])
def test_a_few_very_different_weeks_give_no_claim_of_a_direction(text: str) -> None:
    assert claim_of(make_series(text)).kind is ClaimKind.NO_CLEAR_DIRECTION


def test_a_large_and_lasting_fall_is_likely_down() -> None:
    claim = claim_of(make_series("70,75,70,72,68,74,70,72,40,42,38,41,44,40,39,42"))
    assert claim.kind is ClaimKind.LIKELY_DOWN
    assert claim.slope is not None and claim.slope < 0


def test_a_claim_speaks_of_the_latest_half_year_only() -> None:
    claim = claim_of(make_series(",".join(["20"] * 30 + ["60", "62"] * 13)))
    assert (claim.kind, claim.weeks, claim.answered) == (ClaimKind.NO_CLEAR_DIRECTION, 26, 26)
