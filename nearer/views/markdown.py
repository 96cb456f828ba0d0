"""The text of a page of the guide, made ready for the screen once: its marks small, its rules for stopping apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_STOP = re.compile(r"(?ms)^## When to stop or call\n.*?(?=^## |\Z)")
_MARKS = re.compile(r"\s*\[([A-Z]\d*[a-z]?(?:, [A-Z]\d*[a-z]?)*)\]")
_SMALL = "\N{NO-BREAK SPACE}" + r":small[\\[\1\\]]"  # on the line of the word it belongs to


@dataclass(frozen=True, slots=True)
class TopicText:
    """Markdown in three parts; `stop` has the section on when to stop or call, with its heading."""

    before: str
    stop: str
    after: str


@lru_cache(maxsize=256)
def topic_text(text: str) -> TopicText:
    """Cut a topic's Markdown; a text without such a section has an empty `stop` and all of it before."""
    small = _MARKS.sub(_SMALL, text)
    match = _STOP.search(small)
    if match is None:
        return TopicText(small, "", "")
    return TopicText(small[: match.start()], match[0], small[match.end() :])
