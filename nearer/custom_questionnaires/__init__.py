"""Questionnaires that therapists import: kept, flagged, offered to all or to a few, and read by whoever answers."""
