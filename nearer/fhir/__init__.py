"""FHIR R4 questionnaires and responses, in and out: no network, no formula of a file is run, nothing is lost unsaid."""
