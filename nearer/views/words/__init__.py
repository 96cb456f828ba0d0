"""Every sentence Nearer shows, by screen. Warm and plain; no blame, no verdict, no direction read from numbers."""

from __future__ import annotations

from nearer.views.words import about, closeness, form, frame, settings, sharing, weeks

__all__ = ["about", "closeness", "form", "frame", "settings", "sharing", "weeks"]
