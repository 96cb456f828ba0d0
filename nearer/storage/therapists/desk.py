"""What a therapist keeps of a couple: own notes and visits, sealed to the therapist alone, and assignments."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from nearer.privacy import Therapist
from nearer.storage.errors import NotFound
from nearer.storage.notebook import Notebook
from nearer.storage.therapists.shapes import TherapistNote, Wish


def keep_therapist_note(notebook: Notebook, therapist: Therapist, couple: UUID, note: TherapistNote) -> None:
    """Keep a note under its id, in place of the one before. NotSaved for more than 2,000 characters."""
    raise NotFound


def drop_therapist_note(notebook: Notebook, therapist: Therapist, couple: UUID, key: UUID) -> None:
    """Delete a note for good; one that is gone already is no error."""
    raise NotFound


def add_visit(notebook: Notebook, therapist: Therapist, couple: UUID, day: date) -> None:
    """Note a visit, past or to come; the same day again changes nothing."""
    raise NotFound


def drop_visit(notebook: Notebook, therapist: Therapist, couple: UUID, day: date) -> None:
    """Take a visit out again."""
    raise NotFound


def assign(notebook: Notebook, therapist: Therapist, couple: UUID, wish: Wish, now: datetime) -> UUID:
    """Ask a person of the couple. NotFound for anybody who is not connected now; NotSaved for a wish out of bounds."""
    raise NotFound


def withdraw_assignment(notebook: Notebook, therapist: Therapist, couple: UUID, key: UUID) -> None:
    """Ask no longer."""
    raise NotFound
