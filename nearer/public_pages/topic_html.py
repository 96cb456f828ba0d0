"""A topic's Markdown as HTML for a page without scripts, from the same cut as inside; what is no mark is escaped."""

from __future__ import annotations

from functools import lru_cache

from markdown_it import MarkdownIt

from nearer.views.markdown import SOURCE_MARKS, cut_topic

_SMALL = "\N{NO-BREAK SPACE}" + r'<small class="source">[\1]</small>'  # on the line of the word it belongs to


@lru_cache(maxsize=1)
def _reader() -> MarkdownIt:
    """CommonMark without HTML, pictures and links: the guide has headings, lists and emphasis."""
    return MarkdownIt("commonmark", {"html": False}).disable(["image", "link", "autolink", "html_inline", "html_block"])


@lru_cache(maxsize=256)
def topic_parts(text: str) -> tuple[str, str, str]:
    """HTML before, of and after the rules for stopping of a topic's text; empty where it has no such section."""
    cut = cut_topic(text)
    return _html(cut.before), _html(cut.stop), _html(cut.after)


def _html(markdown: str) -> str:
    return SOURCE_MARKS.sub(_SMALL, _reader().render(markdown))
