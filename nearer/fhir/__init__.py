"""FHIR R4 questionnaires and responses, in and out: no network, no formula of a file is run, nothing is lost unsaid."""

from __future__ import annotations

from nearer.fhir.instruments import Instrument, read_instruments
from nearer.fhir.reader import Import, read_questionnaire
from nearer.fhir.report import Note, Report
from nearer.fhir.strict import Refused, read_json
from nearer.fhir.writer import as_bytes, write_questionnaire

__all__ = [
    "Import",
    "Instrument",
    "Note",
    "Refused",
    "Report",
    "as_bytes",
    "read_instruments",
    "read_json",
    "read_questionnaire",
    "write_questionnaire",
]
