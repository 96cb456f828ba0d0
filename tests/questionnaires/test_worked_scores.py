"""Scores of every shipped scale, worked out on paper: worked_scores.csv shows how, and anybody may add a row.

Five answers are 0, 25, 50, 75 and 100, from the first to the last; a question that is turned around counts 100 less
that. The score is their mean, rounded once, a half up; its band is read from the cuts in the questionnaire's file. For
each way of scoring there is a row with too few answers, whose score is empty, and one with a score on a cut. Where no
score can be on a cut (34 and 70, of two or three such answers), a row has the last score before it.
"""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from nearer.domain.scales import Scale
from nearer.domain.scoring import score_scale
from nearer.typed_answers.answer_parsing import read_answers
from tests.questionnaires.shipped import CATALOGUE, SCALES

ROWS = list(csv.DictReader((Path(__file__).parent / "worked_scores.csv").open(encoding="utf-8", newline="")))


def scale_of(row: dict[str, str]) -> Scale:
    return CATALOGUE.questionnaires[row["questionnaire"]].scale(row["scale"])


def way_of_scoring(scale: Scale) -> str:
    """The method, and what changes it."""
    return f"{scale.method}, hardest {scale.hardest}" if scale.hardest else scale.method


def test_every_shipped_scale_has_a_score_worked_out_by_hand() -> None:
    worked = {(row["questionnaire"], row["scale"]) for row in ROWS}
    assert worked == {(questionnaire.id, scale.id) for questionnaire, scale in SCALES}


@pytest.mark.parametrize("way", sorted({way_of_scoring(scale) for _, scale in SCALES}))
def test_every_way_of_scoring_is_worked_out_with_too_few_answers_and_on_a_cut(way: str) -> None:
    rows = [row for row in ROWS if way_of_scoring(scale_of(row)) == way]
    assert [row for row in rows if not row["score"]] != []
    cuts = [[str(band.start) for band in scale_of(row).bands[1:]] for row in rows]
    assert [row for row, starts in zip(rows, cuts, strict=True) if row["score"] in starts] != []


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['questionnaire']}:{row['scale']}" for row in ROWS])
def test_the_program_gives_the_score_that_was_worked_out_by_hand(row: dict[str, str]) -> None:
    questionnaire = CATALOGUE.questionnaires[row["questionnaire"]]
    raw: dict[str, object] = dict(pair.split(": ", 1) for pair in row["answers"].split("; "))
    several = {item.id for item in questionnaire.items if item.type == "several"}
    raw |= {name: str(raw[name]).split("+") for name in several & raw.keys()}
    raw |= {name: {"state": "declined"} for name, answer in raw.items() if answer == "declined"}
    score = score_scale(questionnaire, questionnaire.scale(row["scale"]), read_answers(questionnaire, raw))
    assert score.value == (Decimal(row["score"]) if row["score"] else None)
    assert (score.band or "") == row["band"]


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['questionnaire']}:{row['scale']}" for row in ROWS])
def test_every_answer_worked_with_is_of_its_scale_or_opens_it(row: dict[str, str]) -> None:
    questionnaire = CATALOGUE.questionnaires[row["questionnaire"]]
    names = {pair.split(": ", 1)[0] for pair in row["answers"].split("; ")}
    items = set(questionnaire.scale(row["scale"]).items)
    opening = {name for item in items for condition in questionnaire.item(item).conditions for name in condition.items}
    assert names <= items | opening
