"""The caseload and one couple in full, as far as each person granted; every opening is written down."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from nearer.privacy import Therapist
from nearer.storage.errors import NotFound
from nearer.storage.notebook import Notebook
from nearer.storage.therapists.shapes import Case, CouplePages


def caseload(notebook: Notebook, therapist: Therapist, now: datetime) -> tuple[Case, ...]:
    """Every couple of which somebody ever connected, in the order they did. One query a table."""
    return ()


def couple_pages(notebook: Notebook, therapist: Therapist, couple: UUID, now: datetime) -> CouplePages:
    """One couple in full. NotFound for a couple of which nobody ever connected with this therapist."""
    raise NotFound


def joint_pages(notebook: Notebook, therapist: Therapist, couple: UUID, now: datetime) -> CouplePages:
    """For a screen that both can see: only what each of them also lets the other read; no notes, no assignments."""
    raise NotFound
