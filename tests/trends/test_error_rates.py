"""The promises about error rates, and that the numbers kept are those of the program as it is."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest

from benchmarks.trends import summary
from benchmarks.trends_ladder import LIMITS, MAX_WRONG_DIRECTION, MIN_FOUND
from benchmarks.trends_people import World, slope
from benchmarks.trends_worlds import tell
from nearer.trends.change_evidence import MIN_ANSWERS, WEEKS_LOOKED_AT, ChangeEvidence
from nearer.trends.claims import ClaimKind, kinds_of, rates_of, weeks_so_far
from nearer.trends.error_rates import FOLDER, ClaimRates, error_rates, thresholds
from tests.trends.series_builders import make_series

KEPT = json.loads((FOLDER / "operating-characteristics.json").read_text("utf-8"))


def steady(rates: ClaimRates) -> dict[float, float]:
    return {rate.condition: rate.share for rate in rates.false_alarms}


def rates_by_strength() -> dict[str, ClaimRates]:
    return {"likely": error_rates().likely, "leaning": error_rates().leaning}


@pytest.mark.parametrize("strength", LIMITS)
def test_a_claim_is_false_for_as_few_steady_people_as_promised(strength: str) -> None:
    rates = steady(rates_by_strength()[strength])
    assert {at: limit for at, limit in LIMITS[strength].items() if rates[at] > limit} == {}


def test_a_likely_claim_points_the_wrong_way_for_two_people_in_a_hundred_at_most() -> None:
    assert error_rates().likely.wrong_direction <= MAX_WRONG_DIRECTION["likely"] == 0.02


@pytest.mark.parametrize("strength", MIN_FOUND)
def test_a_rise_and_a_step_are_found_as_often_as_promised(strength: str) -> None:
    rates = rates_by_strength()[strength]
    assert rates.rise_detected >= MIN_FOUND[strength]["rise"] and rates.step_detected >= MIN_FOUND[strength]["step"]


def test_the_rates_were_measured_on_at_least_twenty_thousand_people_other_than_those_of_the_calibration() -> None:
    assert error_rates().people >= 20_000
    assert KEPT["share_error"] <= 0.0071
    assert error_rates().seed != json.loads((FOLDER / "thresholds.json").read_text("utf-8"))["seed"]


def test_the_rates_of_a_claim_come_from_the_rows_they_were_measured_in() -> None:
    assert KEPT["claims"] == summary(KEPT["worlds"])


def test_every_claim_but_too_early_carries_rates() -> None:
    assert rates_of(ClaimKind.TOO_EARLY) is None
    assert rates_of(ClaimKind.LIKELY_DOWN) == error_rates().likely
    assert rates_of(ClaimKind.LEANING_UP) == rates_of(ClaimKind.NO_CLEAR_DIRECTION) == error_rates().leaning


def test_less_is_needed_for_leaning_than_for_likely_and_nothing_is_enough_below_four_answers() -> None:
    needed = thresholds()
    likely, leaning = needed.likely.by_week, needed.leaning.by_week
    assert len(likely) == len(leaning) == WEEKS_LOOKED_AT + 2
    assert np.isinf(leaning[:MIN_ANSWERS]).all()
    assert (leaning[MIN_ANSWERS:] < likely[MIN_ANSWERS:]).all()
    assert (leaning[MIN_ANSWERS:] > 0).all()


def test_who_answers_every_week_needs_a_little_more_and_a_later_half_year_has_its_own_level() -> None:
    ladder = thresholds().likely
    some, every, year = ladder.needed(np.array([20, 20, 90]), np.array([12, 20, 26]))
    assert some < every
    assert year == pytest.approx(ladder.by_week[-1] + ladder.added_when_all_answered)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "world"), [("steady, autocorrelation 0.3", World()), ("rise, autocorrelation 0.3", World(slope(2.0, 15)))]
)
def test_a_new_small_simulation_agrees_with_the_published_error_rates(name: str, world: World) -> None:
    people = 600
    [claims] = tell({name: world}, thresholds(), people, seed=77)
    [rates] = [row for row in KEPT["worlds"] if row["world"] == name]
    for strength in ("likely", "leaning"):
        allowed = 4 * math.sqrt(rates[strength] * (1 - rates[strength]) / people)
        assert claims[strength] == pytest.approx(rates[strength], abs=allowed)


@pytest.mark.parametrize("so_far", [5, 9, 14, 26, 60])
@pytest.mark.parametrize("strength", ["likely", "leaning"])
def test_a_claim_is_made_from_its_own_threshold_on_and_not_below_it(so_far: int, strength: str) -> None:
    """The rates are measured on the benchmark's own comparison; what people read has to be the same one."""
    answered = np.array([min(so_far, WEEKS_LOOKED_AT)])
    ladders = {"likely": thresholds().likely, "leaning": thresholds().leaning}
    needed = float(ladders[strength].needed(np.array([so_far]), answered)[0])

    def told(strength_of: float) -> ClaimKind:
        up, unit = np.array([strength_of]), np.array([1.0])
        [kind] = kinds_of(ChangeEvidence(answered, up, up - 1, unit, unit, unit), np.array([so_far]), thresholds())
        return kind

    below = {"likely": ClaimKind.LEANING_UP, "leaning": ClaimKind.NO_CLEAR_DIRECTION}[strength]
    enough = {"likely": ClaimKind.LIKELY_UP, "leaning": ClaimKind.LEANING_UP}[strength]
    assert (told(needed - 1e-6), told(needed)) == (below, enough)


def test_the_weeks_so_far_are_those_from_the_first_answer_to_the_latest_and_not_those_listed() -> None:
    assert [weeks_so_far(make_series(text)) for text in ("-,50,-,60,-", "50", "-,-", "50,-,-,50")] == [3, 1, 0, 4]
