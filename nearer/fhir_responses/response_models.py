"""The answers to a form as typed models (https://hl7.org/fhir/R4/questionnaireresponse.html), read with patience."""

from __future__ import annotations

from typing import Any

from nearer.fhir.models import SourcedModel


class Answered(SourcedModel):
    """A part of a response. Items and answers are read with patience: what is none costs itself alone."""

    extension: Any = None
    item: Any = None


class FhirAnswer(Answered):
    """One answer: a value of any type, and what was answered under it."""


class FhirAnsweredItem(Answered):
    """The answers to one item."""

    linkId: Any = None
    answer: Any = None


class FhirResponse(Answered):
    """The answers to one form."""

    status: Any = None
    questionnaire: Any = None
    authored: Any = None
    contained: Any = None
