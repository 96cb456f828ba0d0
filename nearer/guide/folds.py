"""Where a page of the guide folds: what a tired reader needs stands before it, and nothing of the rest is lost."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nearer.guide.citations import without_citations
from nearer.guide.stop_rules import STOP_HEADING
from nearer.guide.topics import Topic

MIN_WORDS_BEFORE = 250  # what stands before the fold, but on an urgent page
_SECTION = re.compile(r"(?m)^(?=## )")
_HEADING = re.compile(r"(?m)^## (.+)$")


@dataclass(frozen=True, slots=True)
class FoldedText:
    """A topic's Markdown before the fold and behind it, which can be empty, and the headings that wait there."""

    before: str
    more: str

    @property
    def headings(self) -> tuple[str, ...]:
        return tuple(_HEADING.findall(self.more))


def fold_topic(topic: Topic) -> FoldedText:
    """Whole sections up to the rules for stopping, and on until there are MIN_WORDS_BEFORE words; of an urgent page no
    more than up to the rules."""
    sections = [one for one in _SECTION.split(topic.text) if one.strip()]
    needed = 0 if topic.kind == "urgent" else MIN_WORDS_BEFORE
    before = ""
    while sections and (count_words(before) < needed or not STOP_HEADING.search(before)):
        before += sections.pop(0)
    return FoldedText(before, "".join(sections))


def count_words(text: str) -> int:
    """Words as they are read: without the citations and the signs of Markdown."""
    return sum(any(sign.isalnum() for sign in word) for word in without_citations(text).split())
