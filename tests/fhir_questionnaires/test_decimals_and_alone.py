"""How many decimals an answer has, and options that stand alone: obeyed as they come in, and given out again."""

from __future__ import annotations

import json
from typing import Any

import pytest

from nearer.domain.questionnaire import Questionnaire
from nearer.fhir_questionnaires.writer import as_bytes, write_questionnaire
from nearer.fhir_responses.responses import read_response
from nearer.typed_answers.answer_parsing import read_answer
from nearer.typed_answers.refused_answers import AnswerRefused
from tests.fhir.generated import BASE
from tests.fhir.resource_builders import (
    import_resource,
    make_resource,
    make_resource_of_one_item,
    make_resource_with_item,
)
from tests.fhir_responses.test_responses import NOW

PLACES, EXCLUSIVE = BASE + "maxDecimalPlaces", BASE + "questionnaire-optionExclusive"
NOT_CHECKED = "item x: how many decimals an answer has is not checked"
LONG = "x" * 4001


def places(count: object) -> list[dict[str, Any]]:
    return [{"url": PLACES, "valueInteger": count}]


def symptoms(exclusive: object = True) -> dict[str, Any]:
    """Own words, one option that is said to be exclusive."""
    options: list[dict[str, Any]] = [{"valueCoding": {"code": code, "display": code}} for code in ("pain", "none")]
    options[1]["extension"] = [{"url": EXCLUSIVE, "valueBoolean": exclusive}]
    return make_resource_of_one_item(type="choice", repeats=True, answerOption=options)


def read_symptoms(resource: dict[str, Any]) -> Questionnaire:
    questionnaire = import_resource(resource).questionnaire
    assert questionnaire is not None
    return questionnaire


@pytest.mark.parametrize(("count", "sentence"), [(0, "Give a whole number."), (1, "at most 1 figure")])
@pytest.mark.parametrize("kind", ["decimal", "quantity"])
def test_the_most_decimals_are_obeyed_and_given_back(kind: str, count: int, sentence: str) -> None:
    imported = import_resource(make_resource_of_one_item(type=kind, extension=places(count)))
    assert (imported.report.status, imported.report.unmapped) == ("taken", [])
    questionnaire = imported.questionnaire
    assert questionnaire is not None
    item = questionnaire.item("x")
    with pytest.raises(AnswerRefused, match=sentence):
        read_answer(item, {"number": 12.25} if kind == "quantity" else 12.25)
    assert places(count)[0] in write_questionnaire(questionnaire)[0]["item"][0]["extension"]


@pytest.mark.parametrize(("kind", "count"), [("string", 1), ("decimal", -1), ("decimal", 16), ("integer", 2)])
def test_a_number_of_decimals_that_means_nothing_is_said_and_given_back(kind: str, count: object) -> None:
    imported = import_resource(make_resource_of_one_item(type=kind, extension=places(count)))
    assert [str(note) for note in imported.report.changes] == [NOT_CHECKED]
    assert imported.questionnaire is not None and not imported.report.unmapped
    assert places(count)[0] in write_questionnaire(imported.questionnaire)[0]["item"][0]["extension"]


def test_an_exclusive_option_stands_alone_and_is_given_out_as_such() -> None:
    imported = import_resource(symptoms())
    assert (imported.report.changes, imported.report.unmapped) == ([], [])
    questionnaire = read_symptoms(symptoms())
    with pytest.raises(AnswerRefused, match="by itself"):
        read_answer(questionnaire.item("x"), ["pain", "none"])
    written = write_questionnaire(questionnaire)[0]
    assert written["item"][0]["answerOption"][1]["extension"] == [{"url": EXCLUSIVE, "valueBoolean": True}]
    assert read_symptoms(json.loads(as_bytes(written))).items == questionnaire.items


def test_an_option_that_says_it_is_not_exclusive_may_stand_beside_another() -> None:
    questionnaire = read_symptoms(symptoms(False))
    assert read_answer(questionnaire.item("x"), ["pain", "none"]).value == ("pain", "none")
    options = write_questionnaire(questionnaire)[0]["item"][0]["answerOption"]
    assert options[1]["extension"] == [{"url": EXCLUSIVE, "valueBoolean": False}]


def test_an_option_of_does_not_apply_is_exclusive_for_other_programs_too() -> None:
    [symptom] = symptoms()["item"]
    symptom["answerOption"][1]["extension"].append({"url": "urn:nearer:not-applicable", "valueBoolean": True})
    questionnaire = read_symptoms(make_resource(item=[symptom]))
    option = questionnaire.item("x").option_by_code["none"]
    assert option.not_applicable and not option.alone
    written = write_questionnaire(questionnaire)[0]
    assert {"url": EXCLUSIVE, "valueBoolean": True} in written["item"][0]["answerOption"][1]["extension"]
    assert read_symptoms(json.loads(as_bytes(written))).items == questionnaire.items


def test_a_fhir_answer_that_excludes_all_others_is_left_out_beside_another() -> None:
    answers = [{"valueCoding": {"code": code}} for code in ("pain", "none")]
    response = {
        "resourceType": "QuestionnaireResponse",
        "status": "completed",
        "item": [{"linkId": "x", "answer": answers}],
    }
    recorded = read_response(json.dumps(response).encode(), read_symptoms(symptoms()), NOW)
    sentences = [str(note) for note in (*recorded.report.problems, *recorded.report.changes)]
    assert any(note.startswith("item x: ") and '"none" is an answer by itself' in note for note in sentences)
    assert "x" not in recorded.answers


TOO_LONG = {"text": LONG, "prefix": LONG}
OTHER_KIND = {"text": 5, "type": 4}


@pytest.mark.parametrize(("key", "value"), [*TOO_LONG.items(), *OTHER_KIND.items()])
def test_what_is_too_long_or_of_another_kind_is_not_also_said_to_be_missing(key: str, value: object) -> None:
    report = import_resource(make_resource_with_item(2, **{key: value})).report
    assert len(report.problems) == 1 and not report.changes


@pytest.mark.parametrize("coding", [{"code": LONG}, {"display": LONG}, {"code": 1}])
def test_an_option_that_is_too_long_or_a_number_is_not_also_said_to_have_no_text(coding: dict[str, Any]) -> None:
    problems = import_resource(
        make_resource_of_one_item(type="choice", answerOption=[{"valueCoding": coding}])
    ).report.problems
    assert [str(note).split("' ")[1] for note in problems] in (
        ["is too long (limit 4,000 characters); shorten it"],
        ["takes text"],
    )


@pytest.mark.parametrize("link", [LONG, 7])
def test_a_link_id_that_cannot_be_used_is_not_also_said_to_be_missing(link: object) -> None:
    report = import_resource(make_resource_with_item(2, linkId=link)).report
    assert len(report.problems) == 1 and "has no linkId" not in str(report.problems[0])


def test_a_title_that_is_too_long_is_named_once() -> None:
    report = import_resource(make_resource(title=LONG)).report
    assert [str(note) for note in report.problems] == ["'title' is too long (limit 4,000 characters); shorten it"]
