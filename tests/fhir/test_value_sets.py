"""What a value set of the file offers, and what it does not: https://hl7.org/fhir/R4/valueset.html"""

from __future__ import annotations

from typing import Any

import pytest

from tests.fhir.resource_builders import import_resource, make_resource_of_one_item, questionnaire_of_import

CONCEPTS = [{"code": "a", "display": "A"}, {"code": "b", "display": "B"}]


def offering(**value_set: Any) -> dict[str, Any]:
    """A file with one question that is answered from this value set."""
    contained = [{"resourceType": "ValueSet", "id": "v", "status": "active", **value_set}]
    return make_resource_of_one_item(type="choice", answerValueSet="#v") | {"contained": contained}


def test_an_entry_that_only_orders_the_others_cannot_be_chosen() -> None:
    """`abstract`: the user cannot select the code directly, https://hl7.org/fhir/R4/valueset-definitions.html"""
    around = {"code": "g", "display": "Group", "abstract": True, "contains": CONCEPTS}
    [item] = questionnaire_of_import(
        import_resource(offering(expansion={"timestamp": "2026", "contains": [around]}))
    ).items
    assert [option.text for option in item.options] == ["A", "B"]


@pytest.mark.parametrize("value", ["true", True])
def test_an_entry_that_says_so_as_a_text_cannot_be_chosen_either(value: Any) -> None:
    around = {"code": "g", "display": "Group", "abstract": value}
    imported = import_resource(offering(expansion={"timestamp": "2026", "contains": [around, *CONCEPTS]}))
    assert [option.text for option in questionnaire_of_import(imported).items[0].options] == ["A", "B"]
    sentence = "item x: 'abstract' is written as text; it is taken as true"
    assert (sentence in map(str, imported.report.changes)) is (value == "true")


def test_a_value_set_that_leaves_concepts_out_is_asked_for_written_out() -> None:
    include = [{"system": "urn:v", "concept": CONCEPTS}]
    compose = {"include": include, "exclude": [{"system": "urn:v", "concept": CONCEPTS[:1]}]}
    assert [str(problem) for problem in import_resource(offering(compose=compose)).report.problems] == [
        "item x: its value set leaves concepts out by a rule; ask for the file with all options written out"
    ]


@pytest.mark.parametrize("key", ["code", "display"])
def test_a_concept_whose_words_are_no_text_is_named_with_the_item(key: str) -> None:
    compose = {"include": [{"system": "urn:v", "concept": [CONCEPTS[0], CONCEPTS[1] | {key: 7}]}]}
    assert f"item x: '{key}' takes text" in map(str, import_resource(offering(compose=compose)).report.problems)
