"""Scores against numbers worked out by hand, on paper, from the weights in `questionnaire_builders.py`.

Items weigh 0, 1, 2 or 3 (codes c0 to c3); `na` does not apply.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from nearer.domain.missing_scores import NoScore, why_no_score
from nearer.domain.questionnaire import Questionnaire
from nearer.domain.scoring import Score, score_response, score_scale
from nearer.language.domain_sentences import no_score_sentence
from nearer.typed_answers.answer_parsing import read_answers
from nearer.yaml_files.loader import load_questionnaire
from nearer.yaml_files.problems import QuestionnaireError
from tests.domain.questionnaire_builders import GOOD, load_good_file, make_scored_questionnaire

DECLINED = {"state": "declined"}


def score(questionnaire: Questionnaire, *raw: object) -> Score:
    answers = read_answers(questionnaire, {f"q{number}": value for number, value in enumerate(raw)})
    [scale_score] = score_response(questionnaire, answers)
    return scale_score


def value(questionnaire: Questionnaire, *raw: object) -> str | None:
    number = score(questionnaire, *raw).value
    return None if number is None else str(number)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (("c0", "c0", "c0", "c0"), "0"),
        (("c3", "c3", "c3", "c3"), "100"),
        (("c1", "c1", "c1", "c1"), "33"),  # 33.33
        (("c2", "c2", "c2", "c2"), "67"),  # 66.67
        (("c3", "c3", "c0", "c0"), "50"),
        (("c3", "c1", "c1", "c1"), "50"),  # (100 + 3 x 33.33) / 4
        (("c3", "c2", "c1", "c0"), "50"),
        (("c1", "c0", "c0", "c0"), "8"),  # 8.33
        (("c2", "c1", "c0", "na"), "33"),  # 1 of 3
    ],
)
def test_a_percent_score_is_the_mean_of_each_items_place_between_its_ends(raw: tuple[str, ...], expected: str) -> None:
    assert value(make_scored_questionnaire(), *raw) == expected


def test_a_percent_score_counts_items_with_different_weights_equally() -> None:
    more = "  - {id: q2, section: s, text: Q, type: integer, limits: {min: 1, max: 5}}\n"
    questionnaire = make_scored_questionnaire(
        2, more, "    items: [q0, q2]\n    method: percent\n    need: 1\n    decimals: 1\n"
    )
    # 2 of 0..3 is 66.67, 2 of 1..5 is 25: together 45.83
    assert value(questionnaire, "c2", None, 2) == "45.8"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (("c1", "c2", "c2"), "1.67"),  # 5 / 3
        (("c1", "c0", "c0"), "0.33"),
        (("c1", "c2", None), "1.50"),
        (("c1", None, None), None),
        (("c3", "na", "na"), "3.00"),
    ],
)
def test_a_mean_score_is_the_mean_of_the_weights(raw: tuple[object, ...], expected: str | None) -> None:
    assert (
        value(make_scored_questionnaire(3, scale="    method: mean\n    need: 2/3\n    decimals: 2\n"), *raw)
        == expected
    )


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (("c1", "c2", "c3", "c0"), "6"),
        (("c1", "c2", "c2", None), "7"),  # 5 / 3 x 4 = 6.67
        (("c1", "c2", None, None), "6"),  # 3 / 2 x 4
        (("c1", "c2", DECLINED, DECLINED), "6"),
        (("c1", "c2", "na", None), "6"),  # what does not apply has no answer either
        (("c1", "c2", "na", "na"), "6"),
        (("c3", "na", "na", "na"), None),  # one of four, and half of all four are needed
        (("c1", None, None, None), None),
    ],
)
def test_a_sum_with_a_need_is_filled_up_to_all_its_items(raw: tuple[object, ...], expected: str | None) -> None:
    assert value(make_scored_questionnaire(4, scale="    method: sum\n    need: 1/2\n"), *raw) == expected


def counted(score: Score) -> tuple[int, int, int, int]:
    return score.answered, score.items, score.not_shown, score.not_applicable


@pytest.mark.parametrize(
    ("raw", "expected", "counts"),
    [
        (("c1", "c2", "c3"), "6", (3, 3, 0, 0)),
        (("c3", "c3", None), None, (2, 3, 0, 0)),
        (("c3", "c3", DECLINED), None, (2, 3, 0, 0)),
        (("c3", "c3", "na"), None, (2, 3, 0, 1)),
        (("c3", "na", "na"), None, (1, 3, 0, 2)),
    ],
)
def test_a_sum_is_over_all_its_items(raw: tuple[object, ...], expected: str | None, counts: tuple[int, ...]) -> None:
    questionnaire = make_scored_questionnaire(3, scale="    method: sum\n    need: 1\n")
    scored = score(questionnaire, *raw)
    assert (value(questionnaire, *raw), counted(scored), scored.needed) == (expected, counts, 3)


GATE = "  - {id: more, section: s, text: Q, answers: l, show_if: {item: q0, at_least: 1}}\n"
GATED = "    items: [q0, more]\n    method: sum\n    need: 1\n"


@pytest.mark.parametrize(
    ("raw", "expected", "hidden"),
    [
        ({"q0": "c1", "more": "c2"}, "3", 0),
        ({"q0": "c0"}, None, 1),
        ({"q0": "c0", "more": "c3"}, None, 1),
        ({}, None, 1),
    ],
)
def test_a_hidden_item_leaves_no_sum(raw: dict[str, object], expected: str | None, hidden: int) -> None:
    questionnaire = make_scored_questionnaire(1, GATE, GATED)
    [scale_score] = score_response(questionnaire, read_answers(questionnaire, raw))
    assert (
        None if scale_score.value is None else str(scale_score.value),
        scale_score.not_shown,
        scale_score.items,
    ) == (expected, hidden, 2)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ({"q0": "c0"}, "0"),  # asked no further, since the first weighs nothing
        ({"q0": "c1"}, None),  # hidden although the first weighs something: not what the rule is for
        ({"q0": "c2", "more": "c3"}, "5"),
        ({"q0": "c2"}, None),  # shown, and left out
        ({"q0": DECLINED}, None),
        ({"q0": "na"}, None),
        ({}, None),
    ],
)
def test_a_hidden_item_counts_0_where_that_rule_is_named(raw: dict[str, object], expected: str | None) -> None:
    gate = GATE.replace("at_least: 1", "at_least: 2")
    questionnaire = make_scored_questionnaire(1, gate, GATED + "    hidden_counts_zero: yes\n")
    [scale_score] = score_response(questionnaire, read_answers(questionnaire, raw))
    assert (None if scale_score.value is None else str(scale_score.value)) == expected


OUTSIDE = """\
  - {id: gate, section: s, text: Q, answers: [{code: yes, text: Y}, {code: no, text: N}]}
  - {id: a, section: s, text: Q, answers: l, show_if: {item: gate, is: [yes]}}
  - {id: b, section: s, text: Q, answers: l, show_if: {item: gate, is: [yes]}}
"""


@pytest.mark.parametrize(
    ("rule", "raw", "value_and_applies"),
    [
        ("hidden_counts_zero", {"gate": "no"}, (0, True)),
        ("hidden_counts_zero", {"gate": DECLINED}, (None, False)),
        ("hidden_counts_zero", {}, (None, False)),
        ("activity", {"gate": "no"}, (None, False)),
        ("activity", {"gate": DECLINED}, (None, True)),
        ("activity", {"gate": "yes", "a": "c2", "b": "na"}, (None, False)),
        ("activity", {"gate": "yes", "a": "c2"}, (None, True)),
        ("activity", {"gate": "yes", "a": "c2", "b": "c1"}, (3, True)),
    ],
)
def test_a_question_before_the_items_decides_by_its_answer(rule: str, raw: Any, value_and_applies: Any) -> None:
    questionnaire = make_scored_questionnaire(
        1, OUTSIDE, f"    items: [a, b]\n    method: sum\n    need: 1\n    {rule}: yes\n"
    )
    [scale_score] = score_response(questionnaire, read_answers(questionnaire, raw))
    assert (scale_score.value, scale_score.applies) == value_and_applies


@pytest.mark.parametrize(("method", "expected"), [("mean", "2"), ("percent", "67")])
def test_a_whole_scale_of_another_method_is_over_all_its_items_too(method: str, expected: str) -> None:
    whole = make_scored_questionnaire(2, scale=f"    method: {method}\n    need: 1\n    whole: yes\n")
    assert value(whole, "c2", "c2") == expected
    assert value(whole, "c2", "na") is None
    assert value(make_scored_questionnaire(2, scale=f"    method: {method}\n    need: 1\n"), "c2", "na") == expected


def test_a_score_that_ends_in_a_half_is_rounded_up_and_only_once() -> None:
    eight = make_scored_questionnaire(8, scale="    method: percent\n    need: 1/8\n")
    # one item of 3 in eight of 0..3: 12.5; three of them: 37.5. Half-even would give 12 and 38.
    assert value(eight, "c3", *["c0"] * 7) == "13"
    assert value(eight, "c3", "c3", "c3", *["c0"] * 5) == "38"
    # 4 thirds and 8 items: 16.666; shown 16.7 and not 16.6
    assert (
        value(
            make_scored_questionnaire(8, scale="    method: percent\n    need: 1\n    decimals: 1\n"),
            "c3",
            "c1",
            *["c0"] * 6,
        )
        == "16.7"
    )


def test_thirds_that_add_up_to_a_half_are_not_lost_in_binary_or_decimal_digits() -> None:
    # 3 x 33.3... + 0 = 100 in 8 answers: exactly 12.5
    assert value(make_scored_questionnaire(8), "c1", "c1", "c1", *["c0"] * 5) == "13"


def test_a_reversed_item_turns_its_weights_around_and_not_its_answer() -> None:
    questionnaire = make_scored_questionnaire(2, reversed_items=(1,))
    answers = read_answers(questionnaire, {"q0": "c3", "q1": "c0"})
    assert score_response(questionnaire, answers)[0].value == 100
    assert answers["q1"].value == "c0"


def test_weights_that_do_not_start_at_zero_are_turned_around_their_own_middle() -> None:
    text = GOOD.replace("items: [scars, numb, ease]", "items: [ease, years]").replace("max: 10}", "max: 4}")
    text = text.replace("method: percent", "method: sum").replace("from: 50", "from: 5")
    questionnaire = load_good_file(
        text.replace("type: integer\n    limits: {min: 0", "type: integer\n    limits: {min: 2")
    )
    # ease weighs 0..4 and is reversed: much (2) stays 2, some (1) becomes 3
    [scale_score] = score_response(questionnaire, read_answers(questionnaire, {"ease": "some", "years": 3}))
    assert scale_score.value == 6


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (("c1", "c1", None), Score("all", Decimal(33), 2, 2, True, None, 3)),
        (("c1", DECLINED, None), Score("all", None, 1, 2, True, None, 3)),
        (("c1", "na", None), Score("all", None, 1, 2, True, None, 3, 0, 1)),  # two apply: ceil(4/3) = 2
        (
            ("c1", "na", DECLINED),
            Score("all", None, 1, 2, True, None, 3, 0, 1),
        ),  # declined applies, and is not answered
        (("c1", "na", "na"), Score("all", Decimal(33), 1, 1, True, None, 3, 0, 2)),
        (("na", "na", None), Score("all", None, 0, 1, True, None, 3, 0, 2)),
        (("na", "na", "na"), Score("all", None, 0, 1, False, None, 3, 0, 3)),
        ((None, DECLINED, None), Score("all", None, 0, 2, True, None, 3)),
    ],
)
def test_a_skipped_item_is_left_out_and_not_counted_as_zero(raw: tuple[object, ...], expected: Score) -> None:
    assert score(make_scored_questionnaire(3, scale="    method: percent\n    need: 2/3\n"), *raw) == expected


def test_a_scale_that_does_not_say_how_many_answers_it_needs_needs_every_item_that_applies() -> None:
    assert value(make_scored_questionnaire(3), "c1", "c1", None) is None
    assert value(make_scored_questionnaire(3), "c1", "c1", "na") == "33"


BANDS = """\
    method: percent
    need: 1
    bands:
      - {from: 0, name: Light, text: T}
      - {from: 33.4, name: Middle, text: T}
      - {from: 50, name: Much, text: T}
"""


@pytest.mark.parametrize(
    ("raw", "band"),
    [(("c0",), "Light"), (("c1",), "Light"), (("c2",), "Much"), (("c3",), "Much")],
)
def test_a_band_goes_by_the_value_that_is_shown(raw: tuple[str, ...], band: str) -> None:
    assert score(make_scored_questionnaire(1, scale=BANDS), *raw).band == band


@pytest.mark.parametrize(
    ("decimals", "start", "band"),
    [
        (0, "66", "High"),
        (0, "67", "High"),  # 66.67 is shown as 67, and 67 is what the person sees
        (0, "67.1", "Low"),
        (1, "66.7", "High"),  # shown as 66.7
        (1, "66.8", "Low"),
        (2, "66.67", "High"),
        (3, "66.67", "Low"),  # shown as 66.667
    ],
)
def test_a_score_on_the_edge_of_a_band_belongs_to_the_upper_one(decimals: int, start: str, band: str) -> None:
    bands = f"    bands: [{{from: 0, name: Low, text: T}}, {{from: {start}, name: High, text: T}}]\n"
    assert (
        score(
            make_scored_questionnaire(1, scale=f"    method: percent\n    need: 1\n    decimals: {decimals}\n{bands}"),
            "c2",
        ).band
        == band
    )


def test_too_few_answers_have_no_band() -> None:
    assert score(make_scored_questionnaire(2, scale=BANDS), "c3", None).band is None


def test_an_answer_to_a_hidden_item_is_not_scored() -> None:
    questionnaire = load_good_file()
    raw = {"present": "no", "scars": "most", "numb": "none", "ease": "most"}
    [scale_score] = score_response(questionnaire, read_answers(questionnaire, raw))
    # numb 0 and ease reversed 0: both of the two that were shown
    assert scale_score == Score("skin", Decimal(0), 2, 2, True, "Light", 3, 1)


def test_a_scale_scored_by_itself_scores_as_it_does_among_all() -> None:
    questionnaire = load_good_file()
    answers = read_answers(questionnaire, {"present": "yes", "scars": "most", "numb": "much", "ease": "none"})
    assert score_scale(questionnaire, questionnaire.scale("skin"), answers) == score_response(questionnaire, answers)[0]
    # 100, 50 and, turned around, 100: 83.33
    assert score_response(questionnaire, answers)[0].value == 83


def test_numbers_are_scored_between_their_limits() -> None:
    more = "  - {id: n, section: s, text: Q, type: decimal, limits: {min: 0.5, max: 2.5}, reverse: yes}\n"
    questionnaire = make_scored_questionnaire(
        1, more, "    items: [n]\n    method: percent\n    need: 1\n    decimals: 2\n"
    )
    [scale_score] = score_response(questionnaire, read_answers(questionnaire, {"n": 0.75}))
    assert str(scale_score.value) == "87.50"  # 0.75 is an eighth of the way from 0.5 to 2.5; turned around


@pytest.mark.parametrize(
    ("scale", "ends"),
    [
        ("    method: percent\n    need: 1\n", ("0", "100")),
        ("    method: mean\n    need: 1\n    decimals: 1\n", ("0.0", "3.0")),
        ("    method: sum\n    need: 1\n", ("0", "9")),
    ],
)
def test_a_scale_knows_its_lowest_and_highest_score(scale: str, ends: tuple[str, str]) -> None:
    plan = make_scored_questionnaire(3, scale=scale).plans["all"]
    assert (str(plan.lowest), str(plan.highest)) == ends


def test_a_questionnaire_without_scales_has_no_scores() -> None:
    questionnaire = load_questionnaire(GOOD[: GOOD.index("scales:")], "scars.yaml")
    assert score_response(questionnaire, {}) == ()


@pytest.mark.parametrize(("higher", "severities"), [("worse", [0, 0, "1/2", 1]), ("better", [1, "1/2", 0, 0])])
def test_a_band_that_is_well_is_no_worse_than_the_best_one(higher: str, severities: list[int | str]) -> None:
    """Four bands of which the second from the good end is well; without it, three in even steps."""
    names = ("none", "little", "much", "most")[:: 1 if higher == "worse" else -1]
    bands = "".join(
        f"      - {{from: {start}, name: {name}, text: T{', well: yes' if name == 'little' else ''}}}\n"
        for start, name in zip((0, 25, 50, 75), names, strict=True)
    )
    [plan] = make_scored_questionnaire(scale=f"    method: percent\n    need: 1\n    bands:\n{bands}").plans.values()
    plan = replace(plan, scale=replace(plan.scale, higher=higher))
    assert [plan.severity(Decimal(value)) for value in (0, 30, 60, 90)] == [Fraction(one) for one in severities]


HARDEST = "    method: percent\n    need: 1/4\n    hardest: 2\n"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ({"q0": "c3", "q1": "c3", "q2": "c0", "q3": "c0"}, 100),  # the two hardest, 3 of 3 each
        ({"q0": "c3", "q1": "c1", "q2": "c1", "q3": "c0"}, 67),  # (3 + 1) / 6
        ({"q0": "c3"}, 50),  # (3 + 0) / 6: what is missing counts 0
        ({"q0": "c3", "q1": "na", "q2": "na", "q3": "na"}, 50),
        ({"q0": "c0", "q1": "c0", "q2": "c0", "q3": "c0"}, 0),
    ],
)
def test_only_the_two_hardest_answers_count_in_a_scale_that_says_so(raw: dict[str, object], expected: int) -> None:
    [scale_score] = score_response(
        make_scored_questionnaire(4, "", HARDEST), read_answers(make_scored_questionnaire(4, "", HARDEST), raw)
    )
    assert scale_score.value == expected


def test_one_more_trouble_never_lowers_a_score_made_of_the_hardest_answers() -> None:
    questionnaire = make_scored_questionnaire(4, "", HARDEST)
    for code in ("c0", "c1", "c2", "c3"):
        raw: dict[str, object] = {"q0": code}
        before = score_response(questionnaire, read_answers(questionnaire, raw))[0].value
        for more in ("c0", "c1", "c2", "c3"):
            after = score_response(questionnaire, read_answers(questionnaire, raw | {"q1": more}))[0].value
            assert before is not None and after is not None and after >= before


@pytest.mark.parametrize(
    "scale",
    [
        HARDEST.replace("percent", "mean"),
        HARDEST.replace("hardest: 2", "hardest: 5"),
    ],
)
def test_a_scale_of_the_hardest_answers_is_refused_unless_it_is_in_percent_and_higher_is_worse(scale: str) -> None:
    with pytest.raises(QuestionnaireError, match="'hardest' counts in a scale of method percent, higher worse"):
        make_scored_questionnaire(4, "", scale)


def test_a_factor_of_a_scale_multiplies_the_weight_of_its_item() -> None:
    """2 of 3 times 1.5, and 1 of 3 times 2: 3 + 2."""
    questionnaire = make_scored_questionnaire(2, scale="    method: sum\n    need: 1\n    factors: {q0: 1.5, q1: 2}\n")
    [score] = score_response(questionnaire, read_answers(questionnaire, {"q0": "c2", "q1": "c1"}))
    assert score.value == 5


HIDDEN = "  - {id: q9, section: s, text: Q, answers: l, show_if: {item: q0, is: [c3]}}\n"


def test_an_item_that_counts_0_because_it_was_hidden_is_not_counted_as_not_asked() -> None:
    zero = make_scored_questionnaire(
        1, HIDDEN, "    items: [q0, q9]\n    method: sum\n    need: 1\n    hidden_counts_zero: yes\n"
    )
    [score] = score_response(zero, read_answers(zero, {"q0": "c0"}))
    assert (score.value, score.answered, score.not_shown) == (0, 2, 0)
    [other] = score_response(zero, read_answers(zero, {"q0": "c1"}))
    assert (other.value, other.answered, other.not_shown) == (None, 1, 1), "c1 weighs 1, so the hidden one may too"


def test_a_scale_of_activity_says_that_there_was_none() -> None:
    definition = make_scored_questionnaire(
        1, HIDDEN, "    items: [q0, q9]\n    method: sum\n    need: 1\n    activity: yes\n"
    )
    [score] = score_response(definition, read_answers(definition, {"q0": "c0"}))
    [scale] = definition.scales
    assert why_no_score(scale, score) is NoScore.NO_ACTIVITY
    assert no_score_sentence(scale, score) == "T: no score; by the answers there was no activity to rate"
