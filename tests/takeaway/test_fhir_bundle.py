"""Answers and scores as FHIR: what is granted at this moment, by a number that is kept nowhere, and one's own."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from fhir.resources.R4B.bundle import Bundle

from nearer.database.row_errors import NotFound
from nearer.domain.bands import Band
from nearer.domain.roles_and_audiences import Part
from nearer.fhir_questionnaires.writer import as_bytes
from nearer.fhir_responses.write_responses import BundleTerms, ResponseSource, write_bundle
from nearer.privacy.principal import Principal
from nearer.privacy.seal import new_key_pair
from nearer.session.values import PersonSession, TherapistSession
from nearer.shipped import shipped_catalogue
from nearer.storage.notebook import Notebook
from nearer.takeaway.fhir_bundle import make_granted_bundle, make_own_bundle
from nearer.typed_answers.answer_parsing import read_answers
from nearer.yaml_files.catalogue import Catalogue
from tests.storage.clinic import connect_therapist, grant_parts, make_therapist, revoke_therapist, withdraw_parts
from tests.storage.making import BODY, CHECK_IN, NOW, make_body_response, make_check_in, make_couple, save_new_response

BANDS = (Band(start=Decimal(0), name="Low", text="Low."), Band(start=Decimal(50), name="High", text="High."))
MOOD = replace(BODY, scales=(replace(BODY.scales[0], instrument="phq-9", bands=BANDS),))
CATALOGUE = Catalogue({**shipped_catalogue().questionnaires, "body": MOOD, CHECK_IN.id: CHECK_IN})
PHQ_9 = {"system": "http://loinc.org", "code": "44261-6"}  # loinc.org/44261-6: PHQ-9 total score


@pytest.fixture
def session(notebook: Notebook, couple: tuple[Principal, Principal]) -> TherapistSession:
    """Both let the therapist in, and both answered; nothing is granted so far."""
    rao = make_therapist(notebook)
    for number, person in enumerate(couple):
        connect_therapist(notebook, person, rao)
        save_new_response(
            notebook, person, make_body_response("a note", pain="much", sleep="some", hope=f"hope-of-{number}")
        )
        save_new_response(notebook, person, make_check_in(touch="much"))
    return TherapistSession(notebook, rao, CATALOGUE, NOW)


def resources(content: bytes, kind: str) -> dict[str, Any]:
    """By full address, those of a kind, of a Bundle that fhir.resources takes."""
    Bundle.model_validate_json(content)
    entries = json.loads(content)["entry"]
    return {one.get("fullUrl", ""): one["resource"] for one in entries if one["resource"]["resourceType"] == kind}


def test_each_score_is_an_observation_derived_from_its_response(
    notebook: Notebook, couple: tuple[Principal, Principal], session: TherapistSession
) -> None:
    grant_parts(notebook, couple[0])
    content = make_granted_bundle(couple[0].couple, couple[0].id, " MRN 7 ", session)
    responses, scores = resources(content, "QuestionnaireResponse"), resources(content, "Observation")
    assert len(responses) == 2 and len(scores) == 2 and len(resources(content, "Questionnaire")) == 1
    mood = next(one for one in scores.values() if one["code"]["text"] == "Body")
    assert mood["code"]["coding"] == [PHQ_9] and mood["interpretation"] == [{"text": "High"}]
    assert mood["valueQuantity"]["value"] == 75 and mood["effectiveDateTime"] == "2026-11-23"  # (4 + 2) of 8 points
    [derived] = mood["derivedFrom"]
    assert responses[derived["reference"]]["questionnaire"].startswith("urn:nearer:questionnaire:body")
    assert {json.dumps(one["subject"]) for one in (*responses.values(), *scores.values())} == {
        '{"identifier": {"value": "MRN 7"}}'
    }
    us = next(one for one in scores.values() if one["code"]["text"] == "Us")
    assert "coding" not in us["code"] and "interpretation" not in us, "our own scale has no code and no band"


def test_a_score_of_so_few_answers_goes_out_with_its_band_and_the_reason_why_it_has_no_number() -> None:
    """As on every screen. Without the answers it is taken to be of all its items."""
    own = replace(BODY, scales=(replace(BODY.scales[0], bands=BANDS),))
    answers = read_answers(own, {"pain": "much", "sleep": "some"})
    whole = ResponseSource(str(uuid4()), own, answers, NOW, UTC)
    unread = replace(whole, answers={}, scores={own.scales[0].id: Decimal(75)})
    [rough] = resources(as_bytes(write_bundle([whole], NOW, BundleTerms())), "Observation").values()
    assert "valueQuantity" not in rough and rough["interpretation"] == [{"text": "High"}]
    assert rough["dataAbsentReason"]["coding"][0]["code"] == "unknown"
    assert rough["dataAbsentReason"]["text"] == "too few answers for a number: 2; the band is rough"
    [of_both_items] = resources(as_bytes(write_bundle([unread], NOW, BundleTerms())), "Observation").values()
    assert of_both_items["dataAbsentReason"] == rough["dataAbsentReason"] and "derivedFrom" not in of_both_items


def test_a_bundle_has_nothing_of_the_partner_no_name_and_no_subject_unless_it_was_typed(
    notebook: Notebook, couple: tuple[Principal, Principal], session: TherapistSession
) -> None:
    for one in couple:
        grant_parts(notebook, one)
    text = make_granted_bundle(couple[0].couple, couple[0].id, "", session).decode()
    assert "hope-of-0" in text
    for other in ("hope-of-1", "Adaeze", "Bertil", str(couple[1].id), str(couple[0].id), '"subject"'):
        assert other not in text


@pytest.mark.parametrize(
    ("parts", "kinds"),
    [
        ((Part.BARRIERS,), {"Observation"}),
        ((Part.ANSWERS,), {"QuestionnaireResponse"}),
        ((Part.NOTES,), set()),
    ],
)
def test_a_part_not_granted_leaves_no_trace_in_a_fhir_bundle(
    notebook: Notebook,
    couple: tuple[Principal, Principal],
    session: TherapistSession,
    parts: tuple[Part, ...],
    kinds: set[str],
) -> None:
    grant_parts(notebook, couple[0], *parts)
    content = make_granted_bundle(couple[0].couple, couple[0].id, "7", session)
    assert {one["resource"]["resourceType"] for one in json.loads(content)["entry"]} - {"Questionnaire"} == kinds
    assert ("hope-of-0" in content.decode()) == (Part.ANSWERS in parts)
    assert "derivedFrom" not in content.decode() and "a note" not in content.decode()
    withdraw_parts(notebook, couple[0], *parts)
    with pytest.raises(NotFound):
        make_granted_bundle(couple[0].couple, couple[0].id, "7", session)


def test_the_record_number_of_a_bundle_is_kept_nowhere(
    notebook: Notebook, couple: tuple[Principal, Principal], session: TherapistSession
) -> None:
    grant_parts(notebook, couple[0])
    assert b"marker-number-77" in make_granted_bundle(couple[0].couple, couple[0].id, "marker-number-77", session)
    with notebook.engine.connect() as connection:
        assert connection.connection.driver_connection is not None
        assert not any("marker-number-77" in line for line in connection.connection.driver_connection.iterdump())


def test_a_stranger_of_any_kind_is_given_no_bundle(
    notebook: Notebook, couple: tuple[Principal, Principal], session: TherapistSession
) -> None:
    grant_parts(notebook, couple[0])
    iyer, rao = make_therapist(notebook, "Dr Iyer"), session.therapist
    for stranger in (
        iyer, replace(rao, id=uuid4()), replace(rao, clinic="elsewhere"), replace(rao, keys=new_key_pair()),
        replace(iyer, id=rao.id),
    ):  # fmt: skip
        with pytest.raises(NotFound):
            make_granted_bundle(
                couple[0].couple, couple[0].id, "7", TherapistSession(notebook, stranger, CATALOGUE, NOW)
            )
    elsewhere = make_couple(notebook, "Chidi", "Dagny")[0]
    for whose, who in ((couple[0].couple, couple[1].id), (couple[0].couple, uuid4()), (uuid4(), couple[0].id),
                       (elsewhere.couple, elsewhere.id), (elsewhere.couple, couple[0].id)):  # fmt: skip
        with pytest.raises(NotFound):
            make_granted_bundle(whose, who, "7", session)
    revoke_therapist(notebook, rao.name, NOW)
    with pytest.raises(NotFound):
        make_granted_bundle(couple[0].couple, couple[0].id, "7", session)


def test_ones_own_bundle_has_every_answer_and_score_and_nothing_of_anybody_else(
    notebook: Notebook, couple: tuple[Principal, Principal], session: TherapistSession
) -> None:
    grant_parts(notebook, couple[1])
    content = make_own_bundle(PersonSession(notebook, couple[0], CATALOGUE, NOW))
    responses, scores = resources(content, "QuestionnaireResponse"), resources(content, "Observation")
    assert len(responses) == 2 and sorted(one["code"]["text"] for one in scores.values()) == ["Body", "Us"]
    assert all(one["derivedFrom"][0]["reference"] in responses for one in scores.values())
    assert all(one["effectiveDateTime"] == "2026-11-23T12:00:00+00:00" for one in scores.values())
    assert b"hope-of-0" in content and b"hope-of-1" not in content and b'"subject"' not in content
    with pytest.raises(NotFound):
        make_own_bundle(PersonSession(notebook, replace(couple[0], id=couple[1].id), CATALOGUE, NOW))
