"""Limits of an item: in the unit they are written in, and never one that a formula works out."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from nearer.domain.items import Item
from nearer.fhir_questionnaires.reader import ImportedQuestionnaire
from nearer.fhir_questionnaires.writer import as_bytes, write_questionnaire
from nearer.typed_answers.answer_parsing import read_answer
from nearer.typed_answers.refused_answers import AnswerRefused
from nearer.yaml_files.loader import load_questionnaire
from nearer.yaml_files.yaml_writer import plain_questionnaire, questionnaire_yaml
from tests.fhir.every_kind import unit
from tests.fhir.generated import BASE
from tests.fhir.resource_builders import import_resource, make_resource_of_one_item
from tests.fhir_questionnaires.test_laws import missing

HIGHEST, LOWEST = BASE + "maxValue", BASE + "minValue"
POUND = {"url": BASE + "questionnaire-unitOption", "valueCoding": {"code": "[lb_av]", "display": "lb"}}
PUFF = {"url": BASE + "questionnaire-unitOption", "valueCoding": {"code": "{puff}", "display": "puffs"}}
OF_ITEM = {"url": BASE + "questionnaire-unit", "valueCoding": {"code": "kg", "display": "kg"}}


def limit(number: float, code: str | None, url: str = HIGHEST) -> dict[str, Any]:
    named = {"unit": code, "code": code} if code else {}
    return {"url": url, "valueQuantity": {"value": number} | named}


def taken_item(kind: str, *extensions: dict[str, Any]) -> tuple[Item, ImportedQuestionnaire]:
    resource = make_resource_of_one_item(type=kind, extension=list(extensions))
    imported = import_resource(resource)
    assert imported.questionnaire is not None, imported.report.problems
    written = json.loads(as_bytes(write_questionnaire(imported.questionnaire)[0]), parse_float=Decimal)
    assert list(missing(json.loads(json.dumps(resource), parse_float=Decimal), written)) == []
    assert len(written["item"][0]["extension"]) == len(extensions)
    return imported.questionnaire.items[0], imported


def takes(item: Item, number: float, code: str | None) -> bool:
    try:
        read_answer(item, {"number": number, "unit": code})
    except AnswerRefused:
        return False
    return True


@pytest.mark.parametrize(
    "number, code, fits",
    [(75_000, "g", True), (200_000, "g", True), (200_001, "g", False), (200, "kg", True), (201, "kg", False),
     (440, "lb_av", True), (441, "lb_av", False)],
)  # fmt: skip
def test_a_limit_of_200_kg_holds_in_every_unit_of_weight(number: float, code: str, fits: bool) -> None:
    item, imported = taken_item("quantity", unit("kg"), unit("g"), POUND, limit(200, "kg"))
    assert {"kg", "g", "lb_av"} == {one.code for one in item.units}
    assert takes(item, number, code) is fits
    assert imported.report.changes == []


def test_a_lowest_and_a_highest_value_in_different_units_both_limit_the_answer() -> None:
    item, _ = taken_item("quantity", unit("kg"), unit("g"), limit(500, "g", LOWEST), limit(2, "kg"))
    fitting = [takes(item, number, code) for number, code in ((499, "g"), (500, "g"), (2000, "g"), (2001, "g"))]
    assert fitting == [False, True, True, False]
    assert [takes(item, number, "kg") for number in (0.4, 0.5, 2, 2.1)] == [False, True, True, False]


def test_a_unit_of_another_kind_has_no_limit_and_the_report_says_so() -> None:
    item, imported = taken_item("quantity", unit("mg"), PUFF, limit(10, "mg"))
    puffs = next(one.code for one in item.units if one.text == "puffs")
    assert takes(item, 90, puffs) and not takes(item, 11, "mg")
    assert [str(note) for note in imported.report.changes] == [
        "item x: its limit in mg is not checked for an answer in {puff}"
    ]


def test_a_limit_in_the_only_unit_or_in_none_is_a_limit_of_the_number() -> None:
    for extension in (limit(200, "kg"), limit(200, None), {"url": HIGHEST, "valueDecimal": 200}):
        item, imported = taken_item("quantity", unit("kg"), extension)
        assert not takes(item, 201, "kg") and takes(item, 200, "kg") and imported.report.changes == []


def test_where_no_unit_is_offered_a_bare_number_is_in_the_unit_of_the_limit() -> None:
    item, _ = taken_item("quantity", limit(200, "kg"))
    assert [takes(item, 201, code) for code in (None, "kg", "g", "{puff}")] == [False, False, True, True]


@pytest.mark.parametrize("kind, number, highest", [("decimal", 500, "0.5"), ("integer", 2500, "2")])
def test_a_number_asked_for_in_one_unit_has_its_limit_in_that_unit(kind: str, number: int, highest: str) -> None:
    item, imported = taken_item(kind, OF_ITEM, limit(number, "g"))
    assert item.limits is not None and item.limits.max == Decimal(highest) and imported.report.changes == []


@pytest.mark.parametrize(
    "kind, extension",
    [
        ("decimal", limit(5, "m")),
        ("decimal", {"url": HIGHEST, "valueDecimal": 12345678901}),
        ("decimal", limit(1, "[lb_av]")),  # 0.45359237 kg, finer than is kept
        ("decimal", {"url": HIGHEST, "valueQuantity": {"unit": "kg"}}),
        ("integer", {"url": HIGHEST, "valueString": "five"}),
    ],
)
def test_a_limit_that_cannot_be_kept_is_none_and_is_said(kind: str, extension: dict[str, Any]) -> None:
    item, imported = taken_item(kind, OF_ITEM, extension)
    assert item.limits is None and item.unit_limits is None
    assert "is not checked" in str(imported.report.changes[0])


def test_a_limit_between_whole_numbers_is_the_next_one_inside() -> None:
    item, _ = taken_item("integer", {"url": LOWEST, "valueDecimal": 0.5}, {"url": HIGHEST, "valueDecimal": 9.5})
    assert item.limits is not None and (item.limits.min, item.limits.max) == (1, 9)


def test_our_own_limits_in_a_unit_go_out_and_come_back() -> None:
    item, imported = taken_item("quantity", unit("kg"), unit("g"), limit(200, "kg"))
    assert imported.questionnaire is not None
    plain = plain_questionnaire(imported.questionnaire)
    plain["items"][0].pop("more")
    ours = load_questionnaire(questionnaire_yaml(plain), "ours.yaml")
    back = import_resource(as_bytes(write_questionnaire(ours)[0])).questionnaire
    assert back is not None and back.sha256 == ours.sha256 and back.items[0].unit_limits == item.unit_limits


# what a formula works out


EXPRESSION = {"language": "text/fhirpath", "expression": "today()"}
BY_FORMULA = [
    {"extension": [{"url": BASE + "cqf-expression", "valueExpression": EXPRESSION}]},
    {"extension": [{"url": BASE + "cqf-calculatedValue", "valueString": "today()"}]},
]


@pytest.mark.parametrize("beside", BY_FORMULA)
@pytest.mark.parametrize(
    "kind, url, value",
    [
        ("integer", LOWEST, {"valueInteger": 0}), ("integer", HIGHEST, {"valueInteger": 0}), ("integer", HIGHEST, {}),
        ("decimal", HIGHEST, {"valueDecimal": 0}), ("date", HIGHEST, {"valueDate": "2020-01-01"}), ("date", LOWEST, {}),
        ("dateTime", LOWEST, {"valueDateTime": "2020-01-01T00:00:00Z"}),
    ],
)  # fmt: skip
def test_a_limit_that_a_formula_works_out_is_no_limit(
    beside: dict[str, Any], kind: str, url: str, value: dict[str, Any]
) -> None:
    name = {"integer": "Integer", "decimal": "Decimal", "date": "Date", "dateTime": "DateTime"}[kind]
    item, imported = taken_item(kind, {"url": url, f"_value{name}": beside} | value)
    assert item.limits is None and item.days is None
    [note] = imported.report.changes
    end = url.rpartition("/")[2]
    assert str(note) == f"item x: '{end}' is worked out by a formula, and formulas are not run; there is no such limit"


def test_a_limit_that_is_an_expression_itself_is_no_limit_either() -> None:
    item, imported = taken_item("integer", {"url": HIGHEST, "valueExpression": EXPRESSION})
    [note] = imported.report.changes
    assert item.limits is None and "there is no such limit" in str(note)
