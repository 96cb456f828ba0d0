"""The text of a page of the guide, made ready once: without its citations, its rules for stopping apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from nearer.guide.citations import without_citations

_STOP = re.compile(r"(?ms)^## When to stop or call\n.*?(?=^## |\Z)")


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
    """The parts as Streamlit draws them, without the citations."""
    return cut_topic(without_citations(text))
