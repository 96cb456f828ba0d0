"""A topic's Markdown as HTML for a page without scripts, cut and folded as inside; what is no Markdown is escaped."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape

from markdown_it import MarkdownIt

from nearer.guide.citations import without_citations
from nearer.shipped import shipped_guide
from nearer.views.markdown import cut_topic

_IN_ITALICS = re.compile(r"<em>([^<]+)</em>")


@lru_cache(maxsize=1)
def _reader() -> MarkdownIt:
    """CommonMark without HTML, pictures and links: the guide has headings, lists and emphasis."""
    return MarkdownIt("commonmark", {"html": False}).disable(["image", "link", "autolink", "html_inline", "html_block"])


@lru_cache(maxsize=256)
def topic_parts(text: str) -> tuple[str, str, str]:
    """HTML before, of and after the rules for stopping of a topic's text; empty where it has no such section."""
    cut = cut_topic(text)
    return topic_html(cut.before), topic_html(cut.stop), topic_html(cut.after)


@lru_cache(maxsize=256)
def topic_html(markdown: str) -> str:
    """HTML in which a title in italics opens its page."""
    return _IN_ITALICS.sub(_link, _reader().render(without_citations(markdown)))


def _link(italics: re.Match[str]) -> str:
    page = _page_of_title().get(unescape(italics[1]))
    return italics[0] if page is None else f'<em><a href="/read/{page}">{italics[1]}</a></em>'


@lru_cache(maxsize=1)
def _page_of_title() -> dict[str, str]:
    return {topic.title: topic.id for topic in shipped_guide().topics.values()}
