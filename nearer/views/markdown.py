"""The text of a page of the guide, made ready once: its marks small, its rules for stopping apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

SOURCE_MARKS = re.compile(r"\s*\[([A-Z]\d*[a-z]?(?:, [A-Z]\d*[a-z]?)*)\]")
_STOP = re.compile(r"(?ms)^## When to stop or call\n.*?(?=^## |\Z)")
_SMALL = "\N{NO-BREAK SPACE}" + r":small[\\[\1\\]]"  # on the line of the word it belongs to


@dataclass(frozen=True, slots=True)
class TopicText:
    """Markdown in three parts; `stop` has the section on when to stop or call, with its heading."""

    before: str
    stop: str
    after: str


def cut_topic(text: str) -> TopicText:
    """A topic's Markdown in its parts; a text without such a section has an empty `stop` and all of it before."""
    match = _STOP.search(text)
    if match is None:
        return TopicText(text, "", "")
    return TopicText(text[: match.start()], match[0], text[match.end() :])


@lru_cache(maxsize=256)
def topic_text(text: str) -> TopicText:
    """The parts as Streamlit draws them, with the marks of sources small."""
    return cut_topic(SOURCE_MARKS.sub(_SMALL, text))
