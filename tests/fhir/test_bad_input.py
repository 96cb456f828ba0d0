"""What is wrong with a file is said in a sentence with its place, and nothing is taken."""

from __future__ import annotations

import json
from typing import Any

import pytest

from nearer.fhir.constants import SUB_QUESTIONNAIRE
from tests.fhir.generated import BASE
from tests.fhir.resource_builders import (
    import_resource,
    make_resource,
    make_resource_of_one_item,
    make_resource_with_item,
)

CODED = {"valueCoding": {"system": "urn:s", "code": "0", "display": "Never"}}
OFTEN = [{"url": BASE + f"questionnaire-{name}", "valueInteger": n} for name, n in (("minOccurs", 3), ("maxOccurs", 1))]
SUB = {"url": SUB_QUESTIONNAIRE, "valueCanonical": "https://x.example/Questionnaire/" + "y" * 90 + "/the-end"}
MODIFIER = [{"url": "urn:m", "valueBoolean": True}]


def when(question: str, **more: Any) -> list[dict[str, Any]]:
    return [{"question": question, "operator": "exists", "answerBoolean": True} | more]


def in_a_circle() -> dict[str, Any]:
    resource = make_resource()
    resource["item"][0]["enableWhen"], resource["item"][2]["enableWhen"] = when("c"), when("a")
    return resource


BYTES: list[tuple[bytes, str]] = [
    (b"", "the file is empty"),
    (b"\xef\xbb\xbf \n", "the file is empty"),
    (b" " * (1024 * 1024 + 1), "larger than 1 MB"),
    (b"\x89PNG\r\n", "not a text file in UTF-8"),
    ("{}".encode("utf-16"), "not a text file in UTF-8"),
    (json.dumps(make_resource(), indent=1).encode()[:150], "not complete JSON: stopped at line"),
    (b"[" * 100_000, "nested too deeply"),
    (b'{"a":' * 200 + b"1" + b"}" * 200, "nested too deeply"),
    (b'{"id":"a","id":"b"}', "the key 'id' appears twice"),
    (b'{"x": NaN}', "NaN is not an ordinary number"),
    (b'{"x": 1e999}', "out of range"),
    (b'{"x": 1' + b"0" * 20_000 + b"}", "20,001 digits is out of range"),
    (b'{"item":[{"linkId":"q4","text":"\\ud800"}]}', "item q4: a character cannot be stored"),
    (
        b'{"resourceType": "questionnaire"}',
        "its 'resourceType' is 'questionnaire'; write it 'Questionnaire', as FHIR does",
    ),
    (b'{"resourceType": "BUNDLE", "entry": []}', "its 'resourceType' is 'BUNDLE'; write it 'Bundle', as FHIR does"),
    (b"[]", "no object"),
    (b"<Questionnaire/>", "this is XML; ask for the file as FHIR in JSON"),
    (b"{'linkId': 1}", "not complete JSON: stopped at line 1"),
    (b'{"a": [1,\n 2,]}', "not complete JSON: stopped at line 2, column 4, where it saw ']' after a comma too many"),
    (b'{\n "a": 1,\n}', "not complete JSON: stopped at line 3, column 1, where it saw '}' after a comma too many"),
    (b'{"a": 1 "b": 2}', "not complete JSON: stopped at line 1, column 9, where it saw '\"'"),
    (b'{"a": [1', "not complete JSON: stopped at line 1, where the file ends"),
]


@pytest.mark.parametrize("content, sentence", BYTES, ids=[sentence for _, sentence in BYTES])
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(content: bytes, sentence: str) -> None:
    refused = import_resource(content)
    assert refused.questionnaire is None
    assert sentence in " ".join(map(str, refused.report.problems))


RESOURCES: list[tuple[dict[str, Any], str]] = [
    ({"resourceType": "Patient"}, "this is a FHIR Patient"),
    ({"a": 1}, "this is no FHIR resource"),
    (make_resource(group={}), "DSTU2"),
    (make_resource_with_item(0, option=[{"valueString": "x"}]), "item a: this is a Questionnaire of FHIR STU3"),
    (make_resource_with_item(0, type="coding"), "item a: this is a Questionnaire of FHIR R5"),
    (make_resource_with_item(0, modifierExtension=MODIFIER), "item a: a modifier extension"),
    (make_resource(implicitRules="urn:rules"), "it follows rules that are not in the file (implicitRules)"),
    (make_resource_of_one_item(type="string", repeats=True, extension=OFTEN), "item x: minOccurs is above maxOccurs"),
    (make_resource_with_item(2, linkId="a"), "item a: two items have this linkId"),
    (make_resource_with_item(2, linkId=None), "item number 3 has no linkId"),
    (make_resource_with_item(2, type="likert"), "item c: 'likert' is not a type"),
    (make_resource_with_item(2, type=None), "item c: has no type"),
    (make_resource_with_item(2, text=7), "item c: 'text' takes text"),
    (make_resource_with_item(2, initial=[{"valueCoding": "x"}]), "item c: 'valueCoding' takes keys"),
    (make_resource_with_item(1, answerOption=[{"valueString": ["x"]}]), "item b: 'valueString' takes one value"),
    (make_resource_with_item(2, text="x" * 4001), "item c: 'text' is too long"),
    (make_resource_with_item(2, enableWhen=when("nowhere")), "item c: depends on 'nowhere', which is not in this file"),
    (
        make_resource_with_item(2, enableWhen=[{"operator": "exists", "answerBoolean": True}]),
        "item c: a condition does not say which question it looks at",
    ),
    (
        make_resource_with_item(2, enableWhen=[{"question": "a", "answerBoolean": True}]),
        "a condition does not say how it compares",
    ),
    (
        make_resource_with_item(2, enableWhen=when("https://x.example/" + "y" * 90 + "/the-end")),
        "/the-end', which is not in",
    ),
    (make_resource_with_item(2, extension=[SUB]), "/the-end', which is not in this file"),
    (
        make_resource_of_one_item(type="choice", answerValueSet="https://x.example/" + "y" * 90 + "/the-end"),
        "/the-end', which is not in",
    ),
    (make_resource_with_item(0, enableWhen=when("c")), "item a: depends on 'c', which comes later"),
    (make_resource_with_item(2, enableWhen=when("c")), "item c: depends on itself"),
    (in_a_circle(), "item a: the items wait for each other in a circle: a -> c -> a"),
    (make_resource_with_item(2, enableWhen=when("a", operator="~")), "item c: '~' is not a way to compare"),
    (make_resource_with_item(2, enableWhen=[{"question": "a", "operator": "="}]), "compares with exactly one answer"),
    (
        make_resource_with_item(1, enableWhen=[{"question": "a", "operator": "=", "answerString": "?"}]),
        "does not offer",
    ),
    (make_resource_with_item(1, answerOption=[]), "item b: has no answer options"),
    (make_resource_with_item(1, answerOption=[CODED, CODED]), "item b: two answer options have the same value"),
    (
        make_resource_with_item(1, answerOption=[{"valueString": "a", "valueInteger": 1}]),
        "item b: an answer option has several values; leave one of them in",
    ),
    (make_resource_with_item(1, answerOption=None, answerValueSet="https://x.example/v"), "is never fetched"),
    (
        make_resource_of_one_item(
            type="integer",
            extension=[
                {"url": f"http://hl7.org/fhir/StructureDefinition/{name}", "valueInteger": value}
                for name, value in (("minValue", 9), ("maxValue", 1))
            ],
        ),
        "lowest value is above",
    ),
    (make_resource(item=[{"linkId": "g", "type": "group"}]), "holds no questions"),
    (
        make_resource(item=[{"linkId": f"q{n}", "text": "Q", "type": "string"} for n in range(501)]),
        "more than 500 items",
    ),
    (make_resource_of_one_item(type="choice", answerOption=[{"valueInteger": n} for n in range(201)]), "(limit 200)"),
]


@pytest.mark.parametrize("resource, sentence", RESOURCES, ids=[sentence for _, sentence in RESOURCES])
def test_a_fault_in_a_fhir_questionnaire_is_named_with_its_item(resource: dict[str, Any], sentence: str) -> None:
    refused = import_resource(resource)
    assert refused.report.status == "refused" and refused.questionnaire is None
    assert sentence in " ".join(map(str, refused.report.problems))


def test_groups_deeper_than_twelve_are_refused() -> None:
    item: dict[str, Any] = {"linkId": "q", "text": "Q", "type": "string"}
    for depth in range(12):
        item = {"linkId": f"g{depth}", "type": "group", "item": [item]}
    assert "nested too deeply (limit 12)" in str(import_resource(make_resource(item=[item])).report.problems[0])


@pytest.mark.parametrize(
    "text", ["<script>x</script>", "<img src=x onerror=y>", "![x](http://e.example/p.png)", "[a](javascript:b)"]
)
def test_markup_and_links_in_a_text_are_kept_as_text_and_reported(text: str) -> None:
    imported = import_resource(make_resource_with_item(2, text=text))
    assert imported.questionnaire is not None and imported.questionnaire.items[2].text == text
    assert "shown as plain text" in " ".join(map(str, imported.report.changes))


def test_hidden_characters_are_removed_and_reported() -> None:
    imported = import_resource(make_resource_with_item(2, text="How\u202e many\u200b hours?"))
    assert imported.questionnaire is not None and imported.questionnaire.items[2].text == "How many hours?"
    assert "item c: 'text' holds hidden characters; they are removed" in map(str, imported.report.changes)


@pytest.mark.parametrize("name", ["regex", "variable"])
def test_a_pattern_or_a_formula_is_not_run_and_named(name: str) -> None:
    beyond = [{"url": f"http://hl7.org/fhir/StructureDefinition/{name}", "valueString": "(a+)+$"}]
    imported = import_resource(make_resource_with_item(2, extension=beyond))
    assert imported.report.status == "taken_with_changes" and "is not run" in str(imported.report.changes[0])
