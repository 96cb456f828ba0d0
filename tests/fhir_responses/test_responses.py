"""Responses come in, go out, and are scored from their answers and never from a total that somebody wrote down."""

from __future__ import annotations

import copy
import json
from datetime import UTC, datetime
from typing import Any

import pytest

from nearer.domain.answers import write_answer
from nearer.domain.questionnaire import Questionnaire
from nearer.fhir_questionnaires.writer import as_bytes
from nearer.fhir_responses.responses import Recorded, read_response
from nearer.fhir_responses.write_responses import write_response
from tests.fhir.every_kind import ANSWERS, EVERY_KIND
from tests.fhir.published_forms import import_published_form
from tests.fhir.resource_builders import (
    SAMPLES,
    import_resource,
    make_resource,
    make_weighted_choice,
    questionnaire_of_import,
)
from tests.fhir_questionnaires.test_valid import given_of

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)

NINE = ["44250-9", "44255-8", "44259-0", "44254-1", "44251-7", "44258-2", "44252-5", "44253-3", "44260-8"]


def phq_9(**last: Any) -> Questionnaire:
    """Made up, with the codes of PHQ-9 and none of its words; `last` changes the ninth item."""
    items = [
        make_weighted_choice(["w0", "w1", "w2", "w3"], [0, 1, 2, 3], linkId=f"/{code}", code=[_loinc(code)])
        for code in NINE
    ]  # fmt: skip
    items[-1] |= last
    total = {"linkId": "total", "type": "decimal", "text": "Total", "code": [_loinc("44261-6")]}
    imported = import_resource(make_resource(url="https://x.example/1", code=[_loinc("44249-1")], item=[*items, total]))
    assert imported.questionnaire is not None, imported.report.problems
    return imported.questionnaire


def _loinc(code: str) -> dict[str, str]:
    return {"system": "http://loinc.org", "code": code}


def answered(codes: list[str | None], total: float | None = None, system: str | None = "urn:w") -> bytes:
    items: list[dict[str, Any]] = [
        {"linkId": f"/{link}", "answer": [{"valueCoding": {"code": code} | ({"system": system} if system else {})}]}
        for link, code in zip(NINE, codes, strict=True)
        if code
    ]
    if total is not None:
        items.append({"linkId": "total", "answer": [{"valueDecimal": total}]})
    return json.dumps(response(item=items)).encode()


def response(**more: Any) -> dict[str, Any]:
    """Finished, of a day that has been, for the questionnaires of these tests."""
    head = {"resourceType": "QuestionnaireResponse", "status": "completed", "authored": "2025-11-20T10:00:00Z"}
    return head | {"questionnaire": "https://x.example/1"} | more


def report_text(recorded: Recorded) -> str:
    return " ".join(map(str, (*recorded.report.problems, *recorded.report.changes)))


def test_a_score_is_the_sum_of_the_weights_with_its_band() -> None:
    [score] = read_response(answered(["w2", "w2", "w2", "w2", "w1", "w1", "w2", "w0", "w0"]), phq_9(), NOW).scores
    assert (score.value, score.band) == (12, "Moderate")


def test_a_recorded_total_that_differs_is_worked_out_again_and_said() -> None:
    """The example that HL7 ships records 13 for answers that sum to 10."""
    recorded = read_response(answered(["w2", "w2", "w2", "w2", "w1", "w1", "w0", "w0", "w0"], total=13), phq_9(), NOW)
    assert recorded.scores[0].value == 10
    assert "the recorded total is 13, and the answers give 10" in report_text(recorded)


def test_a_missing_answer_is_not_zero_and_leaves_no_score() -> None:
    recorded = read_response(answered(["w0"] * 8 + [None], total=0), phq_9(), NOW)
    assert (recorded.scores[0].value, recorded.scores[0].answered, recorded.scores[0].needed) == (None, 8, 9)
    assert "too few answers for a score" in report_text(recorded)
    without_total = read_response(answered(["w0"] * 8 + [None]), phq_9(), NOW)
    assert report_text(without_total) == "PHQ-9: no score; it needs 9 answers and has 8"


def test_a_code_that_is_not_offered_leaves_no_score_and_is_named() -> None:
    recorded = read_response(answered(["w0"] * 8 + ["w9"]), phq_9(), NOW)
    assert [score.value for score in recorded.scores] == [None]
    assert "item /44260-8: its answer is not one of those that are offered; this answer is left out" in report_text(
        recorded
    )


def test_another_code_system_is_another_answer_and_no_system_is_taken_by_the_code() -> None:
    assert read_response(answered(["w0"] * 9, system="urn:other"), phq_9(), NOW).scores[0].value is None
    assert read_response(answered(["w1"] * 9, system=None), phq_9(), NOW).scores[0].value == 9


def test_a_weight_that_is_missing_leaves_no_score_and_says_why() -> None:
    bare = make_weighted_choice(["w0", "w1", "w2", "w3"], [0, 1, 2, None])["answerOption"]
    assert phq_9(answerOption=bare).scales == ()


def test_an_answer_to_an_item_that_is_not_asked_does_not_count() -> None:
    hidden = {"enableWhen": [{"question": "/44250-9", "operator": "=",
                              "answerCoding": {"system": "urn:w", "code": "w3"}}]}  # fmt: skip
    recorded = read_response(answered(["w1"] * 9), phq_9(**hidden), NOW)
    assert recorded.scores[0].value is None and "its answer does not count" in report_text(recorded)
    assert "PHQ-9: no score; 1 of its 9 questions was not asked" in report_text(recorded)


@pytest.mark.parametrize("name", ["iief-5", "fsfi", "fsfi-6"])
def test_a_month_without_activity_is_not_applicable_and_never_0(name: str) -> None:
    questionnaire = questionnaire_of_import(import_published_form(name))
    for away in range(1, len(questionnaire.items)):
        if "w0" in questionnaire.items[away].option_by_code:
            recorded = chosen(questionnaire, {f"q{away}": "w0"}, "w3")
            [score] = recorded.scores
            assert (score.value, score.band, score.applies) == (None, None, False)
            assert "no score; by the answers there was no activity to rate" in report_text(recorded)


def chosen(questionnaire: Questionnaire, other: dict[str, str], code: str) -> Recorded:
    """Every item answered with `code`, but for the others."""
    codes = {item.id: other.get(item.id, code) for item in questionnaire.items}
    answers = [{"linkId": name, "answer": [{"valueCoding": {"code": one}}]} for name, one in codes.items()]
    response = {"resourceType": "QuestionnaireResponse", "status": "completed", "item": answers}
    return read_response(json.dumps(response).encode(), questionnaire, NOW)


@pytest.mark.parametrize(
    ("name", "highest", "lowest"), [("fsfi", "36.0", "7.2"), ("fsfi-6", "30", "6"), ("iief-5", "25", "5")]
)
def test_scores_of_months_with_activity_reach_as_far_as_published(name: str, highest: str, lowest: str) -> None:
    """All fives of FSFI: 0.6 x 10 + 0.3 x 20 + 0.3 x 20 + 0.4 x 15 x 3 = 36; all ones: a fifth of it (Rosen, 2000)."""
    for code, expected in (("w5", highest), ("w1", lowest)):
        [score] = chosen(questionnaire_of_import(import_published_form(name)), {}, code).scores
        assert str(score.value) == expected


def test_an_instrument_that_may_not_be_asked_electronically_is_refused_by_name() -> None:
    items = [{"linkId": f"q{n}", "text": "Line", "type": "integer"} for n in range(4)]
    imported = import_resource(make_resource(url="https://x.example/Questionnaire/ors", item=items))
    assert "Outcome Rating Scale is not shown here. It may not be given electronically" in str(
        imported.report.problems[0]
    )


def test_a_plain_total_is_the_sum_and_a_total_by_a_formula_is_no_score() -> None:
    items = [make_weighted_choice(["a", "b"], [0, 4], linkId=f"q{n}") for n in range(2)]
    total: dict[str, Any] = {"linkId": "t", "type": "integer", "text": "Total", "readOnly": True}
    assert [scale.id for scale in _questionnaire([*items, total]).scales] == ["total"]
    formula = {"language": "text/fhirpath", "expression": "%sum / 2"}
    url = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression"
    total["extension"] = [{"url": url, "valueExpression": formula}]
    assert _questionnaire([*items, total]).scales == ()


def _questionnaire(items: list[dict[str, Any]]) -> Questionnaire:
    imported = import_resource(make_resource(item=items))
    assert imported.questionnaire is not None, imported.report.problems
    return imported.questionnaire


def test_answers_of_every_kind_go_out_and_come_back_the_same() -> None:
    questionnaire = _questionnaire(copy.deepcopy(EVERY_KIND["item"]))
    source = given_of(questionnaire, ANSWERS)
    recorded = read_response(as_bytes(write_response(source)), questionnaire, NOW)
    assert recorded.report.problems == []
    back = {name: write_answer(answer) for name, answer in recorded.answers.items()}
    sent = {name: write_answer(answer) for name, answer in source.answers.items()}
    assert back == sent | {"dt": "2026-11-23T18:30:00+05:30"}


def test_a_declined_answer_is_said_to_be_declined_and_a_skipped_one_is_not_there() -> None:
    questionnaire = _questionnaire(copy.deepcopy(EVERY_KIND["item"]))
    written = json.loads(as_bytes(write_response(given_of(questionnaire, {"no": {"state": "declined"}}))))
    [item] = written["item"]
    assert item["linkId"] == "no" and item["extension"][0]["valueCode"] == "asked-declined"


BAD: list[tuple[dict[str, Any], str]] = [
    ({"resourceType": "Patient"}, "this is a FHIR Patient, not a QuestionnaireResponse"),
    ({"resourceType": "questionnaireresponse"}, "write it 'QuestionnaireResponse', as FHIR does"),
    ({"resourceType": None}, "this is no FHIR resource, not a QuestionnaireResponse"),
    ({"questionnaire": "https://other.example"}, "answers another questionnaire"),
    ({"status": "entered-in-error"}, "entered in error"),
    ({"item": [{"linkId": "nowhere"}]}, "item nowhere: this item is not in the questionnaire"),
    ({"item": [{"linkId": "i", "answer": [{}]}]}, "item i: an answer has no value"),
    (
        {"item": [{"linkId": "i", "answer": [{"valueInteger": 1}, {"valueInteger": 2}]}]},
        "several answers and takes",
    ),
    ({"item": [{"linkId": "i", "answer": [{"valueString": "3"}]}]}, "item i: Give a whole number."),
    (
        {"item": [{"linkId": "day", "answer": [{"valueDate": "2026"}]}]},
        "item day: it is a year or a month without a day",
    ),
    ({"item": [{"linkId": "q", "answer": [{"valueQuantity": {"value": 1, "unit": "stone"}}]}]}, "item q: Choose one"),
    ({"item": [{"linkId": "s", "answer": [{"valueString": "x"}] * 21}]}, "more often than it may be"),
    ({"item": [{"linkId": "lone"}, {"linkId": "lone"}]}, "item lone: this group is there twice and does not repeat"),
    ({"item": 7}, "'item' takes a list"),
]


@pytest.mark.parametrize("changes, sentence", BAD, ids=[sentence for _, sentence in BAD])
def test_an_answer_that_does_not_fit_in_a_response_is_named_with_its_item(
    changes: dict[str, Any], sentence: str
) -> None:
    resource = {"resourceType": "QuestionnaireResponse", "status": "completed", "item": []} | changes
    questionnaire = _questionnaire(copy.deepcopy(EVERY_KIND["item"]))
    assert sentence in report_text(read_response(json.dumps(resource).encode(), questionnaire, NOW))


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the folder of samples is not beside the checkout")
def test_the_real_phq_9_response_scores_12_as_it_records() -> None:
    questionnaire = import_resource((SAMPLES / "us-core--Questionnaire-phq-9-example.json").read_bytes()).questionnaire
    assert questionnaire is not None
    content = (SAMPLES / "us-core--QuestionnaireResponse-phq-9-example.json").read_bytes()
    recorded = read_response(content, questionnaire, NOW)
    assert recorded.scores[0].value == 12 and recorded.report.status == "taken"
