"""Who is in a couple, what there is to share, and who may read it."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """The place in the couple, and nothing about body or gender."""

    SURVIVOR = "survivor"
    PARTNER = "partner"


class Part(StrEnum):
    """What one person can share apart from the rest."""

    CLOSENESS = "closeness"
    BARRIERS = "barriers"
    ANSWERS = "answers"
    NOTES = "notes"
    EVENTS = "events"
    GUIDE = "guide"  # pages read, steps done, questions for a visit; for a therapist only


class Audience(StrEnum):
    """Who may read a part besides the person who wrote it."""

    ME = "me"
    PARTNER = "me-partner"
    THERAPIST = "me-therapist"
    ALL = "all"

    @classmethod
    def of(cls, others: frozenset[str]) -> Audience:
        """The audience whose readers besides the writer are these."""
        return next(audience for audience, readers in _OTHERS.items() if readers == others)

    @property
    def others(self) -> frozenset[str]:
        """The readers besides the writer: none, `partner`, `therapist` or both."""
        return _OTHERS[self]


_OTHERS = {
    Audience.ME: frozenset[str](),
    Audience.PARTNER: frozenset({"partner"}),
    Audience.THERAPIST: frozenset({"therapist"}),
    Audience.ALL: frozenset({"partner", "therapist"}),
}
