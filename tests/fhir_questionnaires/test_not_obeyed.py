"""What a file asks of a program and is not done here is a change in the report, at the file, a group and a question."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from nearer.domain.items import Item
from nearer.fhir.constants import EXTENSION, SDC
from nearer.fhir_questionnaires.reader import ImportedQuestionnaire
from nearer.fhir_questionnaires.writer import as_bytes, write_questionnaire
from tests.fhir.resource_builders import import_resource, make_resource, make_resource_of_one_item, make_weighted_choice
from tests.fhir_questionnaires.test_laws import missing
from tests.fhir_questionnaires.test_limits import BY_FORMULA, EXPRESSION

QUESTION = {"linkId": "q", "text": "Question", "type": "string"}


def expression(url: str) -> dict[str, Any]:
    return {"url": url, "valueExpression": EXPRESSION}


def changes(resource: dict[str, Any]) -> list[str]:
    """What the report says; all of the file is given back."""
    imported = import_resource(resource)
    assert imported.questionnaire is not None, imported.report.problems
    written = json.loads(as_bytes(write_questionnaire(imported.questionnaire)[0]), parse_float=Decimal)
    assert list(missing(json.loads(json.dumps(resource), parse_float=Decimal), written)) == []
    return list(map(str, imported.report.changes))


def in_group(**keys: Any) -> dict[str, Any]:
    return make_resource(item=[{"linkId": "g", "type": "group", "text": "G", "item": [QUESTION]} | keys])


@pytest.mark.parametrize(
    "keys, sentence",
    [
        ({"extension": [expression(SDC + "enableWhenExpression")]}, "a formula decides when it is shown"),
        ({"extension": [expression(EXTENSION + "variable")]}, "a formula is not run"),
        ({"readOnly": True}, "is marked as not to be answered; its questions are asked all the same"),
        ({"extension": [{"url": EXTENSION + "questionnaire-constraint", "extension": []}]}, "a rule about its answers"),
        ({"_text": BY_FORMULA[0]}, "'text' is worked out by a formula, and formulas are not run; its words are shown"),
        ({"_repeats": BY_FORMULA[0]}, "'repeats' is worked out by a formula, and formulas are not run; it counts as"),
    ],
)
def test_a_rule_of_a_group_that_nearer_does_not_follow_is_reported(keys: dict[str, Any], sentence: str) -> None:
    [change] = changes(in_group(**keys))
    assert change.startswith(f"item g: {sentence}")


def test_a_group_that_says_nothing_more_has_no_sentence() -> None:
    assert changes(in_group(readOnly=False)) == []


@pytest.mark.parametrize(
    "url, sentence",
    [
        (EXTENSION + "questionnaire-constraint", "a rule about its answers is not checked"),
        (EXTENSION + "targetConstraint", "a rule about its answers is not checked"),
        (EXTENSION + "minLength", "an answer that is shorter than the file asks for is taken as well"),
        (SDC + "minQuantity", "its lowest or highest quantity is not checked"),
        (SDC + "maxQuantity", "its lowest or highest quantity is not checked"),
        (EXTENSION + "regex", "a pattern for the answer is not run"),
    ],
)
def test_a_rule_of_a_file_that_nearer_does_not_follow_is_reported_as_a_change(url: str, sentence: str) -> None:
    rule = {"url": url, "valueInteger": 3}
    imported = import_resource(make_resource_of_one_item(type="string", extension=[rule]))
    assert [str(note) for note in imported.report.changes] == [f"item x: {sentence}"] and imported.report.unmapped == []
    assert changes(make_resource(item=[QUESTION], extension=[rule])) == [sentence]


@pytest.mark.parametrize("beside", BY_FORMULA)
def test_words_that_a_formula_works_out_are_shown_as_they_are_written(beside: dict[str, Any]) -> None:
    for key in ("text", "prefix"):
        [change] = changes(make_resource_of_one_item(type="string", **{key: "Written", f"_{key}": beside}))
        sentence = f"item x: '{key}' is worked out by a formula, and formulas are not run; "
        assert change == sentence + "its words are shown as they are written"


def test_a_translation_beside_a_formula_is_still_a_translation() -> None:
    parts = [{"url": "lang", "valueCode": "hi"}, {"url": "content", "valueString": "एक"}]
    beside = {"extension": [{"url": EXTENSION + "translation", "extension": parts}, *BY_FORMULA[0]["extension"]]}
    imported = import_resource(make_resource_of_one_item(type="string", text="One", _text=beside))
    assert imported.questionnaire is not None
    assert imported.questionnaire.translations == {"hi": {"One": "एक"}} and len(imported.report.changes) == 1


def test_a_weight_that_a_formula_works_out_is_no_weight() -> None:
    resource = make_resource_of_one_item(**make_weighted_choice(["a", "b"], [0, 3]))
    resource["item"][0]["answerOption"][1]["extension"][0]["_valueDecimal"] = BY_FORMULA[0]
    assert changes(resource) == [
        "item x: 'ordinalValue' is worked out by a formula, and formulas are not run; there is no such weight"
    ]
    assert [option.weight for option in item_of(import_resource(resource)).options] == [0, None]


def test_the_words_of_an_option_that_a_formula_works_out_are_shown_as_they_are_written() -> None:
    resource = make_resource_of_one_item(**make_weighted_choice(["a", "b"], [0, 3]))
    resource["item"][0]["answerOption"][1]["valueCoding"]["_display"] = BY_FORMULA[1]
    assert "'display' is worked out by a formula" in changes(resource)[0]
    assert [option.text for option in item_of(import_resource(resource)).options] == ["a", "b"]


@pytest.mark.parametrize(
    "by_formula",
    [
        {"_valueString": BY_FORMULA[0]},
        {"valueCoding": {"_code": BY_FORMULA[0], "_display": BY_FORMULA[1]}},
        {"valueCoding": {"extension": BY_FORMULA[0]["extension"]}},
        {"extension": BY_FORMULA[0]["extension"]},
    ],
)
@pytest.mark.parametrize("place", range(3))
def test_an_option_that_only_a_formula_has_is_not_offered_and_is_given_back(
    by_formula: dict[str, Any], place: int
) -> None:
    resource = make_resource_of_one_item(**make_weighted_choice(["a", "b"], [0, 3]))
    resource["item"][0]["answerOption"].insert(place, by_formula)
    assert changes(resource) == [
        "item x: 'answerOption' is worked out by a formula, and formulas are not run; such an option is not offered"
    ]
    imported = import_resource(resource)
    assert [option.code for option in item_of(imported).options] == ["a", "b"] and imported.questionnaire is not None
    written, _ = write_questionnaire(imported.questionnaire)
    assert [option.get("valueCoding", {}).get("code") for option in written["item"][0]["answerOption"]] == [
        option.get("valueCoding", {}).get("code") for option in resource["item"][0]["answerOption"]
    ]
    again = import_resource(as_bytes(written)).questionnaire
    assert again is not None and again.sha256 == imported.questionnaire.sha256


ONLY_BY_FORMULA: list[dict[str, Any]] = [
    {"answerOption": [{"_valueString": BY_FORMULA[0]}]},
    {"extension": [{"url": SDC + "answerExpression", "valueExpression": {"expression": "%x"}}]},
]


@pytest.mark.parametrize("options", ONLY_BY_FORMULA)
@pytest.mark.parametrize("repeats", [True, False])
def test_a_question_whose_options_all_come_from_a_formula_is_shown_and_given_back(
    options: dict[str, Any], repeats: bool
) -> None:
    resource = make_resource_of_one_item(type="choice", required=True, repeats=repeats, **options)
    imported = import_resource(resource)
    assert (
        "item x: a formula works out all of its answer options, and formulas are not run; its text is shown, "
        "and nothing is asked"
    ) in changes(resource)
    assert item_of(imported).type == "display" and imported.questionnaire is not None
    written, _ = write_questionnaire(imported.questionnaire)
    [given_back] = written["item"]
    assert given_back == resource["item"][0]
    again = import_resource(as_bytes(written)).questionnaire
    assert again is not None and again.sha256 == imported.questionnaire.sha256


def test_what_waits_for_an_answer_that_only_a_formula_offers_is_shown_and_said_and_the_condition_given_back() -> None:
    resource = make_resource_of_one_item(type="choice", **ONLY_BY_FORMULA[0])
    when = [{"question": "x", "operator": "=", "answerCoding": {"code": "a"}}]
    resource["item"].append({"linkId": "y", "type": "string", "text": "Then?", "enableWhen": when})
    sentence = "item y: looks at 'x', whose answer options are not there; it is shown whatever is answered"
    assert sentence in changes(resource)
    questionnaire = import_resource(resource).questionnaire
    assert questionnaire is not None and questionnaire.item("y").conditions == ()
    assert write_questionnaire(questionnaire)[0]["item"][1]["enableWhen"] == when


def test_an_open_question_whose_options_all_come_from_a_formula_takes_own_words() -> None:
    by_formula = make_resource_of_one_item(type="open-choice", answerOption=[{"_valueString": BY_FORMULA[0]}])
    assert len(changes(by_formula)) == 1


def test_a_longest_answer_that_a_formula_works_out_is_no_limit() -> None:
    resource = make_resource_of_one_item(type="string", maxLength=1, _maxLength=BY_FORMULA[0])
    assert (
        "'maxLength' is worked out by a formula, and formulas are not run; there is no such limit"
        in changes(resource)[0]
    )
    assert item_of(import_resource(resource)).max_length is None


@pytest.mark.parametrize("keys", [{"type": "integer"}, {"type": "boolean"}, {"type": "string", "maxLength": 0}])
def test_a_length_that_is_not_checked_is_a_change(keys: dict[str, Any]) -> None:
    assert "how long an answer is is not checked" in changes(make_resource_of_one_item(**{"maxLength": 3} | keys))[0]


def test_how_often_is_no_limit_when_a_formula_works_it_out() -> None:
    often = {"url": EXTENSION + "questionnaire-maxOccurs", "valueInteger": 0, "_valueInteger": BY_FORMULA[0]}
    resource = make_resource_of_one_item(type="string", repeats=True, extension=[often])
    assert "'maxOccurs' is worked out by a formula" in changes(resource)[0]
    repeats = item_of(import_resource(resource)).repeats
    assert repeats is not None and repeats.max is None


def item_of(imported: ImportedQuestionnaire) -> Item:
    assert imported.questionnaire is not None, imported.report.problems
    return imported.questionnaire.items[0]
