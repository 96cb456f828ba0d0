"""What of the last answers is in the way most is told by the bands of each scale, and not by a number of ours."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from nearer.presenters.latest_answers import worst_scales
from nearer.shipped import shipped_catalogue
from nearer.storage.couple.responses import SavedResponse
from nearer.yaml_files.catalogue import Catalogue
from tests.domain.questionnaire_builders import make_scored_questionnaire

SHIPPED, DAY = shipped_catalogue(), date(2026, 9, 9)
BODY = SHIPPED.questionnaires["physical-barriers"]


def listed(catalogue: Catalogue = SHIPPED, questionnaire: str = "physical-barriers", **scores: int) -> list[str]:
    definition = catalogue.questionnaires[questionnaire]
    numbers = {name: Decimal(score) for name, score in scores.items()}
    response = SavedResponse(questionnaire, definition.version, definition.sha256, None, scores=numbers, day=DAY)
    return worst_scales(catalogue, [response])


@pytest.mark.parametrize(
    ("scores", "lines"),
    [
        ({"pain": 33}, 0),  # A little in the way, the second of four bands
        ({"pain": 34}, 1),  # Quite a lot
        ({"body": 49}, 0),  # Some in the way, the second of four
        ({"body": 50}, 1),  # Much in the way
    ],
)
def test_a_barrier_is_listed_from_the_upper_half_of_its_bands_on(scores: dict[str, int], lines: int) -> None:
    assert len(listed(**scores)) == lines


def test_the_worst_stands_first_and_a_scale_where_more_is_better_is_none() -> None:
    titles = [BODY.scale(name).title for name in ("sleep", "pain")]
    assert [line.partition(",")[0] for line in listed(pain=40, sleep=90)] == titles
    assert listed(questionnaire="goals", goals=0) == []


def test_a_barrier_of_two_questions_has_a_band_and_no_number() -> None:
    assert listed(pain=90) == ["Pain, Very much in the way (roughly), on 9 Sep 2026"]
    assert listed(body=90) == ["The body as a whole, 90 of 100, on 9 Sep 2026"]
    assert listed(questionnaire="emotional-barriers", worry=90) == ["Worry and mood, 90 of 100, on 9 Sep 2026"]


def test_a_harder_band_is_before_a_higher_number_in_a_milder_one() -> None:
    """Pain is very much in the way from 70 on, the body as a whole from 75 on."""
    lines = listed(body=74, pain=70)
    assert lines[0].startswith("Pain, Very much in the way") and lines[1].startswith("The body as a whole, 74 of 100")


def test_a_number_needs_three_answers_of_that_response_and_not_three_questions() -> None:
    definition = SHIPPED.questionnaires["emotional-barriers"]
    raw = {"worry-circles": "often", "worry-heavy": "nearly-always"}
    response = SavedResponse(
        definition.id, definition.version, definition.sha256, None, raw, {"worry": Decimal(88)}, day=DAY
    )
    assert worst_scales(SHIPPED, [response]) == ["Worry and mood, Very much in the way (roughly), on 9 Sep 2026"]
    three = replace(response, answers={**raw, "worry-light": "never"})
    assert worst_scales(SHIPPED, [three]) == ["Worry and mood, 88 of 100, on 9 Sep 2026"]


@pytest.mark.parametrize(("score", "lines"), [(49, 0), (50, 1)])
def test_a_barrier_without_bands_is_listed_from_the_upper_half_of_its_scale_on(score: int, lines: int) -> None:
    definition = replace(make_scored_questionnaire(), id="laws")
    assert len(listed(Catalogue({"laws": definition}), "laws", all=score)) == lines
