"""Rules of scales, conditions and forms that only show where two of them meet, with numbers worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from nearer.domain.answers import AnswerRefused, Quantity
from nearer.domain.conditions import compare_answer, shown_items
from nearer.domain.form_content import FormContent
from nearer.domain.item_parts import AnswerOption, Coding, Condition
from nearer.domain.items import Item
from nearer.domain.missing_scores import NoScore, no_score_sentence, why_no_score
from nearer.domain.problems import FileRefused
from nearer.domain.scoring import score_response
from nearer.domain.units import UnitLimits
from nearer.typed_answers.answer_parsing import read_answer, read_answers
from nearer.yaml_files.loader import load_questionnaire
from nearer.yaml_files.yaml_text import MAX_YAML_DEPTH, read_tree
from tests.domain.questionnaire_builders import scored


def test_a_factor_stretches_what_its_item_weighs() -> None:
    """2 of 3 times 1.5, and 1 of 3 times 2: 3 + 2."""
    questionnaire = scored(2, scale="    method: sum\n    need: 1\n    factors: {q0: 1.5, q1: 2}\n")
    [score] = score_response(questionnaire, read_answers(questionnaire, {"q0": "c2", "q1": "c1"}))
    assert score.value == 5


HIDDEN = "  - {id: q9, section: s, text: Q, answers: l, show_if: {item: q0, is: [c3]}}\n"


def test_what_counts_0_because_it_was_hidden_is_not_counted_as_not_asked() -> None:
    zero = scored(1, HIDDEN, "    items: [q0, q9]\n    method: sum\n    need: 1\n    hidden_counts_zero: yes\n")
    [score] = score_response(zero, read_answers(zero, {"q0": "c0"}))
    assert (score.value, score.answered, score.not_shown) == (0, 2, 0)
    [other] = score_response(zero, read_answers(zero, {"q0": "c1"}))
    assert (other.value, other.answered, other.not_shown) == (None, 1, 1), "c1 weighs 1, so the hidden one may too"


def test_a_scale_of_activity_says_that_there_was_none() -> None:
    definition = scored(1, HIDDEN, "    items: [q0, q9]\n    method: sum\n    need: 1\n    activity: yes\n")
    [score] = score_response(definition, read_answers(definition, {"q0": "c0"}))
    [scale] = definition.scales
    assert why_no_score(scale, score) is NoScore.NO_ACTIVITY
    assert no_score_sentence(scale, score) == "T: no score; by the answers there was no activity to rate"


TWO_GATES = """
id: gates
version: 1
status: active
language: en
title: T
audience: both
source: S
licence: CC0-1.0
answer_lists: {l: [{code: no, text: No}, {code: yes, text: Yes}]}
sections: [{id: a, title: A}, {id: b, title: B, show_if: {item: q0, is: [yes]}}]
items:
  - {id: q0, section: a, text: Q, answers: l}
  - {id: q1, section: a, text: Q, answers: l}
  - {id: q2, section: b, text: Q, answers: l, show_if: {item: q1, is: [yes]}}
"""


@pytest.mark.parametrize(
    ("first", "second", "shown"), [("yes", "yes", True), ("yes", "no", False), ("no", "yes", False)]
)
def test_an_item_is_shown_if_its_own_condition_and_its_sections_hold(first: str, second: str, shown: bool) -> None:
    questionnaire = load_questionnaire(TWO_GATES, "gates.yaml")
    answers = read_answers(questionnaire, {"q0": first, "q1": second})
    assert ("q2" in shown_items(questionnaire, answers)) is shown


NUMBER = Item(id="n", section="s", text="N", type="integer")


@pytest.mark.parametrize(
    ("test", "holds"),
    [({"at_least": "5"}, (False, True, True)), ({"at_most": "5"}, (True, True, False)),
     ({"above": "5"}, (False, False, True)), ({"below": "5"}, (True, False, False))],
)  # fmt: skip
def test_each_order_holds_or_not_below_at_and_above_its_bound(test: dict[str, str], holds: tuple[bool, ...]) -> None:
    condition = Condition(item="n", **test)
    assert tuple(compare_answer(NUMBER, Decimal(number), condition) for number in (4, 5, 6)) == holds


def test_quantities_of_different_units_are_not_compared() -> None:
    weight, condition = replace(NUMBER, type="quantity"), Condition(item="n", at_least="50 kg")
    assert compare_answer(weight, Quantity(Decimal(60), "kg"), condition)
    assert not compare_answer(weight, Quantity(Decimal(60), "g"), condition)


GRAMS = tuple(AnswerOption(code=code, text=code, coding=Coding(code=code)) for code in ("kg", "g"))


@pytest.mark.parametrize(
    ("number", "unit", "taken"), [(2, "kg", True), (4, "kg", False), (2000, "g", True), (4000, "g", False)]
)
def test_limits_in_one_unit_hold_in_the_others_of_its_kind(number: int, unit: str, taken: bool) -> None:
    """Of one to three kilograms."""
    limits = UnitLimits(min=Decimal(1), max=Decimal(3), unit="kg")
    item = Item(id="w", section="s", text="W", type="quantity", units=GRAMS, unit_limits=limits)
    if taken:
        assert read_answer(item, {"number": number, "unit": unit}).value == Quantity(Decimal(number), unit)
    else:
        with pytest.raises(AnswerRefused, match="Choose a value of 3 kg or less"):
            read_answer(item, {"number": number, "unit": unit})


def test_an_answer_to_a_field_that_two_windows_changed_ends_the_choice() -> None:
    open_choice = FormContent({"q0": "a"}, conflicts={"q0": ("a", "b"), "": ("x", "y")})
    assert open_choice.with_answer("q0", "b").conflicts == {"": ("x", "y")}
    assert open_choice.with_note("x").conflicts == {"q0": ("a", "b")}


def test_as_many_mappings_inside_each_other_as_are_allowed_and_no_more() -> None:
    def nested(depth: int) -> str:
        return "{a: " * depth + "x" + "}" * depth

    read_tree(nested(MAX_YAML_DEPTH), "a.yaml")
    with pytest.raises(FileRefused, match="nested too deeply"):
        read_tree(nested(MAX_YAML_DEPTH + 1), "a.yaml")
