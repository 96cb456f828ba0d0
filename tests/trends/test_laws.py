"""What must hold for every series."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from nearer.trends.change_evidence import weigh_weeks
from nearer.trends.claims import Claim, ClaimKind, claim_of, claims_of
from nearer.trends.series import Series
from tests.trends.series_builders import FIRST

SCORES = st.lists(st.none() | st.integers(20, 80).map(float), max_size=30).map(tuple)
MIRRORED = {
    ClaimKind.LIKELY_UP: ClaimKind.LIKELY_DOWN,
    ClaimKind.LIKELY_DOWN: ClaimKind.LIKELY_UP,
    ClaimKind.LEANING_UP: ClaimKind.LEANING_DOWN,
    ClaimKind.LEANING_DOWN: ClaimKind.LEANING_UP,
}


def claim(scores: tuple[float | None, ...]) -> Claim:
    return claim_of(Series(FIRST, scores))


def moved(scores: tuple[float | None, ...], times: float, plus: float) -> tuple[float | None, ...]:
    return tuple(None if score is None else score * times + plus for score in scores)


def numbers(claim: Claim) -> list[float]:
    return [value for value in (claim.slope, claim.low, claim.high) if value is not None]


@given(SCORES, st.integers(-20, 20))
def test_adding_the_same_points_to_every_score_changes_no_claim(scores: tuple[float | None, ...], points: int) -> None:
    outcome, other = claim(scores), claim(moved(scores, 1, points))
    assert outcome.kind is other.kind
    assert np.allclose(numbers(outcome), numbers(other), atol=1e-9)


@given(SCORES)
def test_mirroring_a_series_mirrors_its_claim(scores: tuple[float | None, ...]) -> None:
    outcome, other = claim(scores), claim(moved(scores, -1, 100))
    assert other.kind is MIRRORED.get(outcome.kind, outcome.kind)
    assert np.allclose(sorted(numbers(outcome)), sorted(-value for value in numbers(other)), atol=1e-9)


@given(SCORES, st.integers(1, 40))
def test_missing_weeks_after_the_last_answer_change_nothing_but_the_count_of_weeks(
    scores: tuple[float | None, ...], more: int
) -> None:
    outcome, other = claim(scores), claim((*scores, *[None] * more))
    assert replace(other, weeks=outcome.weeks) == outcome
    assert other.answered == outcome.answered


@given(SCORES.filter(lambda scores: len(scores) <= 20), st.integers(1, 6))
def test_missing_weeks_before_the_first_answer_change_nothing_but_the_count_of_weeks(
    scores: tuple[float | None, ...], more: int
) -> None:
    outcome, other = claim(scores), claim((*[None] * more, *scores))
    assert replace(other, weeks=outcome.weeks) == outcome


@given(st.lists(SCORES, max_size=6))
def test_a_series_gets_the_same_claim_alone_and_among_others(many: list[tuple[float | None, ...]]) -> None:
    together = claims_of([Series(FIRST, scores) for scores in many])
    for scores, among_many in zip(many, together, strict=True):
        alone = claim(scores)
        assert among_many.kind is alone.kind
        assert np.allclose(numbers(among_many), numbers(alone), atol=1e-9)


@given(SCORES)
def test_a_direction_needs_four_answers_and_a_slope_that_agrees(scores: tuple[float | None, ...]) -> None:
    outcome = claim(scores)
    assert (outcome.kind is ClaimKind.TOO_EARLY) == (outcome.answered < 4)
    if outcome.kind in MIRRORED:
        assert outcome.slope is not None and outcome.slope * (1 if outcome.kind.endswith("up") else -1) > 0


@given(SCORES.filter(lambda scores: sum(score is not None for score in scores) >= 4))
def test_the_evidence_for_a_claim_is_always_a_finite_number(scores: tuple[float | None, ...]) -> None:
    row = np.array([math.nan if score is None else score for score in scores])[None, :]
    evidence = weigh_weeks(row)
    assert evidence.answered[0] < 4 or np.isfinite([evidence.up, evidence.down, evidence.low, evidence.high]).all()
