"""What may be given several times stands as copies, each asked and shown by itself."""

from __future__ import annotations

import pytest

from nearer.domain.conditions import shown_items
from nearer.domain.questionnaire import Questionnaire
from nearer.domain.repeats import expand_repeats, next_copy, with_copy, without_copy
from nearer.typed_answers.answer_parsing import read_answers
from nearer.typed_answers.refused_answers import AnswerRefused
from nearer.yaml_files.loader import load_questionnaire

FILE = """
id: children
version: 1
status: active
language: en
title: Children
audience: both
source: Written for the tests.
licence: CC0-1.0
sections:
  - {id: child, title: A child, repeats: {max: 3}}
  - {id: school, title: A school, inside: child, repeats: {}}
items:
  - {id: name, section: child, text: Name, type: line}
  - {id: known, section: child, text: Known, type: line, repeats: {}}
  - {id: grown, section: child, text: Grown up, answers: [{code: yes, text: Yes}, {code: no, text: No}]}
  - {id: place, section: school, text: Place, type: line, show_if: {item: grown, is: [no]}}
  - {id: end, section: child, text: End, type: line}
"""


@pytest.fixture
def children() -> Questionnaire:
    return load_questionnaire(FILE, "children.yaml")


def ids(questionnaire: Questionnaire, *names: str) -> list[str]:
    return [item.id for item in expand_repeats(questionnaire, names).items]


def test_a_questionnaire_without_copies_is_the_same_questionnaire(children: Questionnaire) -> None:
    assert expand_repeats(children, ["name", "place"]) is children


def test_a_copy_of_a_part_comes_after_the_one_before_it(children: Questionnaire) -> None:
    first = ["name", "known", "grown", "place", "end"]
    assert ids(children, "name~child.3") == first + [f"{name}~child.{n}" for n in (2, 3) for name in first]


def test_an_answer_that_repeats_stands_beside_the_first(children: Questionnaire) -> None:
    assert ids(children, "known~known.2")[1:3] == ["known", "known~known.2"]


def test_a_section_inside_a_copy_repeats_by_itself(children: Questionnaire) -> None:
    names = ids(children, "place~child.2~school.2", "place~school.3")
    places = [name for name in names if name.startswith("place")]
    assert places == ["place", "place~school.2", "place~school.3", "place~child.2", "place~child.2~school.2"]


def test_a_condition_in_a_copy_looks_at_its_own_copy(children: Questionnaire) -> None:
    answers = read_answers(children, {"grown": "yes", "grown~child.2": "no"})
    visible = shown_items(children, answers)
    assert "place" not in visible and "place~child.2" in visible


def test_a_further_copy_of_a_part_is_there_once_its_items_are_named(children: Questionnaire) -> None:
    names = with_copy(children, ["name"], "child~child.2")
    assert names == tuple(f"{name}~child.2" for name in ("name", "known", "grown", "place", "end"))
    assert (
        next_copy(expand_repeats(children, names), expand_repeats(children, names).section_by_id["child~child.2"])
        == "child~child.3"
    )


def test_there_are_never_more_copies_of_a_part_than_the_questionnaire_allows(children: Questionnaire) -> None:
    expanded = expand_repeats(children, ["name~child.3"])
    assert next_copy(expanded, expanded.section_by_id["child~child.3"]) is None


def test_when_a_copy_of_a_part_is_taken_away_those_after_it_move_up() -> None:
    names = ["name", "name~child.2", "place~child.2~school.2", "name~child.3", "place~child.3~school.2"]
    assert without_copy(names, "child~child.2") == {
        "name": "name",
        "name~child.3": "name~child.2",
        "place~child.3~school.2": "place~child.2~school.2",
    }


def test_a_copy_inside_another_is_taken_away_there_and_stays_in_the_others() -> None:
    """The second school of the second child: that of the third child is another one."""
    names = ["place~child.2~school.2", "place~child.2~school.3", "place~child.3~school.2", "place~school.2"]
    assert without_copy(names, "school~child.2~school.2") == {
        "place~child.2~school.3": "place~child.2~school.2",
        "place~child.3~school.2": "place~child.3~school.2",
        "place~school.2": "place~school.2",
    }


@pytest.mark.parametrize("name", ["name~child.4", "name~child.1", "name~school.2", "name~child.x", "x~child.2"])
def test_a_copy_that_a_questionnaire_does_not_allow_is_refused(children: Questionnaire, name: str) -> None:
    with pytest.raises(AnswerRefused):
        read_answers(children, {name: "text"})
