"""What a two-minute start begins with stands in the file, and a file in which it opens nothing is refused."""

from __future__ import annotations

import pytest

from nearer.domain.questionnaire import Questionnaire
from nearer.shipped import shipped_catalogue
from nearer.yaml_files.loader import load_questionnaire
from nearer.yaml_files.problems import QuestionnaireError

SHORT = """\
id: short
version: 1.0
status: active
language: en
title: Short
short_start: weighs
audience: both
source: Written for the tests of Nearer
licence: CC0-1.0
sections:
  - {id: first, title: First}
  - {id: a, title: A, show_if: {any: [{item: weighs, is: [a]}, {item: weighs, answered: no}]}}
items:
  - id: weighs
    section: first
    text: What weighs?
    type: several
    answers: [{code: a, text: A}, {code: b, text: B}, {code: none, text: None, alone: yes}]
  - {id: b-much, section: first, text: B, type: line, show_if: {item: weighs, is: [b]}}
  - {id: a-much, section: a, text: A, type: line}
"""


def short(old: str = "", new: str = "") -> Questionnaire:
    assert old in SHORT
    return load_questionnaire(SHORT.replace(old, new), "short.yaml")


def test_a_short_start_is_read_and_changes_no_chart() -> None:
    assert short().short_start == "weighs"
    assert short().sha256 == short("short_start: weighs\n").sha256


def test_every_questionnaire_of_barriers_can_be_opened_in_parts() -> None:
    barriers = shipped_catalogue().for_purpose("barriers")
    assert {one.id: one.short_start for one in barriers} == {
        "physical-barriers": "which",
        "emotional-barriers": "weighs",
        "partner-view": "weighs",
        "us-two": "weighs",
    }


def test_every_scale_but_the_whole_can_be_chosen_and_is_opened_by_its_own_name() -> None:
    for asked in shipped_catalogue().for_purpose("barriers"):
        codes = {option.code for option in asked.item(str(asked.short_start)).options}
        assert {scale.id for scale in asked.scales} - codes - {"body"} == set()


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("short_start: weighs", "short_start: weigh", "did you mean 'weighs'"),
        ("short_start: weighs", "short_start: a-much", "takes several answers"),
        ("{code: b, text: B}", "{code: b, text: B}, {code: c, text: C}", "takes several answers"),
    ],
)
def test_a_start_that_opens_nothing_is_refused_in_a_sentence(old: str, new: str, sentence: str) -> None:
    with pytest.raises(QuestionnaireError, match=sentence):
        short(old, new)
