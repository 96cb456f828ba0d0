"""Scores as FHIR R4 Observations (https://hl7.org/fhir/R4/observation.html), each derived from its response."""

from __future__ import annotations

from decimal import Decimal
from uuid import NAMESPACE_OID, uuid5

from nearer.domain.scales import Scale
from nearer.fhir.json_reader import JsonObject
from nearer.language.error_catalogue.fhir_errors import FhirScoringText

_LOINC, _UCUM = "http://loinc.org", "http://unitsofmeasure.org"
_SURVEY = {"system": "http://terminology.hl7.org/CodeSystem/observation-category", "code": "survey"}
_UNKNOWN = {"system": "http://terminology.hl7.org/CodeSystem/data-absent-reason", "code": "unknown"}
_SCORE = {"unit": "score", "system": _UCUM, "code": "{score}"}  # points of a scale: ucum.org, arbitrary annotation


def observation_id(response: str, scale: str) -> str:
    """An id that is always the same for this score of this response; a scale's own id could make it too long."""
    return str(uuid5(NAMESPACE_OID, f"{response}/{scale}"))


def write_observation(response: str, scale: Scale, value: JsonObject, code: str | None) -> JsonObject:
    """A final score of its scale, with its code in LOINC, if it has one; `value` is of one of the two functions below.

    Its band, whose it is, when, and what it is derived from is said by whoever knows.
    """
    coding = {"coding": [{"system": _LOINC, "code": code}]} if code else {}
    return {
        "resourceType": "Observation",
        "id": observation_id(response, scale.id),
        "status": "final",
        "category": [{"coding": [_SURVEY]}],
        "code": coding | {"text": scale.title},
        **value,
        "component": [{"code": {"text": "n_items"}, "valueInteger": len(scale.items)}],  # how much it can bear
    }


def write_value(value: Decimal) -> JsonObject:
    """Points of the scale."""
    return {"valueQuantity": {"value": value} | _SCORE}


def write_no_value(answered: int) -> JsonObject:
    """Why there is no number: so few answers bear none, and none is said on any screen either.

    https://hl7.org/fhir/R4/observation-definitions.html#Observation.dataAbsentReason (obs-6: only without a value).
    """
    return {
        "dataAbsentReason": {"coding": [_UNKNOWN], "text": str(FhirScoringText.FEW_ANSWERS(count=answered))},
    }
