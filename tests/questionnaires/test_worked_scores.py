"""One score of every shipped scale, worked out on paper: worked_scores.csv shows how, and anybody may add a row.

Five answers are 0, 25, 50, 75 and 100, from the first to the last; a question that is turned around counts 100 less
that. The score is their mean, rounded once.
"""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from nearer.domain.scoring import score_scale
from nearer.typed_answers.answer_parsing import read_answers
from tests.questionnaires.shipped import CATALOGUE, SCALES

ROWS = list(csv.DictReader((Path(__file__).parent / "worked_scores.csv").open(encoding="utf-8", newline="")))


def test_every_shipped_scale_has_a_score_worked_out_by_hand() -> None:
    worked = {(row["questionnaire"], row["scale"]) for row in ROWS}
    assert worked == {(questionnaire.id, scale.id) for questionnaire, scale in SCALES}


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['questionnaire']}:{row['scale']}" for row in ROWS])
def test_the_program_gives_the_score_that_was_worked_out_by_hand(row: dict[str, str]) -> None:
    questionnaire = CATALOGUE.questionnaires[row["questionnaire"]]
    raw: dict[str, object] = dict(pair.split(": ", 1) for pair in row["answers"].split("; "))
    several = {item.id for item in questionnaire.items if item.type == "several"}
    raw |= {name: str(raw[name]).split("+") for name in several & raw.keys()}
    score = score_scale(questionnaire, questionnaire.scale(row["scale"]), read_answers(questionnaire, raw))
    assert score.value == Decimal(row["score"])


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['questionnaire']}:{row['scale']}" for row in ROWS])
def test_every_answer_worked_with_is_of_its_scale_or_opens_it(row: dict[str, str]) -> None:
    questionnaire = CATALOGUE.questionnaires[row["questionnaire"]]
    names = {pair.split(": ", 1)[0] for pair in row["answers"].split("; ")}
    items = set(questionnaire.scale(row["scale"]).items)
    opening = {name for item in items for condition in questionnaire.item(item).conditions for name in condition.items}
    assert names <= items | opening
