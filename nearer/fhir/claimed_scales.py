"""Scales in a file of ours that comes back: one that names an instrument and is not it, is left out and said so."""

from __future__ import annotations

from nearer.domain.questionnaire import Questionnaire
from nearer.fhir.items import Reading
from nearer.fhir.json_object import JsonObject
from nearer.fhir.report import scored_as_written
from nearer.fhir.written_tree import checked_questionnaire
from nearer.instruments.claims import unfounded_claims
from nearer.instruments.registry import Instrument

Loaded = tuple[Questionnaire, JsonObject]


def without_unfounded(loaded: Loaded, reading: Reading, instruments: tuple[Instrument, ...]) -> Loaded | None:
    """Without the scales that name an instrument and are not it, as when weights were changed in the file."""
    questionnaire, written = loaded
    claims = dict(unfounded_claims(questionnaire, instruments))
    scales = [scale for scale in written.get("scales", ()) if scale["id"] not in claims]
    titles = [scale.title for scale in questionnaire.scales if scale.id not in claims]
    sentences = [scored_as_written(titles)] if titles or not claims else []
    reading.report.scoring = " ".join([*sentences, *claims.values()])
    return checked_questionnaire(written | {"scales": scales}, reading) if claims else loaded
