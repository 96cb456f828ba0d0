"""Scores as FHIR R4 Observations (https://hl7.org/fhir/R4/observation.html), each derived from its response."""

from __future__ import annotations

from decimal import Decimal
from uuid import NAMESPACE_OID, uuid5

from nearer.domain.scales import Scale
from nearer.fhir.json_reader import JsonObject

_LOINC, _UCUM = "http://loinc.org", "http://unitsofmeasure.org"
_SURVEY = {"system": "http://terminology.hl7.org/CodeSystem/observation-category", "code": "survey"}
_SCORE = {"unit": "score", "system": _UCUM, "code": "{score}"}  # points of a scale: ucum.org, arbitrary annotation


def observation_id(response: str, scale: str) -> str:
    """An id that is always the same for this score of this response; a scale's own id could make it too long."""
    return str(uuid5(NAMESPACE_OID, f"{response}/{scale}"))


def write_observation(response: str, scale: Scale, value: Decimal, code: str | None) -> JsonObject:
    """A final score in points of its scale, with its code in LOINC, if it has one.

    Its band, whose it is, when, and what it is derived from is said by whoever knows.
    """
    coding = {"coding": [{"system": _LOINC, "code": code}]} if code else {}
    return {
        "resourceType": "Observation",
        "id": observation_id(response, scale.id),
        "status": "final",
        "category": [{"coding": [_SURVEY]}],
        "code": coding | {"text": scale.title},
        "valueQuantity": {"value": value} | _SCORE,
        "component": [{"code": {"text": "n_items"}, "valueInteger": len(scale.items)}],  # how much it can bear
    }
