"""Few answers bear no number: wherever a score stands in words, it is a band and *roughly*."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from nearer.domain.scales import Scale
from nearer.shipped import shipped_catalogue
from nearer.views.score_words import row_words, score_words

DRYNESS = shipped_catalogue().questionnaires["physical-barriers"].scale("dryness")
WORRY = shipped_catalogue().questionnaires["emotional-barriers"].scale("worry")
CIRCLES = shipped_catalogue().questionnaires["closeness-weekly"].scale("circles")


@pytest.mark.parametrize(
    ("scale", "answered", "rough"),
    [(DRYNESS, None, True), (DRYNESS, 1, True), (WORRY, None, False), (WORRY, 3, False), (WORRY, 2, True)],
)
def test_a_score_has_a_number_from_three_answers_on(scale: Scale, answered: int | None, rough: bool) -> None:
    worded = score_words(scale, Decimal(88), answered)
    assert (worded.short == worded.number == "88") is not rough
    assert worded.band == worded.band_or_number == "Very much in the way" + " (roughly)" * rough
    assert ("88 of 100" in worded.note) is not rough


def test_a_score_of_a_single_answer_says_that_it_is_of_one_answer() -> None:
    assert score_words(WORRY, Decimal(88), 1).note.startswith("This comes from one answer only")
    assert score_words(DRYNESS, Decimal(88), None).note.startswith("This comes from 2 answers only")


def test_the_circles_and_published_instruments_keep_their_numbers() -> None:
    assert score_words(CIRCLES, Decimal(4), None).note.startswith("4 points")
    assert not replace(DRYNESS, instrument="phq-4").is_rough(None)


def test_a_scale_without_bands_says_its_number_also_of_few_answers() -> None:
    bare = replace(DRYNESS, bands=())
    assert score_words(bare, Decimal(88), 1).short == score_words(bare, Decimal(88), 1).band_or_number == "88"


def test_a_row_of_a_table_is_worded_as_the_score_itself_is() -> None:
    cells = {"score": 88.0, "extent": 0.88, "band": "Very much in the way", "rough": False}
    assert row_words(cells, "") == replace(score_words(WORRY, Decimal(88), 3), note="")
    assert row_words(cells | {"rough": True}, "") == replace(score_words(WORRY, Decimal(88), 2), note="")
    assert row_words(cells | {"band": None}, "").band_or_number == "88"
