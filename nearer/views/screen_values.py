"""Values that screens draw besides charts; without Streamlit, so that presenters can make them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from nearer.domain.questionnaire import Questionnaire


@dataclass(frozen=True, slots=True)
class SharedResponse:
    """One response of `who`: scores by scale, raw answers by item, a note; each empty where it is not shared."""

    who: str
    questionnaire: Questionnaire
    when: str
    scores: Mapping[str, Decimal] = field(default_factory=dict)
    answers: Mapping[str, object] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True, slots=True)
class StartChoice:
    """What a two-minute start offers, and what was chosen so far, by questionnaire: so many `questions` are asked."""

    offered: tuple[Questionnaire, ...]
    raw_answers: Mapping[str, object]
    begins: tuple[Questionnaire, ...]
    questions: int
    minutes: int
    is_first: bool  # none of them was answered yet


@dataclass(frozen=True, slots=True)
class SheetChoice:
    """One line under its heading; `key` finds it again when the file is made, and tells nothing of it."""

    key: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Task:
    """A card of something to do. `state` is a word or two such as *Begun*; `is_next` is true of the one next thing."""

    title: str
    lead: str
    state: str
    button: str
    is_next: bool = False


@dataclass(frozen=True, slots=True)
class Arrival:
    """Something that came for a person: whose or what it is, and its lines, each with where it leads, or nowhere."""

    title: str
    lines: tuple[tuple[str, str], ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class FieldConflict:
    """A field that two windows changed: the question, and its values in words; the first is what this window holds."""

    question: str
    values: tuple[str, ...]
