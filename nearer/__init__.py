"""Nearer: a private notebook with questions for two people finding their way back to closeness after cancer."""

from __future__ import annotations

__version__ = "0.2.0"
