"""Few answers bear no number: wherever a score stands in words, it is a band and *roughly*."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from nearer.domain.scales import Scale
from nearer.shipped import shipped_catalogue
from nearer.views.score_words import band_words, number_words, short_words

DRYNESS = shipped_catalogue().questionnaires["physical-barriers"].scale("dryness")
WORRY = shipped_catalogue().questionnaires["emotional-barriers"].scale("worry")
CIRCLES = shipped_catalogue().questionnaires["closeness-weekly"].scale("circles")


@pytest.mark.parametrize(
    ("scale", "answered", "rough"),
    [(DRYNESS, None, True), (DRYNESS, 1, True), (WORRY, None, False), (WORRY, 3, False), (WORRY, 2, True)],
)
def test_a_number_needs_three_answers(scale: Scale, answered: int | None, rough: bool) -> None:
    assert (short_words(scale, Decimal(88), answered) == "88") is not rough
    assert band_words(scale, Decimal(88), answered) == "Very much in the way" + ", roughly" * rough
    assert ("88 of 100" in number_words(scale, Decimal(88), answered)) is not rough


def test_one_answer_only_is_said_so() -> None:
    assert number_words(WORRY, Decimal(88), 1).startswith("This comes from one answer only")
    assert number_words(DRYNESS, Decimal(88), answered=None).startswith("This comes from 2 answers only")


def test_the_circles_and_what_is_published_keep_their_numbers() -> None:
    assert number_words(CIRCLES, Decimal(4), answered=None).startswith("4 points")
    assert not replace(DRYNESS, instrument="phq-4").is_rough()
