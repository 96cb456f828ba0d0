"""What a file says beyond our words is the difference between what came and what we write; all of it goes back."""

from __future__ import annotations

import json
from typing import Any

import pytest

from nearer.domain.item_parts import Coding
from nearer.fhir.constants import CALCULATED, DECIMALS, EXTENSION, TRANSLATION, UNIT_OPTION
from nearer.fhir_questionnaires.writer import as_bytes, write_questionnaire
from nearer.yaml_files.loader import load_questionnaire
from tests.fhir.resource_builders import (
    import_resource,
    make_resource,
    make_resource_of_one_item,
    make_weighted_choice,
    questionnaire_of_import,
)

MG = {"system": "http://unitsofmeasure.org", "code": "mg", "display": "mg"}
HIDDEN = EXTENSION + "questionnaire-hidden"


def written_again(resource: dict[str, Any]) -> tuple[dict[str, Any], bool]:
    """The first item of what goes out, and whether it comes back as the same questionnaire."""
    questionnaire = questionnaire_of_import(import_resource(resource))
    content = as_bytes(write_questionnaire(questionnaire)[0])
    item: dict[str, Any] = json.loads(content)["item"][0]
    return item, questionnaire_of_import(import_resource(content)).sha256 == questionnaire.sha256


def test_of_several_units_of_which_one_says_more_none_is_lost() -> None:
    """`unitOption` stands once a unit: https://hl7.org/fhir/R4/extension-questionnaire-unitoption.html"""
    units = [{"url": UNIT_OPTION, "valueCoding": coding} for coding in (MG, MG | {"code": "g", "version": "2"})]
    item, is_same = written_again(make_resource_of_one_item(type="quantity", extension=units))
    assert item["extension"] == units and is_same


def test_the_system_of_a_code_in_a_condition_goes_out_as_it_came() -> None:
    resource = make_resource_of_one_item(**make_weighted_choice(["a", "b"], [0, 1]))
    when = [{"question": "x", "operator": "=", "answerCoding": {"code": "a"}}]
    resource["item"].append({"linkId": "y", "type": "string", "text": "Then?", "enableWhen": when})
    written = write_questionnaire(questionnaire_of_import(import_resource(resource)))[0]
    assert written["item"][1]["enableWhen"] == when


def test_a_weight_with_a_note_of_its_own_goes_out_with_the_note_and_counts() -> None:
    resource = make_resource_of_one_item(**make_weighted_choice(["a", "b"], [0, 1]))
    weight = resource["item"][0]["answerOption"][1]["extension"][0]
    weight["extension"] = [{"url": "urn:other:note", "valueString": "kept"}]
    item, is_same = written_again(resource)
    assert item["answerOption"][1]["extension"] == [weight] and is_same
    assert [option.weight for option in questionnaire_of_import(import_resource(resource)).items[0].options] == [0, 1]


@pytest.mark.parametrize("value", [True, False])
def test_whether_a_group_is_hidden_goes_out_as_it_came_and_its_questions_are_not_asked_then(value: bool) -> None:
    extension = [{"url": HIDDEN, "valueBoolean": value}]
    inner = {
        "linkId": "i",
        "type": "group",
        "extension": extension,
        "item": [{"linkId": "q", "type": "string", "text": "Q"}],
    }
    resource = make_resource_of_one_item(type="group", extension=extension, item=[inner])
    item, is_same = written_again(resource)
    assert item["extension"] == extension and item["item"][0]["extension"] == extension and is_same
    assert questionnaire_of_import(import_resource(resource)).items[0].hidden is value


def test_what_is_left_out_without_a_meaning_is_named_once_and_what_is_known_is_not() -> None:
    resource = make_resource_of_one_item(
        type="string", definition="urn:d", foo="bar", extension=[{"url": HIDDEN, "valueBoolean": False}]
    )
    notes = list(map(str, import_resource(resource).report.unmapped))
    assert notes == ["item x: 'foo' means nothing here; it is given back on export"]


def test_a_value_that_a_formula_works_out_is_not_asked_and_goes_out_as_it_came() -> None:
    """`calculatedExpression` alone says so: https://hl7.org/fhir/uv/sdc/StructureDefinition-sdc-questionnaire-calculatedExpression.html"""
    expression = {"language": "text/fhirpath", "expression": "1.75 * 1.75"}
    resource = make_resource_of_one_item(type="decimal", extension=[{"url": CALCULATED, "valueExpression": expression}])
    item, is_same = written_again(resource)
    assert not questionnaire_of_import(import_resource(resource)).items[0].is_asked
    assert item == resource["item"][0] and is_same


@pytest.mark.parametrize("value", ["true", "false", True, False])
def test_whether_an_answer_is_required_is_the_same_written_as_a_text(value: Any) -> None:
    resource = make_resource_of_one_item(type="string", required=value)
    item, is_same = written_again(resource)
    assert questionnaire_of_import(import_resource(resource)).items[0].required is (value in ("true", True))
    assert item.get("required") == {"true": True, "false": None}.get(value, value) and is_same


def test_an_option_has_the_system_of_its_code_in_our_words_too() -> None:
    resource = make_resource_of_one_item(**make_weighted_choice(["a", "b"], [0, 1]))
    assert [option.coding for option in questionnaire_of_import(import_resource(resource)).items[0].options] == [
        Coding(system="urn:w", code="a"),
        Coding(system="urn:w", code="b"),
    ]


def test_of_two_translations_of_one_text_the_first_is_shown_and_both_go_out() -> None:
    resource = make_resource(item=[{"linkId": link, "type": "string", "text": "One", "_text": beside(word)}
                          for link, word in (("a", "एक"), ("b", "पहला"))])  # fmt: skip
    questionnaire = questionnaire_of_import(import_resource(resource))
    assert questionnaire.translations == {"hi": {"One": "एक"}}
    written = write_questionnaire(questionnaire)[0]
    assert [item["_text"] for item in written["item"]] == [beside("एक"), beside("पहला")]


def beside(word: str) -> dict[str, Any]:
    parts = [{"url": "lang", "valueCode": "hi"}, {"url": "content", "valueString": word}]
    return {"extension": [{"url": TRANSLATION, "extension": parts}]}


def test_a_file_of_ours_that_takes_no_decimals_says_so_in_fhir() -> None:
    """`maxDecimalPlaces` 0: https://hl7.org/fhir/R4/extension-maxdecimalplaces.html"""
    head = "{id: d, version: '1', status: draft, language: en, title: D, audience: both, source: s, licence: l, "
    text = head + "sections: [{id: s}], items: [{id: n, section: s, text: How many?, type: decimal, decimals: 0}]}"
    written = write_questionnaire(load_questionnaire(text, "d.yaml"))[0]
    assert {"url": DECIMALS, "valueInteger": 0} in written["item"][0]["item"][0]["extension"]
