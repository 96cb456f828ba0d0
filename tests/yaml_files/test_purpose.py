"""What a questionnaire is for stands in its file: the check-in, the hopes, the barriers are found by it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from nearer.domain.bands import band_at
from nearer.domain.questionnaire import Questionnaire
from nearer.domain.scales import ScalePlan, plan_scale
from nearer.shipped import shipped_catalogue
from nearer.yaml_files.catalogue import read_catalogue
from nearer.yaml_files.loader import load_questionnaire
from nearer.yaml_files.problems import QuestionnaireError
from tests.domain.questionnaire_builders import GOOD, load_good_file, make_scored_questionnaire, replace_in_good_file

SHIPPED = shipped_catalogue()
WEEKLY = """\
id: weeks
version: 1.0
status: active
language: en
title: Weeks
purpose: closeness
audience: both
repeat: weekly
source: Written for the tests of Nearer
licence: CC0-1.0
sections: [{id: all, title: All}]
answer_lists: {how: [{code: no, text: No, weight: 0}, {code: yes, text: Yes, weight: 1}]}
items: [{id: near, section: all, text: Near, answers: how}]
scales: [{id: near, title: Near, items: [near], method: percent, need: 1, higher: better, part: closeness}]
"""


def weekly(old: str = "", new: str = "") -> Questionnaire:
    assert old in WEEKLY
    return load_questionnaire(WEEKLY.replace(old, new), "weeks.yaml")


def test_the_shipped_questionnaires_say_what_they_are_for() -> None:
    assert {one.id: one.purpose for one in SHIPPED.questionnaires.values()} == {
        "closeness-weekly": "closeness",
        "physical-barriers": "barriers",
        "partner-view": "barriers",
        "emotional-barriers": "barriers",
        "us-two": "barriers",
        "comfort-and-consent": "comfort",
        "goals": "goals",
    }
    assert [one.id for one in SHIPPED.for_purpose("goals")] == ["goals"]


def test_the_check_in_is_drawn_by_its_first_scale_and_its_circles() -> None:
    check_in = SHIPPED.check_in
    assert check_in.id == "closeness-weekly"
    assert check_in.closeness_scale.id == "closeness"
    assert check_in.circles_scale is not None and check_in.circles_scale.id == "circles"
    assert weekly().circles_scale is None


def test_each_hope_has_the_rating_that_is_asked_once_it_is_written() -> None:
    [goals] = SHIPPED.for_purpose("goals")
    assert [(hope.id, rating.id) for hope, rating in goals.hopes] == [
        ("first-goal", "first-rating"),
        ("second-goal", "second-rating"),
        ("third-goal", "third-rating"),
    ]
    assert list(SHIPPED.check_in.hopes) == []


def test_a_condition_on_a_chosen_answer_is_no_hope() -> None:
    assert load_good_file().item("scars").conditions and list(load_good_file().hopes) == []


def test_the_purpose_may_change_without_breaking_a_chart() -> None:
    assert (
        load_good_file(replace_in_good_file("audience:", "purpose: barriers\naudience:")).sha256
        == load_good_file().sha256
    )
    assert load_good_file(replace_in_good_file("audience:", "purpose: barriers\naudience:")).purpose == "barriers"


def test_a_custom_questionnaire_takes_no_purpose_over() -> None:
    taken = replace(weekly(), id="taken", place=1)
    joined = SHIPPED.joined([(taken, True)], lambda _sha256: None)
    assert "taken" in joined.questionnaires and joined.check_in.id == "closeness-weekly"


def test_a_catalogue_has_exactly_one_check_in() -> None:
    with pytest.raises(QuestionnaireError, match="weeks.yaml already has the purpose closeness"):
        read_catalogue(
            [("weeks.yaml", WEEKLY.encode()), ("other.yaml", WEEKLY.replace("id: weeks", "id: other").encode())]
        )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("repeat: weekly", "repeat: monthly"),
        ("method: percent", "method: sum"),
        ("higher: better", "higher: worse"),
        ("part: closeness", "part: barriers"),
        (WEEKLY[WEEKLY.index("scales:") :], ""),
    ],
)
def test_a_check_in_is_weekly_and_its_first_scale_goes_up_to_100(old: str, new: str) -> None:
    with pytest.raises(QuestionnaireError, match="weeks.yaml line 6: the purpose closeness takes"):
        weekly(old, new)


def test_an_unknown_purpose_is_refused_by_name() -> None:
    with pytest.raises(QuestionnaireError, match="'purpose' takes one of closeness, goals, barriers, comfort; did you"):
        load_questionnaire(GOOD.replace("audience:", "purpose: barrier\naudience:"), "scars.yaml")


BANDS = """\
    method: percent
    need: 1
    bands:
      - {from: 0, name: A, text: A}
      - {from: 34, name: B, text: B}
      - {from: 70, name: C, text: C}
"""


def plan(scale: str, higher: str) -> ScalePlan:
    questionnaire = make_scored_questionnaire(scale=scale)
    return plan_scale(replace(questionnaire.scales[0], higher=higher), questionnaire.items)


@pytest.mark.parametrize(
    ("value", "name"), [("0", "A"), ("33.9", "A"), ("34", "B"), ("69", "B"), ("70", "C"), ("100", "C")]
)
def test_a_score_is_in_the_last_band_that_starts_at_or_below_it(value: str, name: str) -> None:
    [scale] = make_scored_questionnaire(scale=BANDS).scales
    band = band_at(scale.bands, Decimal(value))
    assert band is not None and band.name == name


def test_a_score_below_the_first_band_or_without_bands_has_no_band() -> None:
    [scale] = make_scored_questionnaire(scale=BANDS).scales
    assert band_at(scale.bands, Decimal(-1)) is None
    assert band_at((), Decimal(50)) is None


@pytest.mark.parametrize(
    ("higher", "value", "severity"),
    [
        ("worse", "33", Fraction(0)),
        ("worse", "34", Fraction(1, 2)),
        ("worse", "70", Fraction(1)),
        ("better", "70", Fraction(0)),
        ("better", "69", Fraction(1, 2)),
        ("better", "0", Fraction(1)),
    ],
)
def test_how_bad_a_band_is_goes_in_even_steps_from_where_all_is_well(
    higher: str, value: str, severity: Fraction
) -> None:
    assert plan(BANDS, higher).severity(Decimal(value)) == severity


@pytest.mark.parametrize(("higher", "share"), [("worse", Fraction(1, 4)), ("better", Fraction(3, 4))])
def test_a_score_without_bands_is_as_bad_as_it_is_far_along_its_scale(higher: str, share: Fraction) -> None:
    bare = plan("    method: mean\n    need: 1\n    decimals: 2\n", higher)
    assert (bare.lowest, bare.highest) == (0, 3)
    assert bare.severity(Decimal("0.75")) == bare.extent(Decimal("0.75")) == share
