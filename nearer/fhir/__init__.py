"""What a FHIR R4 file says: read strictly into typed models, with a report. No network, and no formula is run."""
