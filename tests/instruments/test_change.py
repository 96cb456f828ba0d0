"""A reliable worsening: by the published points, in the direction of the instrument, and never for our own scales."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from nearer.domain.bands import Band
from nearer.domain.scales import Scale
from nearer.instruments.change import worsening_of
from nearer.trends.worsening import DatedScore, Worsening
from tests.fhir.resource_builders import instruments

THEN, NOW = date(2026, 10, 26), date(2026, 11, 23)
PHQ_9 = Scale(
    id="phq-9", title="PHQ-9", items=("q",), method="sum", need=Fraction(1), higher="worse", instrument="phq-9"
)
WHO_5 = Scale(
    id="who-5", title="WHO-5", items=("q",), method="percent", need=Fraction(1), higher="better", instrument="who-5"
)


def worsening(scale: Scale, before: float, after: float) -> Worsening | None:
    dated = [DatedScore(day, Decimal(str(value))) for day, value in ((THEN, before), (NOW, after))]
    return worsening_of(scale, dated[0], dated[1], instruments())


def test_phq_9_from_7_to_16_is_worse_by_more_than_six_points_with_the_published_bands() -> None:
    """Kroenke et al. (2001) for the bands; 6 points as NHS Talking Therapies use them."""
    before = DatedScore(THEN, Decimal(7), "Mild")
    after = DatedScore(NOW, Decimal(16), "Moderately severe")
    assert worsening(PHQ_9, 7, 16) == Worsening("PHQ-9", before, after, Decimal(6))


@pytest.mark.parametrize(
    ("before", "after", "worse"),
    [(7, 13, True), (7, 12, False), (16, 7, False), (7, 7, False), (0, 27, True), (21, 27, True), (22, 27, False)],
)
def test_six_points_up_are_worse_on_phq_9_and_five_or_any_down_are_not(before: int, after: int, worse: bool) -> None:
    assert (worsening(PHQ_9, before, after) is not None) == worse


@pytest.mark.parametrize(
    ("before", "after", "worse"), [(60, 50, True), (60, 51, False), (50, 60, False), (60, 28, True)]
)
def test_the_direction_is_that_of_the_instrument_where_more_is_better(before: int, after: int, worse: bool) -> None:
    assert (worsening(WHO_5, before, after) is not None) == worse
    assert (worsening(replace(WHO_5, higher="worse"), before, after) is not None) == worse


@pytest.mark.parametrize(
    "scale",
    [
        replace(PHQ_9, instrument=None),
        replace(PHQ_9, instrument="not-in-the-registry"),
        replace(PHQ_9, instrument="distress-thermometer"),  # no reliable change is published
        replace(PHQ_9, method="percent"),
        replace(PHQ_9, method="mean"),
    ],
)
def test_scales_without_published_points_and_those_scored_otherwise_claim_no_change(scale: Scale) -> None:
    assert worsening(scale, 0, 10) is None


@pytest.mark.parametrize(("before", "after"), [(7, 28), (-6, 7)])
def test_a_score_outside_the_range_of_an_instrument_claims_no_change(before: int, after: int) -> None:
    assert worsening(PHQ_9, before, after) is None


def test_an_instrument_without_a_published_direction_calls_no_score_worse() -> None:
    [phq_9] = [one for one in instruments() if one.id == "phq-9"]
    unsaid = replace(phq_9, higher="unsaid")
    scores = DatedScore(THEN, Decimal(7)), DatedScore(NOW, Decimal(16))
    assert worsening_of(PHQ_9, *scores, [unsaid]) is None and worsening_of(PHQ_9, *scores, [phq_9]) is not None


def test_a_band_is_that_of_the_file_where_it_has_its_own() -> None:
    named = replace(
        PHQ_9, bands=(Band(start=Decimal(0), name="Low", text=""), Band(start=Decimal(10), name="High", text=""))
    )
    change = worsening(named, 7, 16)
    assert change is not None and (change.before.band, change.after.band) == ("Low", "High")
