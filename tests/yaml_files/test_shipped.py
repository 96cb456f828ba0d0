"""Every questionnaire we ship keeps what the house promises."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from nearer.domain.questionnaire import Questionnaire
from nearer.domain.scoring import score_response
from nearer.typed_answers.answer_parsing import read_answers
from nearer.yaml_files.catalogue import read_catalogue
from nearer.yaml_files.loader import json_schema, load_questionnaire

FOLDER = Path(__file__).parents[2] / "questionnaires"
FILES = sorted(FOLDER.glob("*.yaml"))
NAMES = [file.name for file in FILES]


@pytest.fixture(params=FILES, ids=NAMES)
def file(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


@pytest.fixture
def questionnaire(file: Path) -> Questionnaire:
    return load_questionnaire(file.read_bytes(), file.name)


def plain_answer(item: Any, last: bool) -> object:
    if item.type in ("choice", "several"):
        codes = [option.code for option in item.options if not option.not_applicable]
        code = codes[-1] if last else codes[0]
        return code if item.type == "choice" else [code]
    if item.type in ("integer", "decimal"):
        return item.limits.max if last else item.limits.min
    return "2026-11-23" if item.type == "date" else "words"


def test_nearer_comes_with_questionnaires() -> None:
    assert FILES


def test_each_shipped_questionnaire_loads_and_is_named_after_its_id(questionnaire: Questionnaire, file: Path) -> None:
    assert file.stem.split(".")[0] == questionnaire.id


def test_all_shipped_questionnaires_fit_into_one_catalogue() -> None:
    assert len(read_catalogue((file.name, file.read_bytes()) for file in FILES).questionnaires) == len(FILES)


def test_an_editor_that_knows_the_schema_has_nothing_against_it(file: Path) -> None:
    written = json.loads(json.dumps(yaml.safe_load(file.read_text("utf-8")), default=str))  # in JSON a day is text
    assert [error.message for error in Draft202012Validator(json_schema()).iter_errors(written)] == []


def test_every_shipped_scale_has_bands_in_words_with_a_topic_of_the_guide(questionnaire: Questionnaire) -> None:
    assert [scale.id for scale in questionnaire.scales if not scale.bands] == []
    assert [scale.id for scale in questionnaire.scales if not any(band.guide for band in scale.bands)] == []


def test_every_section_of_a_shipped_questionnaire_asks_something(questionnaire: Questionnaire) -> None:
    assert [section.id for section in questionnaire.sections if not questionnaire.items_of(section.id)] == []


@pytest.mark.parametrize("last", [False, True], ids=["first answers", "last answers"])
def test_each_score_of_a_shipped_questionnaire_stays_in_its_range_and_has_a_band(
    questionnaire: Questionnaire, last: bool
) -> None:
    raw = {item.id: plain_answer(item, last) for item in questionnaire.items}
    for score in score_response(questionnaire, read_answers(questionnaire, raw)):
        plan = questionnaire.plans[score.scale]
        assert score.value is None or plan.lowest <= score.value <= plan.highest
        assert (score.band is None) is (score.value is None)


def test_a_shipped_questionnaire_with_nothing_answered_gives_no_score_at_all(questionnaire: Questionnaire) -> None:
    assert {score.value for score in score_response(questionnaire, {})} <= {None}


def test_a_shipped_questionnaire_with_everything_declined_gives_no_score_at_all(questionnaire: Questionnaire) -> None:
    answers = read_answers(questionnaire, {item.id: {"state": "declined"} for item in questionnaire.items})
    assert {score.value for score in score_response(questionnaire, answers)} <= {None}
