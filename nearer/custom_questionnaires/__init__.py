"""Questionnaires that therapists bring: kept, marked, offered to everybody or to a few, and read by whoever answers."""
