"""The service of one therapist in numbers: read from whoever may be counted, drawn, said and taken along."""
