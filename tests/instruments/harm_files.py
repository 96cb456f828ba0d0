"""Made-up files in the shapes of those that clinics import, in our own words, for which answers open help."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from nearer.domain.items import Item
from nearer.domain.questionnaire import Questionnaire
from nearer.fhir_questionnaires.import_file import import_file
from nearer.instruments.safety import speaks_of_harm
from nearer.typed_answers.answer_parsing import read_answer
from tests.fhir.resource_builders import ORDINAL, import_resource, instruments, make_resource
from tests.fhir_responses.test_responses import NINE

LOINC = "http://loinc.org"
ANSWERS = ("LA6568-5", "LA6569-3", "LA6570-1", "LA6571-9")
NEUTRAL = "Own words of question"


def make_coding(code: str, system: str | None = LOINC) -> dict[str, str]:
    return {"code": code} | ({"system": system} if system else {})


def make_answer_options(
    codes: Sequence[str] = ANSWERS, weights: Sequence[float | None] = (0, 1, 2, 3), system: str | None = LOINC
) -> list[dict[str, Any]]:
    """Answer options with these codes and weights."""
    return [
        {"valueCoding": make_coding(code, system) | {"display": f"Answer {code}"}}
        | ({} if weight is None else {"extension": [{"url": ORDINAL, "valueDecimal": weight}]})
        for code, weight in zip(codes, weights, strict=True)
    ]


def make_nine_items(count: int = 9, **keys: Any) -> list[dict[str, Any]]:
    """Questions without codes, told apart by their number."""
    shared = {"type": "choice", "answerOption": make_answer_options()} | keys
    return [{"linkId": f"q{n}", "text": f"{NEUTRAL} {n}", **shared} for n in range(1, count + 1)]


def add_item_codes(items: list[dict[str, Any]], codes: Sequence[str | None] = NINE) -> list[dict[str, Any]]:
    return [item | ({"code": [make_coding(code)]} if code else {}) for item, code in zip(items, codes, strict=False)]


def make_total_item(**keys: Any) -> dict[str, Any]:
    return {"linkId": "total", "type": "quantity", "text": "Total score", "code": [make_coding("44261-6")]} | keys


def make_sdc_resource(weights: Sequence[float] = (0, 1, 2, 3)) -> dict[str, Any]:
    """As HL7's SDC guide and Stanford's ResearchKitOnFHIR have it: a group, a value set, no code but the total's."""
    concepts = [
        {"code": code, "display": code, "extension": [{"url": ORDINAL, "valueDecimal": weight}]}
        for code, weight in zip(("Never-here", "Some-days", "Many days", "Most days"), weights, strict=True)
    ]
    include = [{"system": "http://hl7.org/fhir/uv/sdc/CodeSystem/CSPHQ9", "concept": concepts}]
    value_set = {"resourceType": "ValueSet", "id": "VS", "status": "draft", "compose": {"include": include}}
    questions = [
        {"linkId": f"H1/T1/Q{n}", "text": f"{NEUTRAL} {n}", "type": "choice", "answerValueSet": "#VS"}
        for n in range(1, 10)
    ]
    inside = {
        "linkId": "H1/T1",
        "type": "group",
        "text": "In the last two weeks",
        "item": [*questions, make_total_item()],
    }
    return make_resource(url="urn:x:sdc", title="Feelings", contained=[value_set], item=[inside])


def import_questionnaire(resource: dict[str, Any]) -> Questionnaire:
    imported = import_resource(resource)
    assert imported.questionnaire is not None, imported.report.problems
    return imported.questionnaire


def import_one_item(**keys: Any) -> Questionnaire:
    return import_questionnaire(make_resource(title="Form", item=[{"linkId": "x", "type": "choice", **keys}]))


def flag_items(questionnaire: Questionnaire, *items: str) -> Questionnaire:
    return replace(questionnaire, harm_flags=frozenset(items))


def opens_help(questionnaire: Questionnaire, item: Item, raw: object) -> bool:
    return speaks_of_harm(questionnaire, item, read_answer(item, raw), instruments())


def options_that_open_help(questionnaire: Questionnaire, item: str) -> list[str]:
    """The codes of the options that open help."""
    question = questionnaire.item(item)
    return [option.code for option in question.options if opens_help(questionnaire, question, option.code)]


def import_own_file(*lines: str) -> Questionnaire:
    head = "id: own\nversion: 1\nstatus: draft\nlanguage: en\ntitle: Own\naudience: both\nsource: x\nlicence: x\n"
    text = head + "sections: [{id: s, title: S}]\nitems:\n" + "".join(f"  - {{section: s, {line}}}\n" for line in lines)
    imported = import_file("own.yaml", text.encode(), instruments(), beside=())
    assert imported.questionnaire is not None, imported.report.problems
    return imported.questionnaire
