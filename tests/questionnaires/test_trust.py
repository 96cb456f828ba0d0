"""The figures of docs/questionnaires.md are those of the simulation, and it counts as a textbook does."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from statistics import mean

import pytest

from benchmarks.questionnaires import LOADING, Trust, as_table, precision_of, trust_of_all
from benchmarks.sittings import sittings
from nearer.presenters.about import about_figures
from nearer.shipped import shipped_score_precision
from nearer.views.text.about import how_scores_are_made

DOCUMENT = Path(__file__).parents[2] / "docs" / "questionnaires.md"


@pytest.fixture(scope="module")
def rows() -> list[Trust]:
    return trust_of_all()


def test_the_table_of_the_document_is_what_the_simulation_says(rows: list[Trust]) -> None:
    assert as_table(rows) in DOCUMENT.read_text("utf-8")


def test_the_lengths_of_the_document_are_counted_and_the_short_way_is_about_two_minutes() -> None:
    text = DOCUMENT.read_text("utf-8")
    for sitting in sittings():
        short = f"{sitting.short_items} questions, {sitting.short_minutes:.1f} minutes"
        assert f"| {sitting.role} | {sitting.items} questions, {sitting.minutes} minutes | {short} |" in text
        assert sitting.short_items <= 10 and sitting.short_minutes < 3


def test_the_alpha_of_a_scale_is_near_what_spearman_and_brown_say_for_items_of_this_loading(rows: list[Trust]) -> None:
    """Options cut off some of it, so it lies a little below: k r / (1 + (k - 1) r) with r the squared loading."""
    for row in rows:
        if row.alpha is not None and row.items >= 3:
            r = LOADING**2
            expected = row.items * r / (1 + (row.items - 1) * r)
            assert expected - 0.15 <= row.alpha <= expected + 0.06, row


def test_a_scale_of_more_items_is_more_certain(rows: list[Trust]) -> None:
    by_name = {(row.questionnaire, row.scale): row for row in rows}
    weekly, pain = by_name["closeness-weekly", "closeness"], by_name["physical-barriers", "pain"]
    assert weekly.same_band > pain.same_band
    assert weekly.difference < pain.difference


def test_about_says_what_the_simulation_says(rows: list[Trust]) -> None:
    """About as many points as scales of three or more items need, rounded to tens."""
    precision = precision_of(rows)
    assert precision == shipped_score_precision(), "run python -m benchmarks.questionnaires"
    figures = about_figures()
    assert (figures.chance_points, figures.other_band_percent) == (40, 46)
    assert 35 <= mean(row.difference for row in rows if row.items >= 3) <= 45
    passage = how_scores_are_made(replace(figures, chance_points=70, other_band_percent=99))
    text = " ".join((*passage.paragraphs, *passage.details))
    assert "under 70 of 100 points" in text and "99 in 100 of them, asked twice on one day" in text
