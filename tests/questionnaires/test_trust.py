"""The figures of docs/questionnaires.md are those of the simulation, and it counts as a textbook does."""

from __future__ import annotations

from pathlib import Path
from statistics import mean

import pytest

from benchmarks.questionnaires import LOADING, Trust, as_table, mean_band, trust_of_all
from benchmarks.sittings import sittings
from nearer.views.text.about import HOW_SCORES_ARE_MADE

DOCUMENT = Path(__file__).parents[2] / "docs" / "questionnaires.md"


@pytest.fixture(scope="module")
def rows() -> list[Trust]:
    return trust_of_all()


def test_the_table_of_the_document_is_what_the_simulation_says(rows: list[Trust]) -> None:
    assert as_table(rows) in DOCUMENT.read_text("utf-8")


def test_the_lengths_of_the_document_are_counted_and_the_short_way_is_about_two_minutes() -> None:
    text = DOCUMENT.read_text("utf-8")
    for one in sittings():
        short = f"{one.short_items} questions, {one.short_minutes:.1f} minutes"
        assert f"| {one.role} | {one.items} questions, {one.minutes} minutes | {short} |" in text
        assert one.short_items <= 10 and one.short_minutes < 3


def test_alpha_is_near_what_spearman_and_brown_say_for_items_of_this_loading(rows: list[Trust]) -> None:
    """Options cut off some of it, so it lies a little below: k r / (1 + (k - 1) r) with r the squared loading."""
    for row in rows:
        if row.alpha is not None and row.items >= 3:
            r = LOADING**2
            expected = row.items * r / (1 + (row.items - 1) * r)
            assert expected - 0.15 <= row.alpha <= expected + 0.06, row


def test_more_items_bear_more(rows: list[Trust]) -> None:
    by_name = {(row.questionnaire, row.scale): row for row in rows}
    weekly, pain = by_name["closeness-weekly", "closeness"], by_name["physical-barriers", "pain"]
    assert weekly.same_band > pain.same_band
    assert weekly.difference < pain.difference


def test_about_says_what_the_simulation_says(rows: list[Trust]) -> None:
    """Nearly half, and 40 points for a scale of three or more items."""
    assert "nearly half of them, asked twice on one day" in str(HOW_SCORES_ARE_MADE)
    several = [row for row in rows if row.items > 1]
    assert 0.43 <= 1 - mean_band(several) < 0.5
    assert 35 <= mean(row.difference for row in rows if row.items >= 3) <= 45
