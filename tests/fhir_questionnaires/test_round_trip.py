"""Out and in again: what is said here is said there, and nothing is lost that the report does not name."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from nearer.fhir_questionnaires.writer import as_bytes, write_questionnaire
from nearer.yaml_files.loader import load_questionnaire
from nearer.yaml_files.yaml_writer import plain_questionnaire, questionnaire_yaml
from tests.fhir.resource_builders import ROOT, SAMPLES, import_resource, make_resource, questionnaire_of_import
from tests.fhir_questionnaires.test_laws import missing, there_and_back

SHIPPED = sorted((ROOT / "questionnaires").glob("*.yaml"))
EVERY_KIND = ROOT / "tests" / "form_widgets" / "kinds.yaml"
TAKEN = ["lforms--phq9", "lforms--enableWhen-test.R4", "researchkit-on-fhir--FormExample", "researchkit-on-fhir--GAD-7",
         "us-core--Questionnaire-phq-9-example", "us-core--Questionnaire-hunger-vital-sign-example"]  # fmt: skip


@pytest.mark.parametrize("file", [*SHIPPED, EVERY_KIND], ids=lambda file: file.stem)
def test_a_questionnaire_of_ours_comes_back_from_fhir_as_it_was(file: Path) -> None:
    questionnaire = load_questionnaire(file.read_bytes(), file.name)
    resource, notes = write_questionnaire(questionnaire)
    back = import_resource(as_bytes(resource))
    assert notes == () and back.report.status == "taken"
    assert back.questionnaire is not None
    assert replace(back.questionnaire, sha256="") == replace(questionnaire, sha256="")


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_a_questionnaire_written_as_yaml_is_read_as_the_same(file: Path) -> None:
    questionnaire = load_questionnaire(file.read_bytes(), file.name)
    text = questionnaire_yaml(plain_questionnaire(questionnaire))
    assert replace(load_questionnaire(text, "again.yaml"), sha256="") == replace(questionnaire, sha256="")


def test_an_import_keeps_the_very_bytes_and_their_hash() -> None:
    content = json.dumps(make_resource(), indent=3).encode()
    imported = import_resource(content)
    assert (imported.original, len(questionnaire_of_import(imported).sha256)) == (content, 64)


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the folder of samples is not beside the checkout")
@pytest.mark.parametrize("name", [*TAKEN, "lforms--q-with-contained-valueset"])
def test_a_real_file_keeps_its_hash_and_all_it_says_through_ours_and_back(name: str) -> None:
    content = (SAMPLES / f"{name}.json").read_bytes()
    questionnaires, [once, twice] = there_and_back(content)
    assert len({one.sha256 for one in questionnaires}) == 1 and once == twice
    before = json.loads(content.replace(b'"repeats": "true"', b'"repeats": true'), parse_float=Decimal)
    assert list(missing(before, once)) == []
    assert set(once) - set(before) <= {"extension"}


def test_a_text_that_only_stands_in_what_is_given_back_takes_no_option_away() -> None:
    """As a file of the CDC's MyPain names where its written options once came from."""
    source = {"url": "http://hl7.org/fhir/uv/cpg/StructureDefinition/cpg-answerValueSetSource", "valueUri": "x"}
    resource = make_resource()
    resource["item"][1] |= {"extension": [source]}
    questionnaires, [once, _] = there_and_back(resource)
    assert once["item"][1]["answerOption"] == resource["item"][1]["answerOption"]
    assert once["item"][1]["extension"] == [source] and len({one.sha256 for one in questionnaires}) == 1


def test_neither_language_nor_id_is_made_up_and_a_language_that_was_written_later_goes_out() -> None:
    resource = {key: value for key, value in make_resource().items() if key not in ("id", "language")}
    imported = import_resource(resource)
    assert imported.questionnaire is not None and imported.yaml_record is not None
    written, _ = write_questionnaire(imported.questionnaire)
    assert not {"id", "language"} & set(written)
    later = load_questionnaire(questionnaire_yaml(imported.yaml_record | {"language": "hi"}), "later.yaml")
    assert write_questionnaire(later)[0]["language"] == "hi"


def test_the_hash_of_a_file_is_of_what_it_says_and_not_of_how_it_is_set() -> None:
    loose = json.dumps(dict(reversed(make_resource().items())), indent=3).encode()
    assert (
        questionnaire_of_import(import_resource(loose)).sha256
        == questionnaire_of_import(import_resource(make_resource())).sha256
        != questionnaire_of_import(import_resource(make_resource(title="Other"))).sha256
    )


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the folder of samples is not beside the checkout")
@pytest.mark.parametrize("name", TAKEN)
def test_an_import_written_out_and_read_again_is_the_same_questionnaire(name: str) -> None:
    first = import_resource((SAMPLES / f"{name}.json").read_bytes()).questionnaire
    assert first is not None
    again = import_resource(as_bytes(write_questionnaire(first)[0])).questionnaire
    assert again is not None
    fields = {"sections", "items", "scales", "answer_lists", "title", "codes", "url", "translations"}
    assert {key: getattr(again, key) for key in fields} == {key: getattr(first, key) for key in fields}
