"""What is taken to other programs: one tidy table, and FHIR, each made at the click from what is granted then."""
