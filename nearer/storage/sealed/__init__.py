"""Drawers and sealed entries: who asks, whose key opens what."""
