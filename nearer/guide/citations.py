"""The citations in a page's text, `[R62]`: people read it without them, and at its foot what each is for."""

from __future__ import annotations

import re

CITATIONS = re.compile(r"\s*\[([A-Z]\d*[a-z]?(?:, [A-Z]\d*[a-z]?)*)\]")
_OPEN = re.compile(r"\[[A-Z]\d*[a-z]?(?:, [A-Z]\d*[a-z]?)*(?![\w\],])")
_SENTENCE_ENDS = re.compile(r"(?<=[.!?])\s+|\n+")
_MARKDOWN = "*_#->| \t"  # at the ends of a line


def without_citations(text: str) -> str:
    return CITATIONS.sub("", text)


def find_open_citation(text: str) -> str | None:
    """The first citation that nobody closed, as `[R64`, which people would read; None where each has its end."""
    opening = _OPEN.search(text)
    return opening.group() if opening else None


def sentences_by_source(text: str) -> dict[str, list[str]]:
    """For each source the sentences that cite it, in their order; a citation behind a sentence's end is that one's."""
    sentences: dict[str, list[str]] = {}
    last = ""
    for part in _SENTENCE_ENDS.split(text.replace("**", "")):
        bare = without_citations(part).strip(_MARKDOWN)
        last = bare if any(sign.isalnum() for sign in bare) else last
        for keys in CITATIONS.findall(part):
            for key in keys.split(", "):
                sentences.setdefault(key, []).append(last)
    return sentences
