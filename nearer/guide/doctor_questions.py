"""Questions to bring to a visit, as the topics of the guide list them."""

from __future__ import annotations

import re

from nearer.guide.topics import Topic

_ASKED = re.compile(r"^- ([^\"“\n]*\?)", re.MULTILINE)


def questions_of(topic: Topic) -> tuple[str, ...]:
    """Every entry of a list that asks something, up to its last question mark. What is to be said aloud stays there."""
    return tuple(match[1] for match in _ASKED.finditer(topic.text))
