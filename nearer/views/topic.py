"""One page of the guide: to read and to print."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from nearer.guide.folds import fold_topic
from nearer.guide.topics import Guide, Page, Topic
from nearer.views import text as words
from nearer.views.guide import OpenGuide, topic_link
from nearer.views.layout.frame import caption, done, page_header, section_header
from nearer.views.layout.lists import shared_list
from nearer.views.markdown import topic_text
from nearer.views.page_sources import review_lines, source_lines


def draw_topic(guide: OpenGuide, topic: Topic, on_read: Callable[[], None], draw_next: Callable[[], None]) -> None:
    """The page itself, which alone is printed, and around it what one can do with it; `draw_next` is at its end."""
    with st.container(key="topic-page"):
        page_header(topic.title, topic.summary)
        caption(words.guide.topic_kind_words(topic.kind))
        _draw_text(topic)
    with st.container(key="topic-around"):
        _draw_read_button(guide, topic, on_read)
        draw_next()
        draw_sources(guide.guide, topic)
        section_header(words.guide.RELATED)
        with st.container(key="related-guide-card"):
            for related in topic.related:
                topic_link(guide, guide.guide.topics[related])
        caption(words.guide.PRINT_HINT)
        caption(words.guide.ADDRESS_STAYS)
        _all_pages(guide)


def draw_unknown(guide: OpenGuide) -> None:
    """The address of no page, without repeating it."""
    page_header(words.guide.UNKNOWN_TITLE, words.guide.UNKNOWN)
    _all_pages(guide)


def _all_pages(guide: OpenGuide) -> None:
    with st.container(key="all-pages-guide-card"):
        st.page_link(guide.screen, label=words.guide.ALL_PAGES)


def _draw_text(topic: Topic) -> None:
    folded = fold_topic(topic)
    text = topic_text(folded.before)
    st.markdown(text.before, anchors=False)
    if text.stop:
        with st.container(key="topic-stop"):
            st.markdown(text.stop, anchors=False)
    if text.after:
        st.markdown(text.after, anchors=False)
    if folded.more:
        with st.expander(words.guide.read_on_below(folded.headings), key="topic-more"):
            st.markdown(topic_text(folded.more).before, anchors=False)


def draw_sources(guide: Guide, page: Page) -> None:
    """Draw a fold with what each source is for, and whether a clinician read the page."""
    with st.expander(words.guide.SOURCES):
        shared_list(source_lines(guide, page))
    for line in review_lines(guide, page):
        caption(line)


def _draw_read_button(guide: OpenGuide, topic: Topic, on_read: Callable[[], None]) -> None:
    read = guide.read.get(topic.id)
    if read is not None:
        (done if read == guide.today else caption)(words.guide.read_on(read, guide.today))
    if read != guide.today:
        label = words.guide.READ_BUTTON if read is None else words.guide.READ_AGAIN_BUTTON
        st.button(label, key=f"read-{topic.id}", on_click=on_read)
    caption(words.guide.READ_IS_YOURS)
