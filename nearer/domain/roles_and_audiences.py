"""Who is in a couple, what there is to share, and who may read it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar


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
    COUNTED = "counted"  # nothing to read: whoever has its key may count what else they read, a therapist only


_PARTS = {part.value: part for part in Part}
BY_QUESTIONNAIRE = frozenset({Part.BARRIERS, Part.ANSWERS})


@dataclass(frozen=True, slots=True)
class SharedPart:
    """What is shared in one piece: scores of barriers and single answers of one questionnaire each, the rest whole."""

    part: Part
    questionnaire: str = ""

    def __post_init__(self) -> None:
        if bool(self.questionnaire) is not (self.part in BY_QUESTIONNAIRE):
            raise ValueError(f"questionnaire {self.questionnaire!r} of part {self.part}")

    @classmethod
    def parse_label(cls, label: str) -> SharedPart | None:
        """The shared part of a drawer's label; None for one that nobody shares part by part."""
        part, _, questionnaire = label.partition("/")
        audience_part = _PARTS.get(part)
        return None if audience_part is None else cls(audience_part, questionnaire)

    @classmethod
    def parts_of(cls, part: Part, questionnaires: Iterable[str]) -> tuple[SharedPart, ...]:
        """A part of these questionnaires, one by one where it is shared so."""
        return tuple(cls(part, one) for one in questionnaires) if part in BY_QUESTIONNAIRE else (cls(part),)

    @property
    def label(self) -> str:
        """`closeness`, or `barriers/` and the questionnaire's id."""
        return f"{self.part.value}/{self.questionnaire}" if self.questionnaire else self.part.value


PARTNER = "partner"  # how an audience names the partner; a therapist it names by the hexadecimal digits of their id


@dataclass(frozen=True, slots=True)
class Audience:
    """Who may read a part besides the person who wrote it: the partner, and any number of therapists."""

    others: frozenset[str] = frozenset()

    ME: ClassVar[Audience]
    PARTNER: ClassVar[Audience]

    @classmethod
    def parse_label(cls, label: str) -> Audience:
        """The audience in the label of a drawer."""
        return cls(frozenset(label.split("-")[1:]))

    @property
    def label(self) -> str:
        """`me`, and every other reader behind a dash, in order."""
        return "-".join(("me", *sorted(self.others)))

    @property
    def therapists(self) -> frozenset[str]:
        return self.others - {PARTNER}


Audience.ME = Audience()
Audience.PARTNER = Audience(frozenset({PARTNER}))
