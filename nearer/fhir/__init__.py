"""FHIR R4 questionnaires and responses, in and out: no network, no formula of a file is run, nothing is lost unsaid."""

from __future__ import annotations

from nearer.fhir.reader import Import, read_questionnaire
from nearer.fhir.report import Note, Report
from nearer.fhir.responses import Recorded, read_response
from nearer.fhir.strict import Refused, read_json
from nearer.fhir.write_responses import Given, canonical, write_bundle, write_response
from nearer.fhir.writer import as_bytes, write_questionnaire
from nearer.instruments.registry import Instrument, read_instruments

__all__ = [
    "Given",
    "Import",
    "Instrument",
    "Note",
    "Recorded",
    "Refused",
    "Report",
    "as_bytes",
    "canonical",
    "read_instruments",
    "read_json",
    "read_questionnaire",
    "read_response",
    "write_bundle",
    "write_questionnaire",
    "write_response",
]
