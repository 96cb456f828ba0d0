"""Real questionnaires that nobody here wrote. They lie beside the checkout; without them these tests are skipped."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.fhir.resource_builders import SAMPLES, import_resource

pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the folder of samples is not beside the checkout")

ENDS = {
    "lforms--STU3__argonaut-phq9-ish": ("refused", "FHIR STU3"),
    "lforms--enableWhen-test.R4": ("taken_with_changes", ""),
    "lforms--phq9": ("taken_with_changes", ""),
    "lforms--q-enableWhen-with-reference-loop": ("refused", "item1 -> item3 -> item1"),
    "lforms--q-with-contained-valueset": ("taken_with_changes", ""),
    "lforms--questionnaire-enableWhen-missing-linkId": ("refused", "'q11'"),
    "researchkit-on-fhir--FormExample": ("taken", ""),
    "researchkit-on-fhir--GAD-7": ("taken", ""),
    "sdc--questionnaire-sdc-test-all-data-types": ("refused", "never fetched"),
    "sdc--questionnaire-sdc-test-enablewhen": ("refused", "never fetched"),
    "sdc--questionnaire-sdc-test-repeatable-nested-groups": ("refused", "never fetched"),
    "us-core--Questionnaire-hunger-vital-sign-example": ("taken", ""),
    "us-core--Questionnaire-phq-9-example": ("taken_with_changes", ""),
    "us-core--QuestionnaireResponse-hunger-vital-sign-example": ("refused", "not a Questionnaire"),
    "us-core--QuestionnaireResponse-phq-9-example": ("refused", "not a Questionnaire"),
}


def test_every_sample_has_its_end_written_here() -> None:
    assert {file.stem for file in SAMPLES.glob("*.json")} == set(ENDS)


@pytest.mark.parametrize("name", ENDS)
def test_a_real_file_is_taken_or_refused_with_the_item_named(name: str) -> None:
    status, sentence = ENDS[name]
    report = import_resource((SAMPLES / f"{name}.json").read_bytes()).report
    assert report.status == status
    assert sentence in " ".join(map(str, report.problems))


@pytest.mark.parametrize("name", [name for name in ENDS if name.startswith("sdc")])
def test_a_file_is_taken_once_its_value_sets_are_in_it(name: str) -> None:
    resource = json.loads((SAMPLES / f"{name}.json").read_text("utf-8"))
    concepts = [{"code": code, "display": code} for code in ("Y", "N", "ASKU")]
    include = [{"system": "http://terminology.hl7.org/CodeSystem/v2-0532", "concept": concepts}]
    used = {item["answerValueSet"] for item in _items(resource) if "answerValueSet" in item}
    resource["contained"] = [
        {"resourceType": "ValueSet", "id": f"v{number}", "url": url, "compose": {"include": include}}
        for number, url in enumerate(sorted(used))
    ]
    report = import_resource(resource).report
    assert report.problems == []


@pytest.mark.parametrize("name, total", [("us-core--Questionnaire-phq-9-example", 9), ("lforms--phq9", 9)])
def test_phq_9_is_known_by_its_panel_and_scored_from_nine_items(name: str, total: int) -> None:
    questionnaire = import_resource((SAMPLES / f"{name}.json").read_bytes()).questionnaire
    assert questionnaire is not None
    [scale] = questionnaire.scales
    assert (scale.instrument, len(scale.items)) == ("phq-9", total)


def test_gad_7_sums_from_0_to_21() -> None:
    questionnaire = import_resource((SAMPLES / "researchkit-on-fhir--GAD-7.json").read_bytes()).questionnaire
    assert questionnaire is not None
    plan = questionnaire.plans["gad-7"]
    assert (plan.lowest, plan.highest) == (0, 21)


def test_a_value_set_that_is_in_the_file_gives_its_options() -> None:
    content = (SAMPLES / "lforms--q-with-contained-valueset.json").read_bytes()
    resource = json.loads(content)
    inside = [one for value_set in resource["contained"] for one in _concepts(value_set)]
    questionnaire = import_resource(content).questionnaire
    assert questionnaire is not None
    offered = {option.text for item in questionnaire.items for option in item.options}
    assert inside and {one["display"] for one in inside} <= offered


def _concepts(value_set: dict[str, Any]) -> list[dict[str, Any]]:
    listed = value_set.get("expansion", {}).get("contains", [])
    return [
        *listed,
        *(one for include in value_set.get("compose", {}).get("include", []) for one in include["concept"]),
    ]


def _items(parent: dict[str, object]) -> list[dict[str, object]]:
    inside = parent.get("item")
    items = [item for item in inside if isinstance(item, dict)] if isinstance(inside, list) else []
    return [*items, *(below for item in items for below in _items(item))]
