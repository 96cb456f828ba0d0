"""A therapist hands over to a colleague, or lets one stand in for a time: proposed by one, decided by the person."""
