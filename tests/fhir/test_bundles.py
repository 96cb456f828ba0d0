"""A questionnaire and its value sets, in one Bundle or in several files imported together, are one questionnaire."""

from __future__ import annotations

import copy
import itertools
import json
from typing import Any

import pytest
from fhir.resources.R4B.questionnaire import Questionnaire as TheirQuestionnaire
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from nearer.domain.questionnaire import Questionnaire
from nearer.fhir.constants import UNIT_SET
from nearer.fhir_questionnaires.import_file import ImportedFile, import_files
from nearer.fhir_questionnaires.writer import as_bytes, write_questionnaire
from nearer.fhir_responses.responses import read_response
from nearer.fhir_responses.write_responses import BundleTerms, write_bundle
from tests.fhir.audit_events import watched
from tests.fhir.every_kind import ANSWERS
from tests.fhir.resource_builders import SAMPLES, import_resource, instruments, make_resource, questionnaire_of_import
from tests.fhir_questionnaires.test_valid import SAVED, every_kind, given_of
from tests.fhir_responses.test_responses import NOW

URL = "https://terms.example/ValueSet/often"
SYSTEM: dict[str, Any] = {
    "resourceType": "CodeSystem", "id": "freq", "url": "https://terms.example/freq", "status": "active",
    "content": "complete", "concept": [{"code": "never", "display": "Never"}, {"code": "often", "display": "Often"}],
}  # fmt: skip
OFTEN: dict[str, Any] = {
    "resourceType": "ValueSet", "id": "often", "url": URL, "status": "active", "version": "1",
    "meta": {"versionId": "7"}, "compose": {"include": [{"system": SYSTEM["url"]}]},
}  # fmt: skip
UNITS: dict[str, Any] = {
    "resourceType": "ValueSet", "id": "weights", "url": "https://terms.example/ValueSet/weights", "status": "active",
    "compose": {"include": [{"system": "http://unitsofmeasure.org", "concept": [{"code": "kg"}, {"code": "g"}]}]},
}  # fmt: skip
PATIENT = {"resourceType": "Patient", "id": "p"}


def form(address: str = URL) -> dict[str, Any]:
    units = [{"url": UNIT_SET, "valueCanonical": UNITS["url"]}]
    choice = {"linkId": "c", "text": "How often?", "type": "choice", "answerValueSet": address}
    return make_resource(item=[choice, {"linkId": "w", "text": "Weight", "type": "quantity", "extension": units}])


def bundle(*resources: dict[str, Any], sort: str = "collection", base: str = "") -> dict[str, Any]:
    def entry(resource: dict[str, Any]) -> dict[str, Any]:
        address = f"{base}{resource['resourceType']}/{resource['id']}" if base else ""
        return {"resource": resource} | ({"fullUrl": address} if base else {})

    return {"resourceType": "Bundle", "type": sort, "entry": [entry(one) for one in resources]}


RESPONSE: dict[str, Any] = {
    "resourceType": "QuestionnaireResponse", "id": "r", "status": "completed", "authored": "2026-01-01",
    "item": [{"linkId": "c", "answer": [{"valueCoding": {"system": SYSTEM["url"], "code": "often"}}]}],
}  # fmt: skip


def offered(questionnaire: Questionnaire | None) -> list[str]:
    assert questionnaire is not None
    item = questionnaire.items[0]
    return [option.text for option in item.options]


WHOLE = form() | {"contained": [
    {key: value for key, value in one.items() if key != "meta"} for one in (OFTEN, UNITS, SYSTEM)
]}  # fmt: skip


@pytest.mark.parametrize("sort", ["collection", "transaction", "searchset", "batch"])
def test_a_bundle_is_the_same_as_a_questionnaire_that_contains_its_value_sets(sort: str) -> None:
    for order in itertools.permutations([form(), OFTEN, SYSTEM, UNITS]):
        imported = import_resource(bundle(*order, sort=sort))
        assert (
            questionnaire_of_import(imported).sha256 == questionnaire_of_import(import_resource(WHOLE)).sha256
            and imported.report.status == "taken"
        )
    assert offered(imported.questionnaire) == ["Never", "Often"]
    assert [unit.code for unit in questionnaire_of_import(imported).items[1].units] == ["kg", "g"]


@pytest.mark.parametrize(
    "address, base",
    [
        (URL + "|1", ""),
        ("ValueSet/often", "https://server.example/fhir/"),
        ("https://server.example/fhir/ValueSet/often", "https://server.example/fhir/"),
        ("https://server.example/fhir/ValueSet/often", ""),
        ("urn:uuid:ValueSet/often", "urn:uuid:"),
    ],
)
def test_a_value_set_is_found_by_whatever_it_is_called(address: str, base: str) -> None:
    imported = import_resource(bundle(OFTEN, form(address), UNITS, SYSTEM, base=base))
    assert offered(imported.questionnaire) == ["Never", "Often"] and imported.report.status == "taken"
    written = as_bytes(write_questionnaire(questionnaire_of_import(imported))[0])
    TheirQuestionnaire.model_validate_json(written)
    assert questionnaire_of_import(import_resource(written)).sha256 == questionnaire_of_import(imported).sha256


def test_a_uuid_of_the_bundle_names_the_resource_that_stands_there() -> None:
    uuid = "urn:uuid:6f1c5f6e-1111-4000-8000-000000000000"
    entries = [{"resource": form(uuid)}, {"resource": UNITS}, {"resource": SYSTEM}]
    nameless = {key: value for key, value in OFTEN.items() if key not in ("id", "url")}
    imported = import_resource(
        {"resourceType": "Bundle", "type": "collection", "entry": [*entries, {"resource": nameless, "fullUrl": uuid}]}
    )
    assert offered(imported.questionnaire) == ["Never", "Often"]
    assert offered(
        import_resource(as_bytes(write_questionnaire(questionnaire_of_import(imported))[0])).questionnaire
    ) == [
        "Never",
        "Often",
    ]


def test_of_two_versions_the_one_that_is_asked_for_is_taken_and_another_is_said() -> None:
    newer = OFTEN | {
        "id": "newer",
        "version": "2",
        "compose": {"include": [{"concept": [{"code": "x", "display": "X"}]}]},
    }
    imported = import_resource(bundle(form(URL + "|2"), OFTEN, newer, UNITS, SYSTEM))
    assert offered(imported.questionnaire) == ["X"] and imported.report.changes == []
    other = import_resource(bundle(form(URL + "|3"), OFTEN, UNITS, SYSTEM))
    assert [str(note) for note in other.report.changes] == [
        "item c: asks for version 3 of its value set, and 1 is there"
    ]


def test_a_value_set_that_takes_in_another_has_its_options_and_a_circle_is_refused() -> None:
    outer = OFTEN | {"id": "outer", "url": "https://terms.example/outer", "compose": {"include": [{"valueSet": [URL]}]}}
    imported = import_resource(bundle(form(outer["url"]), outer, OFTEN, UNITS, SYSTEM))
    assert offered(imported.questionnaire) == ["Never", "Often"]
    back = OFTEN | {"compose": {"include": [{"valueSet": [outer["url"]]}]}}
    circle = import_resource(bundle(form(outer["url"]), outer, back, UNITS, SYSTEM))
    assert "its value set lists no answer options" in str(circle.report.problems[0])


def test_value_sets_stand_in_each_other_twelve_deep_and_each_counts_once() -> None:
    def outer(number: int) -> dict[str, Any]:
        sets = [{"valueSet": [f"https://terms.example/{number - 1}" if number else URL]}] * 2
        return OFTEN | {"id": f"n{number}", "url": f"https://terms.example/{number}", "compose": {"include": sets}}

    chain = [outer(number) for number in range(14)]
    twelve = import_resource(bundle(form(chain[11]["url"]), *chain, OFTEN, UNITS, SYSTEM))
    assert offered(twelve.questionnaire) == ["Never", "Often"]
    deeper = import_resource(bundle(form(chain[13]["url"]), *chain, OFTEN, UNITS, SYSTEM))
    assert "its value set is put together from others" in str(deeper.report.problems[0])


def test_other_resources_in_a_bundle_are_left_out_and_the_report_says_so() -> None:
    unused = UNITS | {"id": "unused", "url": "https://terms.example/unused"}
    imported = import_resource(
        bundle(PATIENT, form(), OFTEN, UNITS, SYSTEM, PATIENT, unused, {"resourceType": None, "id": "x"})
    )
    [note] = imported.report.changes
    assert str(note) == "what else is in the Bundle is left out: 2 Patient, 1 without a type"
    assert questionnaire_of_import(imported).sha256 == questionnaire_of_import(import_resource(WHOLE)).sha256


@pytest.mark.parametrize(
    "resources, sentence",
    [
        ([OFTEN], "this Bundle holds no Questionnaire"),
        ([], "this Bundle holds no Questionnaire"),
        (
            [make_resource(title="One"), make_resource(title="Two")],
            "holds several questionnaires ('One', 'Two'); choose a file for each",
        ),
        ([form()], f"the value set '{URL}', which is not in this file"),
    ],
)
def test_a_bundle_that_is_not_one_questionnaire_is_refused(resources: list[dict[str, Any]], sentence: str) -> None:
    imported = import_resource(bundle(*resources))
    assert imported.questionnaire is None and sentence in " ".join(map(str, imported.report.problems))


def test_the_same_questionnaire_twice_in_a_bundle_is_one() -> None:
    assert (
        questionnaire_of_import(import_resource(bundle(make_resource(), make_resource()))).sha256
        == questionnaire_of_import(import_resource(make_resource())).sha256
    )


def test_our_own_export_of_one_questionnaire_can_be_imported_again() -> None:
    questionnaire = every_kind()
    imported = import_resource(as_bytes(write_bundle([given_of(questionnaire, ANSWERS)], SAVED, BundleTerms())))
    assert questionnaire_of_import(imported).sha256 == questionnaire.sha256
    assert "is left out: 1 QuestionnaireResponse" in str(imported.report.changes[0])


# several files


def together(**files: dict[str, Any]) -> dict[str, ImportedFile]:
    contents = [(f"{name}.json", json.dumps(one).encode()) for name, one in files.items()]
    return dict(zip(files, import_files(contents, instruments()), strict=True))


def test_files_that_are_imported_together_are_one_questionnaire_in_any_order() -> None:
    files = {"form": form(), "often": OFTEN, "units": UNITS, "system": SYSTEM}
    for order in itertools.permutations(files):
        imported = together(**{name: files[name] for name in order})
        questionnaire = imported["form"].questionnaire
        assert (
            questionnaire is not None and questionnaire.sha256 == questionnaire_of_import(import_resource(WHOLE)).sha256
        )
        assert [imported[name].report.scoring for name in ("often", "units", "system")] == (
            ["Its value sets are taken into form.json."] * 3
        )


def test_what_was_imported_in_several_files_goes_out_in_one_that_can_be_read_again() -> None:
    imported = together(form=form(), terms=bundle(OFTEN, UNITS, SYSTEM))
    assert imported["form"].questionnaire is not None
    assert (
        questionnaire_of_import(import_resource(imported["form"].original)).sha256
        == imported["form"].questionnaire.sha256
    )


def test_value_sets_for_two_questionnaires_go_to_both_and_a_stray_one_is_refused_by_name() -> None:
    stray = UNITS | {"url": "https://terms.example/nobody", "id": "nobody"}
    imported = together(one=form(), two=form() | {"id": "two"}, often=OFTEN, units=UNITS, system=SYSTEM, stray=stray)
    assert imported["often"].report.scoring == "Its value sets are taken into one.json, two.json."
    assert imported["stray"].report.status == "refused"
    assert "holds value sets and no questions" in str(imported["stray"].report.problems[0])


def test_a_file_that_needs_nothing_of_the_others_keeps_its_very_bytes() -> None:
    content = json.dumps(make_resource(), indent=5).encode()
    alone, _ = import_files([("a.json", content), ("v.json", json.dumps(OFTEN).encode())], instruments())
    assert alone.original == content


def test_bad_files_among_the_others_are_refused_each_by_itself() -> None:
    contents = [
        ("a.json", json.dumps(make_resource()).encode()),
        ("b.json", b"{"),
        ("c.txt", b"x"),
        ("d.yaml", b"id: 1"),
    ]
    imported = import_files(contents, instruments())
    assert [one.questionnaire is None for one in imported] == [False, True, True, True]


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the folder of samples is not beside the checkout")
@pytest.mark.parametrize("file", sorted(SAMPLES.glob("sdc--*.json")), ids=lambda file: file.stem)
def test_a_real_file_is_taken_together_with_the_value_sets_of_its_server(file: Any) -> None:
    """As they lie there: each under its id, and with a canonical address of its own."""
    resource = json.loads(file.read_text("utf-8"))
    used = sorted(_value_sets(resource))
    include = [{"concept": [{"code": code, "display": code} for code in ("Y", "N", "ASKU")],
                "system": "http://terminology.hl7.org/CodeSystem/v2-0532"}]  # fmt: skip
    sets = [
        {"resourceType": "ValueSet", "id": address.rpartition("/")[2], "url": f"urn:own:{number}",
         "compose": {"include": include}} for number, address in enumerate(used)
    ]  # fmt: skip
    files = [("form.json", json.dumps(resource).encode())]
    files += [(f"{number}.json", json.dumps(one).encode()) for number, one in enumerate(sets)]
    [imported, *others] = import_files(files, instruments())
    assert imported.report.problems == [] and any(one.beside for one in others)


def _value_sets(parent: dict[str, Any]) -> set[str]:
    inside = [one for item in parent.get("item", []) for one in _value_sets(item)]
    return {*inside, *([parent["answerValueSet"]] if "answerValueSet" in parent else [])}


# laws


KEYS = st.sampled_from(["resource", "fullUrl", "entry", "url", "id", "compose", "include", "valueSet", "system", "item",
                        "answerValueSet", "contained", "extension", "resourceType", "version"])  # fmt: skip
VALUES = st.sampled_from(
    [None, 0, True, "", "x", URL, "#often", [], {}, [None], [{}], [URL], {"a": {}}, "ValueSet/often"]
)


@settings(max_examples=200, deadline=None)
@for_all(st.data())
def test_a_changed_bundle_is_taken_or_refused_and_never_breaks(data: st.DataObject) -> None:
    resource = copy.deepcopy(bundle(form(), OFTEN, SYSTEM, UNITS, base="https://server.example/"))
    for _ in range(data.draw(st.integers(1, 5))):
        places = list(_places(resource))
        place = data.draw(st.sampled_from(places))
        place[data.draw(KEYS)] = copy.deepcopy(data.draw(VALUES))
    with watched() as seen:
        first = json.dumps(resource).encode()
        imported = import_files([("b.json", first), ("v.json", json.dumps(OFTEN).encode())], instruments())
    assert seen == []
    for one in imported:
        assert one.questionnaire is None or one.report.status != "refused"


def _places(value: Any) -> Any:
    if isinstance(value, dict):
        yield value
    for inside in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _places(inside)


# a response in a Bundle, and Bundles inside a Bundle


def test_a_response_beside_its_questionnaire_is_read_from_the_same_bundle() -> None:
    whole = bundle(form(), OFTEN, SYSTEM, UNITS, RESPONSE)
    imported = import_resource(whole)
    assert imported.questionnaire is not None
    assert "what else is in the Bundle is left out: 1 QuestionnaireResponse" in map(str, imported.report.changes)
    recorded = read_response(json.dumps(whole).encode(), imported.questionnaire, NOW)
    alone = read_response(json.dumps(RESPONSE).encode(), imported.questionnaire, NOW)
    assert recorded.answers == alone.answers and alone.answers and recorded.report.problems == []
    left_out = "what else is in the Bundle is left out: 1 CodeSystem, 1 Questionnaire, 2 ValueSet"
    assert left_out in map(str, recorded.report.changes)


@pytest.mark.parametrize(
    "inside, sentence",
    [([RESPONSE, RESPONSE | {"id": "s"}], "several responses"), ([PATIENT], "no QuestionnaireResponse")],
)
def test_a_bundle_of_no_response_or_of_several_is_refused(inside: list[dict[str, Any]], sentence: str) -> None:
    questionnaire = import_resource(bundle(form(), OFTEN, SYSTEM, UNITS)).questionnaire
    assert questionnaire is not None
    [problem] = read_response(json.dumps(bundle(*inside)).encode(), questionnaire, NOW).report.problems
    assert sentence in str(problem)


def test_what_stands_in_a_bundle_inside_a_bundle_is_taken_in_its_order() -> None:
    plain = import_resource(bundle(form(), OFTEN, SYSTEM, UNITS)).questionnaire
    inner = bundle(OFTEN, SYSTEM, sort="searchset") | {"id": "inner"}
    nested = import_resource(bundle(form(), inner, UNITS, sort="batch-response")).questionnaire
    assert plain is not None and nested is not None and nested.sha256 == plain.sha256
