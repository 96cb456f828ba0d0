"""The marks of sources in a page's text, `[R62]`: people read it without them, and at its foot what each is for."""

from __future__ import annotations

import re

SOURCE_MARKS = re.compile(r"\s*\[([A-Z]\d*[a-z]?(?:, [A-Z]\d*[a-z]?)*)\]")
_SENTENCE_ENDS = re.compile(r"(?<=[.!?])\s+|\n+")
_MARKDOWN = "*_#->| \t"  # at the ends of a line


def without_marks(text: str) -> str:
    return SOURCE_MARKS.sub("", text)


def sentences_by_source(text: str) -> dict[str, list[str]]:
    """For each source the sentences with its mark, in their order; a mark behind a sentence's end is that one's."""
    sentences: dict[str, list[str]] = {}
    last = ""
    for part in _SENTENCE_ENDS.split(text.replace("**", "")):
        bare = without_marks(part).strip(_MARKDOWN)
        last = bare if any(sign.isalnum() for sign in bare) else last
        for marks in SOURCE_MARKS.findall(part):
            for key in marks.split(", "):
                sentences.setdefault(key, []).append(last)
    return sentences
