"""The sources of a page of the guide in sentences, for its foot."""

from __future__ import annotations

from textwrap import shorten

from nearer.guide.citations import sentences_by_source
from nearer.guide.topics import Guide, Page
from nearer.views import text as words

_MAX_QUOTED = 70  # characters of a sentence, enough to find it


def source_lines(guide: Guide, page: Page) -> list[str]:
    """Each source with the sentences it is for, those cut short; a source of a rule for stopping has none."""
    borne = sentences_by_source(page.text)
    return [_write_line(guide, key, borne.get(key, [])) for key in page.sources]


def review_lines(guide: Guide, page: Page) -> list[str]:
    """Whether a clinician read the page, and which sources nobody has compared with it."""
    reviewed = words.guide.NOT_REVIEWED if page.reviewed == "false" else words.guide.reviewed(page.reviewed)
    waiting = [key for key in page.sources if not guide.sources[key].checked]
    return [reviewed, *([words.guide.not_compared(waiting)] if waiting else [])]


def _write_line(guide: Guide, key: str, sentences: list[str]) -> str:
    source = guide.sources[key]
    line = words.guide.source(key, source.title, source.where)
    quoted = [words.guide.quoted(shorten(sentence, _MAX_QUOTED, placeholder=" …")) for sentence in sentences]
    return words.guide.source_for(line, "; ".join(quoted)) if quoted else line
