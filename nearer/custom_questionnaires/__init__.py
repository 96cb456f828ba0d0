"""Questionnaires that therapists bring: kept, flagged, offered to all or to a few, and read by whoever answers."""
