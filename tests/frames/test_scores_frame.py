"""Scores over time: bands in order, what is more than chance by its published source, single answers beside them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pandas as pd
import pytest

from nearer.domain.bands import Band
from nearer.domain.questionnaire import Questionnaire
from nearer.domain.scales import Scale
from nearer.domain.weeks import Week
from nearer.frames.answers_frame import answers_frame
from nearer.frames.scores_frame import band_dtype, scores_frame
from nearer.shipped import shipped_catalogue, shipped_instruments
from tests.domain.questionnaire_builders import make_scored_questionnaire as questionnaire_of
from tests.frames.frame_inputs import MEERA, RAVI, make_answered_response, make_scored_response

CATALOGUE = shipped_catalogue().questionnaires


def published(name: str, method: str, higher: str) -> Questionnaire:
    """A questionnaire whose one scale names a published instrument."""
    definition = questionnaire_of(scale=f"    method: {method}\n    need: 1\n")
    [scale] = definition.scales
    own = replace(scale, id=name, instrument=name, higher=higher)
    return replace(definition, scales=(own,), sha256=name)


def outcomes(definition: Questionnaire, *scores: float) -> list[str | None]:
    [scale] = definition.scales
    times = [
        make_scored_response(definition, f"2026-0{month}-01", **{scale.id: score})
        for month, score in enumerate(scores, 1)
    ]
    frame = scores_frame(times, shipped_instruments())
    return [None if pd.isna(outcome) else outcome for outcome in frame["outcome"]]


@pytest.mark.parametrize(("after", "outcome"), [(13, "worse"), (12, "unchanged"), (2, "unchanged"), (1, "better")])
def test_six_points_of_phq_9_are_more_than_chance_and_up_is_worse(after: int, outcome: str) -> None:
    """NHS Talking Therapies: 6 points on PHQ-9, https://digital.nhs.uk (data/instruments.yaml names the source)."""
    assert outcomes(published("phq-9", "sum", "worse"), 7, after) == [None, outcome]


@pytest.mark.parametrize(("after", "outcome"), [(70, "better"), (51, "unchanged"), (50, "worse")])
def test_ten_points_of_who_5_are_more_than_chance_and_up_is_better(after: int, outcome: str) -> None:
    assert outcomes(published("who-5", "percent", "better"), 60, after) == [None, outcome]


def test_without_a_direction_or_published_points_nothing_is_called_better_or_worse() -> None:
    assert outcomes(published("phq-9", "sum", "unsaid"), 7, 20) == [None, None]
    assert outcomes(published("not-in-the-registry", "sum", "worse"), 7, 20) == [None, None]


def test_points_of_another_method_are_none_that_the_source_speaks_of() -> None:
    assert outcomes(published("phq-9", "mean", "worse"), 0, 3) == [None, None]


def test_a_change_is_from_the_time_before_whatever_the_order_they_are_given_in() -> None:
    phq = published("phq-9", "sum", "worse")
    times = [
        make_scored_response(phq, day, phq_9=score)
        for day, score in (("2026-03-01", 12), ("2026-01-01", 3), ("2026-02-01", 5))
    ]
    frame = scores_frame(times, shipped_instruments())
    assert [str(day) for day in frame["day"]] == ["2026-01-01", "2026-02-01", "2026-03-01"]
    assert frame["change"].tolist()[1:] == [2, 7] and pd.isna(frame["change"].iloc[0])
    assert frame["needed"].tolist()[1:] == [6, 6]


def test_scores_without_a_day_are_ordered_by_week_and_without_both_stay_in_order() -> None:
    phq = published("phq-9", "sum", "worse")
    times = [
        replace(make_scored_response(phq, "2026-01-01", phq_9=score), day=None, week=Week(2026, week))
        for score, week in ((9, 9), (3, 8))
    ]
    frame = scores_frame(times, shipped_instruments())
    assert list(frame["score"]) == [3, 9] and frame["day"].isna().all()
    bare = [replace(one, week=None) for one in times]
    assert list(scores_frame(bare, shipped_instruments())["score"]) == [9, 3]


def test_a_change_is_never_across_two_people_or_two_definitions() -> None:
    phq = published("phq-9", "sum", "worse")
    other = replace(phq, sha256="other")
    times = [make_scored_response(phq, "2026-01-01", phq_9=3), make_scored_response(phq, "2026-02-01", RAVI, phq_9=20)]
    assert (
        scores_frame([*times, make_scored_response(other, "2026-03-01", phq_9=20)], shipped_instruments())["change"]
        .isna()
        .all()
    )


def test_bands_are_ordered_as_in_their_scales() -> None:
    body, check_in = CATALOGUE["physical-barriers"], CATALOGUE["closeness-weekly"]
    frame = scores_frame(
        [
            make_scored_response(body, "2026-01-01", pain=40, body=80),
            make_scored_response(check_in, "2026-01-02", closeness=60),
        ],
        (),
    )
    band = frame["band"]
    assert band.cat.ordered and list(band) == ["Very much in the way", "Quite a lot", "In touch"]
    order = list(band.cat.categories)
    for scale in (body.scale("pain"), body.scale("body"), check_in.scale("closeness")):
        places = [order.index(one.name) for one in scale.bands]
        assert places == sorted(places)


def test_bands_that_two_scales_put_in_another_order_have_no_order() -> None:
    def scale(*names: str) -> Scale:
        bands = tuple(Band(start=Decimal(place), name=name, text="t") for place, name in enumerate(names))
        return Scale(id="s", title="S", items=("q",), method="sum", need=Fraction(1), higher="worse", bands=bands)

    dtype = band_dtype([scale("low", "high"), scale("high", "low")])
    assert not dtype.ordered and set(dtype.categories) == {"low", "high"}
    assert band_dtype([scale("low", "mid"), scale("mid", "high")]).categories.tolist() == ["low", "mid", "high"]


def test_on_a_scale_where_more_is_better_the_low_end_is_the_hard_one() -> None:
    frame = scores_frame(
        [make_scored_response(CATALOGUE["closeness-weekly"], "2026-01-01", closeness=10, circles=7)], ()
    )
    by_scale = frame.set_index("scale")
    assert by_scale["severity"].to_dict() == {"closeness": 1, "circles": 0}
    assert by_scale.loc["circles", ["low", "high", "band"]].tolist() == [1, 7, "Almost one"]


def test_of_a_scale_whose_hard_end_nobody_named_no_severity_is_said() -> None:
    frame = scores_frame(
        [make_scored_response(published("phq-9", "sum", "unsaid"), "2026-01-01", phq_9=7)], shipped_instruments()
    )
    assert frame["severity"].isna().all() and list(frame["higher"]) == ["unsaid"]


def test_a_scale_that_was_not_granted_has_no_row() -> None:
    frame = scores_frame([make_scored_response(CATALOGUE["closeness-weekly"], "2026-01-01", MEERA, circles=3)], ())
    assert list(frame["scale"]) == ["circles"]


ANSWERED = {"circles": "3", "understood": "mostly", "alone": "fully", "touch": {"state": "declined"}, "at-ease": None}


def test_each_answer_has_its_state_words_place_and_weight() -> None:
    frame = answers_frame([make_answered_response(CATALOGUE["closeness-weekly"], "2026-01-01", ANSWERED)]).set_index(
        "item"
    )
    assert list(frame.index) == ["circles", "understood", "touch", "alone", "at-ease"], "in the questionnaire's order"
    assert list(frame["number"]) == [1, 2, 4, 5, 6]
    assert list(frame["state"]) == ["answered", "answered", "declined", "answered", "skipped"]
    assert frame.loc["circles", ["value", "words", "option", "weight"]].tolist() == ["3", "A little shared", 3, 3]
    assert frame.loc["understood", ["value", "words", "option", "weight"]].tolist() == ["mostly", "Mostly", 4, 3]
    assert frame.loc["alone", "weight"] == 4, "reversal is the scale's"
    assert frame.loc["touch", ["value", "words", "option", "weight"]].isna().all()
    assert frame["state"].min() == "answered" and frame["state"].max() == "skipped"


def test_several_chosen_a_text_and_what_does_not_apply_have_no_option_or_weight() -> None:
    body, goals = CATALOGUE["physical-barriers"], CATALOGUE["goals"]
    raw = {"which": ["pain", "sleep"]}
    frame = answers_frame(
        [
            make_answered_response(body, "2026-01-01", raw),
            make_answered_response(goals, "2026-01-02", {"first-goal": "A walk"}),
        ]
    )
    several = body.item("which").option_by_code
    assert list(frame["value"]) == ["pain; sleep", "A walk"]
    assert list(frame["words"]) == [f"{several['pain'].text}; {several['sleep'].text}", "A walk"]
    assert frame["option"].isna().all() and frame["weight"].isna().all()


def test_an_answer_of_does_not_apply_keeps_its_words_and_has_no_rank() -> None:
    frame = answers_frame([make_answered_response(questionnaire_of(), "2026-01-01", {"q0": "na", "q1": "c2"})])
    assert list(frame["state"]) == ["not_applicable", "answered"]
    assert frame["option"].tolist()[1] == 3 and frame["option"].isna().tolist() == [True, False]
    assert frame["value"].tolist() == ["na", "c2"]


def test_a_score_says_of_how_many_questions_it_is_and_where_answers_are_seen_of_how_many_answers() -> None:
    definition = CATALOGUE["emotional-barriers"]
    seen = make_answered_response(
        definition,
        "2026-01-01",
        {"worry-heavy": "often", "worry-light": "never", "worry-circles": {"state": "declined"}},
    )
    seen = replace(seen, scores={"worry": Decimal(88)})
    frame = scores_frame([seen, make_scored_response(definition, "2026-02-01", worry=88)], ())
    assert list(frame["n_items"]) == [3, 3]
    assert list(frame["n_answered"].fillna(-1)) == [2, -1]
    assert list(frame["rough"]) == [True, False]
