"""What we write is FHIR: another library, which knows R4B, reads every export."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from fhir.resources.R4B.bundle import Bundle
from fhir.resources.R4B.questionnaire import Questionnaire as TheirQuestionnaire
from fhir.resources.R4B.questionnaireresponse import QuestionnaireResponse as TheirResponse
from hypothesis import HealthCheck, assume, given, settings

from nearer.domain.questionnaire import Questionnaire
from nearer.fhir_questionnaires.writer import as_bytes, write_questionnaire
from nearer.fhir_responses.write_responses import BundleTerms, ResponseSource, write_bundle, write_response
from nearer.typed_answers.answer_parsing import read_answers
from nearer.yaml_files.loader import load_questionnaire
from tests.fhir.every_kind import ANSWERS, EVERY_KIND
from tests.fhir.generated import resources
from tests.fhir.resource_builders import ROOT, import_resource

SAVED = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


def given_of(questionnaire: Questionnaire, raw: dict[str, Any]) -> ResponseSource:
    return ResponseSource("r1", questionnaire, read_answers(questionnaire, raw), SAVED, ZoneInfo("Asia/Kolkata"))


def every_kind() -> Questionnaire:
    imported = import_resource(EVERY_KIND)
    assert imported.questionnaire is not None, imported.report.problems
    return imported.questionnaire


@pytest.mark.parametrize("file", sorted((ROOT / "questionnaires").glob("*.yaml")), ids=lambda file: file.stem)
def test_a_shipped_questionnaire_is_valid_fhir(file: Any) -> None:
    resource, _ = write_questionnaire(load_questionnaire(file.read_bytes(), file.name))
    TheirQuestionnaire.model_validate_json(as_bytes(resource))


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(resources())
def test_an_import_is_valid_fhir_when_it_goes_out_again(resource: dict[str, Any]) -> None:
    imported = import_resource(resource)
    assume(imported.questionnaire is not None)
    assert imported.questionnaire is not None
    TheirQuestionnaire.model_validate_json(as_bytes(write_questionnaire(imported.questionnaire)[0]))


def test_answers_of_every_kind_are_valid_fhir() -> None:
    written = as_bytes(write_response(given_of(every_kind(), ANSWERS)))
    TheirResponse.model_validate_json(written)


def test_a_bundle_holds_each_questionnaire_once_and_every_response_and_is_valid_fhir() -> None:
    questionnaire = every_kind()
    bundle = write_bundle([given_of(questionnaire, ANSWERS), given_of(questionnaire, {})], SAVED, BundleTerms())
    Bundle.model_validate_json(as_bytes(bundle))
    kinds = [entry["resource"]["resourceType"] for entry in bundle["entry"]]
    assert kinds == ["Questionnaire", "QuestionnaireResponse", "QuestionnaireResponse"]


def test_of_a_questionnaire_that_may_not_be_given_out_the_answers_are_exported_without_its_wording() -> None:
    questionnaire = every_kind()
    bundle = write_bundle([given_of(questionnaire, ANSWERS)], SAVED, BundleTerms(without_words={questionnaire.sha256}))
    Bundle.model_validate_json(as_bytes(bundle))
    [entry] = bundle["entry"]
    written = as_bytes(entry["resource"]).decode()
    assert [item.text for item in questionnaire.items if json.dumps(item.text) in written] == []
    assert entry["resource"]["item"] and '"display"' not in written and "valueCoding" in written


def test_no_name_stands_in_a_response() -> None:
    written = json.loads(as_bytes(write_response(given_of(every_kind(), ANSWERS))))
    assert not {"subject", "author", "source"} & set(written)
