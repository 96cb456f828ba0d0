"""A therapist's notes on a couple: the visits they can belong to, and those in which something stands."""

from __future__ import annotations

from collections.abc import Sequence

from nearer.caseload.couple import Couple
from nearer.storage.therapist.own_records import TherapistNote
from nearer.views import text as words

NOTES_TO_SEARCH = 4  # fewer are read at a glance


def note_days(couple: Couple) -> dict[str, str]:
    """The visits up to today by their day as text, the newest first."""
    past = [day for day in couple.record.visits if day <= couple.session.today]
    return {day.isoformat(): words.couple_records.visit_on(day) for day in reversed(past)}


def notes_with(notes: Sequence[TherapistNote], search: str) -> tuple[TherapistNote, ...]:
    """The notes with `search` in their text, in small or capital letters."""
    folded_search = search.casefold().strip()
    return tuple(note for note in notes if folded_search in note.text.casefold())
