"""Every sentence Nearer shows, by screen. Warm and plain; no blame, no verdict, no direction read from numbers."""

from __future__ import annotations

from nearer.language.sentences import SentenceModule
from nearer.views.text import (
    about,
    assigning,
    barriers,
    board,
    caseload,
    closeness,
    counting,
    couple,
    events,
    form,
    frame,
    guide,
    long_table,
    personal_import,
    reasons,
    scores,
    settings,
    shared_bands,
    sharing,
    sheet,
    short_start,
    steps,
    therapist,
    therapist_questionnaires,
    this_week,
    trends,
    undo,
    weeks,
)

__all__ = [
    "about",
    "assigning",
    "barriers",
    "board",
    "caseload",
    "closeness",
    "counting",
    "couple",
    "events",
    "form",
    "frame",
    "guide",
    "long_table",
    "personal_import",
    "reasons",
    "scores",
    "settings",
    "shared_bands",
    "sharing",
    "sheet",
    "short_start",
    "steps",
    "therapist",
    "therapist_questionnaires",
    "this_week",
    "trends",
    "undo",
    "weeks",
]

for name in __all__:  # a constant is read in the language of whoever reads it
    globals()[name].__class__ = SentenceModule
