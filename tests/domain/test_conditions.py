"""What is shown depends on what was answered, and what is hidden counts as unanswered."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest

from nearer.domain.answers import Quantity
from nearer.domain.conditions import apply_conditions, compare_answer, find_cycle, shown_items
from nearer.domain.item_parts import Condition
from nearer.domain.items import Item
from nearer.domain.questionnaire import Questionnaire
from nearer.typed_answers.answer_parsing import read_answers
from nearer.yaml_files.loader import load_questionnaire
from tests.domain.questionnaire_builders import GOOD, load_good_file, make_scored_questionnaire


def with_condition(condition: str) -> Questionnaire:
    """The good file, with the item `scars` shown under another condition."""
    return load_good_file(GOOD.replace("{item: present, is: [yes]}", condition))


def shows_scars(questionnaire: Questionnaire, raw: Mapping[str, object]) -> bool:
    return "scars" in shown_items(questionnaire, read_answers(questionnaire, raw))


@pytest.mark.parametrize(
    ("condition", "raw", "is_shown"),
    [
        ("{item: present, is: [yes]}", {"present": "yes"}, True),
        ("{item: present, is: [yes]}", {"present": "no"}, False),
        ("{item: present, is: [yes]}", {}, False),
        ("{item: present, is: [yes, no]}", {"present": {"state": "declined"}}, False),
        ("{item: present, is_not: [no]}", {"present": "no"}, False),
        ("{item: present, is_not: [no]}", {"present": "yes"}, True),
        ("{item: present, is_not: [no]}", {}, True),
        ("{item: present, answered: yes}", {"present": "no"}, True),
        ("{item: present, answered: yes}", {"present": {"state": "declined"}}, False),
        ("{item: present, answered: no}", {}, True),
        ("{item: numb, answered: yes}", {"numb": "na"}, False),
        ("{item: numb, is: [na]}", {"numb": "na"}, True),
        ("{item: numb, at_least: 2}", {"numb": "much"}, True),
        ("{item: numb, at_least: 2}", {"numb": "some"}, False),
        ("{item: numb, at_least: 0}", {}, False),
        ("{item: numb, at_least: 0}", {"numb": "na"}, False),
        ("{item: numb, at_most: 0}", {"numb": "none"}, True),
        ("{item: numb, at_most: 0}", {"numb": "some"}, False),
        ("{item: ease, at_least: 4}", {"ease": "most"}, True),
        ("{item: years, at_least: 2.5}", {"years": 3}, True),
        ("{item: years, at_most: 2}", {"years": 3}, False),
        ("{item: places, is: [chest]}", {"places": ["belly", "chest"]}, True),
        ("{item: places, is: [chest]}", {"places": ["belly"]}, False),
        ("{item: places, is_not: [chest]}", {"places": ["belly"]}, True),
        ("{item: words, answered: yes}", {"words": "yes"}, True),
        ("{all: [{item: numb, at_least: 1}, {item: years, at_least: 1}]}", {"numb": "some"}, False),
        ("{all: [{item: numb, at_least: 1}, {item: years, at_least: 1}]}", {"numb": "some", "years": 1}, True),
        ("{any: [{item: numb, at_least: 1}, {item: years, at_least: 1}]}", {"years": 1}, True),
        ("{any: [{item: numb, at_least: 1}, {all: [{item: years, at_least: 1}]}]}", {"years": 0}, False),
    ],
)
def test_a_condition_shows_the_item_or_hides_it(condition: str, raw: dict[str, object], is_shown: bool) -> None:
    assert shows_scars(with_condition(condition), raw) is is_shown


CHAIN = """\
  - {id: first, section: s, text: Q, answers: l}
  - {id: second, section: s, text: Q, answers: l, show_if: {item: first, at_least: 1}}
  - {id: third, section: s, text: Q, answers: l, show_if: {item: second, at_least: 1}}
  - {id: fourth, section: s, text: Q, answers: l, show_if: {item: third, answered: no}}
"""


def test_a_hidden_item_counts_as_unanswered_for_those_that_wait_for_it() -> None:
    questionnaire = make_scored_questionnaire(1, CHAIN)
    answers = read_answers(questionnaire, {"first": "c0", "second": "c3", "third": "c3", "fourth": "c1"})
    assert shown_items(questionnaire, answers) == ("q0", "first", "fourth")


def test_the_order_of_the_items_in_the_file_changes_nothing() -> None:
    visible_sets = set()
    for lines in itertools.permutations(CHAIN.splitlines(keepends=True)):
        questionnaire = make_scored_questionnaire(1, "".join(lines))
        answers = read_answers(questionnaire, {"first": "c1", "second": "c0", "third": "c3", "fourth": "c1"})
        visible_sets.add(frozenset(shown_items(questionnaire, answers)))
    assert visible_sets == {frozenset({"q0", "first", "second", "fourth"})}


def test_showing_an_item_again_restores_its_answer() -> None:
    questionnaire = load_good_file()
    answers = read_answers(questionnaire, {"present": "no", "scars": "much"})
    assert apply_conditions(questionnaire, answers)["scars"].state.value == "not_shown"
    answers |= read_answers(questionnaire, {"present": "yes"})
    assert apply_conditions(questionnaire, answers)["scars"].value == "much"


def test_every_item_is_in_the_record_with_its_state() -> None:
    questionnaire = load_good_file()
    answers = read_answers(questionnaire, {"numb": "na", "ease": {"state": "declined"}, "years": 3})
    assert {name: answer.state.value for name, answer in apply_conditions(questionnaire, answers).items()} == {
        "present": "skipped",
        "scars": "not_shown",
        "numb": "not_applicable",
        "ease": "declined",
        "places": "skipped",
        "years": "answered",
        "words": "skipped",
    }


def test_applying_conditions_twice_changes_nothing_and_the_answers_given_stay_as_they_were() -> None:
    questionnaire = load_good_file()
    answers = read_answers(questionnaire, {"present": "no", "scars": "much"})
    before = dict(answers)
    all_answers = apply_conditions(questionnaire, answers)
    assert apply_conditions(questionnaire, all_answers) == all_answers
    assert answers == before


def test_a_shown_item_kept_as_hidden_is_a_skipped_one() -> None:
    questionnaire = load_good_file()
    answers = read_answers(questionnaire, {"numb": {"state": "not_shown"}})
    assert apply_conditions(questionnaire, answers)["numb"].state.value == "skipped"


def test_conditions_that_wait_for_each_other_are_refused_with_every_item_named() -> None:
    assert sorted(find_cycle({"a": ["b"], "b": ["c"], "c": ["a"], "d": ["a"]})) == ["a", "b", "c"]
    assert find_cycle({"a": ["a"]}) == ("a",)
    assert find_cycle({"a": ["b"], "b": []}) == ()


BELOW = """\
  - {id: smokes, section: s, text: Q, answers: l}
  - {id: many, section: s, text: Q, answers: l, show_if: {item: smokes, at_least: 1}}
  - {id: hint, section: s, text: H, type: display, under: many}
  - {id: aside, section: s, text: H, type: display, under: hint}
  - {id: why, section: s, text: Q, type: text, under: many}
  - {id: why-hint, section: s, text: H, type: display, under: why}
  - {id: total, section: s, text: Q, type: integer, read_only: yes}
  - {id: total-hint, section: s, text: H, type: display, under: total}
"""


@pytest.mark.parametrize(
    ("raw", "visible"),
    [
        ({}, set()),
        ({"smokes": "c0", "many": "c1"}, set()),
        ({"smokes": "c1"}, {"many", "hint", "aside"}),
        ({"smokes": "c1", "many": "c1"}, {"many", "hint", "aside", "why", "why-hint"}),
    ],
)
def test_words_of_help_are_there_with_their_question_and_never_without_it(
    raw: dict[str, object], visible: set[str]
) -> None:
    questionnaire = make_scored_questionnaire(1, BELOW)
    assert set(shown_items(questionnaire, read_answers(questionnaire, raw))) - {"q0", "smokes"} == visible


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
    ("first", "second", "is_shown"), [("yes", "yes", True), ("yes", "no", False), ("no", "yes", False)]
)
def test_an_item_is_shown_if_its_own_condition_and_those_of_its_sections_are_met(
    first: str, second: str, is_shown: bool
) -> None:
    questionnaire = load_questionnaire(TWO_GATES, "gates.yaml")
    answers = read_answers(questionnaire, {"q0": first, "q1": second})
    assert ("q2" in shown_items(questionnaire, answers)) is is_shown


NUMBER = Item(id="n", section="s", text="N", type="integer")


@pytest.mark.parametrize(
    ("test", "holds"),
    [({"at_least": "5"}, (False, True, True)), ({"at_most": "5"}, (True, True, False)),
     ({"above": "5"}, (False, False, True)), ({"below": "5"}, (True, False, False))],
)  # fmt: skip
def test_a_condition_of_more_or_less_holds_or_not_below_at_and_above_its_bound(
    test: dict[str, str], holds: tuple[bool, ...]
) -> None:
    condition = Condition(item="n", **test)
    assert tuple(compare_answer(NUMBER, Decimal(number), condition) for number in (4, 5, 6)) == holds


def test_quantities_of_different_units_are_not_compared() -> None:
    weight, condition = replace(NUMBER, type="quantity"), Condition(item="n", at_least="50 kg")
    assert compare_answer(weight, Quantity(Decimal(60), "kg"), condition)
    assert not compare_answer(weight, Quantity(Decimal(60), "g"), condition)
