"""Questionnaires as FHIR R4, in and out: nothing of a file is lost without a word."""
