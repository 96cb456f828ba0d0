"""The guide: topics and steps as they are read, what fits one person and why, and search as people speak."""

from __future__ import annotations

from nearer.guide.crisis import Pin
from nearer.guide.evidence import Reason
from nearer.guide.gentle import GentleThing, GentleThings, read_gentle_things
from nearer.guide.questions import questions_of
from nearer.guide.reader import Reader, scores_of
from nearer.guide.reading import GuideError, read_guide
from nearer.guide.relevance import Card, ForYou, StepCard, cards, for_you, steps_for
from nearer.guide.search import Hit, Index, build_index, search
from nearer.guide.topics import Guide, Step, Topic

__all__ = [
    "Card",
    "ForYou",
    "GentleThing",
    "GentleThings",
    "Guide",
    "GuideError",
    "Hit",
    "Index",
    "Pin",
    "Reader",
    "Reason",
    "Step",
    "StepCard",
    "Topic",
    "build_index",
    "cards",
    "for_you",
    "questions_of",
    "read_gentle_things",
    "read_guide",
    "scores_of",
    "search",
    "steps_for",
]
