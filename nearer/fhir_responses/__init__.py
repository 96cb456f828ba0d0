"""Answers as FHIR R4 QuestionnaireResponses, in and out, scored again when they come in."""
