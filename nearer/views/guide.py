"""The guide on the screen: what fits one person, the library, what a search found, and one page to read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from nearer.guide.evidence import TopicReason
from nearer.guide.relevance import Card, ForYou
from nearer.guide.topics import Guide, Topic
from nearer.views import text as words
from nearer.views.drawings import shelf_label
from nearer.views.helplines import draw_way_to_help
from nearer.views.layout.escape import list_markup, markup, plain
from nearer.views.layout.frame import caption, done, section_header
from nearer.views.topic_reasons import reason_lines

PARAMETER = "page"  # /guide?page=<topic>


@dataclass(frozen=True, slots=True)
class OpenGuide:
    """The guide as one person sees it today: the screen its links lead to, and the day each topic was last read."""

    guide: Guide
    screen: StreamlitPage
    read: Mapping[str, date]
    today: date


def topic_link(guide: OpenGuide, topic: Topic) -> None:
    """A link to a page of the guide, by its title."""
    read = f" :small[({words.guide.READ})]" if topic.id in guide.read else ""
    st.page_link(guide.screen, label=plain(topic.title) + read, query_params={PARAMETER: topic.id})


def draw_for_you(guide: OpenGuide, pages_for_you: ForYou) -> None:
    """Draw what is urgent, at most three cards, and folded what is held back, each with its reasons."""
    section_header(words.guide.FOR_YOU, words.guide.FOR_YOU_LEAD)
    for card in (*pages_for_you.urgent, *pages_for_you.cards):
        guide_card(guide, card)
    if not pages_for_you.urgent and not pages_for_you.cards:
        caption(words.guide.NOTHING_FITS)
    if pages_for_you.held_back:
        with st.expander(words.guide.HELD_TITLE, key="held-guide-card"):
            caption(words.guide.HELD_LEAD)
            for card in pages_for_you.held_back:
                topic_link(guide, guide.guide.topics[card.topic])
                caption(words.guide.held_because(card.held_back_by or ""))


def guide_card(guide: OpenGuide, card: Card) -> None:
    """One topic with what speaks for it, and folded its rules for stopping and its sources."""
    topic = guide.guide.topics[card.topic]
    with st.container(border=True, key=f"for-you-{topic.id}-guide-card"):
        if topic.kind == "urgent":
            st.html(markup('<p class="nearer-first">{}</p>', words.guide.FIRST_OF_ALL))
        _topic_with_reasons(guide, topic, card.because)
        with st.expander(words.guide.STOP_AND_SOURCES):
            sources = [guide.guide.sources[key].title for key in topic.sources]
            lists = ((topic.stop, words.guide.WHEN_TO_STOP), (sources, words.guide.WHERE_FROM))
            st.html(
                "".join(f'<div class="nearer-list">{list_markup(lines, "", title)}</div>' for lines, title in lists)
            )


def draw_search_hits(guide: OpenGuide, names: Sequence[str], screens: Mapping[str, StreamlitPage]) -> None:
    """What a search found, topics and screens, the best first; without anything sure, the way to people."""
    if not names:
        draw_way_to_help(words.guide.NOTHING_SURE)
        return
    section_header(words.guide.FOUND)
    done(words.guide.pages_found(len(names)))
    for name in names:
        with st.container(border=True, key=f"found-{name}-guide-card"):
            if topic := guide.guide.topics.get(name):
                _topic_with_reasons(guide, topic, ())
            else:
                st.page_link(screens[name], label=plain(words.about.TITLE))
                st.html(markup("<p>{}</p>", words.about.LEAD))


def draw_library(guide: OpenGuide) -> None:
    """Every page, on four shelves."""
    section_header(words.guide.LIBRARY, words.guide.LIBRARY_LEAD)
    for shelf, name in words.guide.shelf_names().items():
        with st.expander(shelf_label(shelf, name), key=f"shelf-{shelf}-guide-card"):
            for topic in guide.guide.on_shelf(shelf):
                topic_link(guide, topic)


def _topic_with_reasons(guide: OpenGuide, topic: Topic, reasons: Iterable[TopicReason]) -> None:
    topic_link(guide, topic)
    lines = (markup('<p class="nearer-quiet">{}</p>', line) for line in reason_lines(guide.guide, reasons, guide.today))
    st.html(markup("<p>{}</p>", topic.summary) + "".join(lines))
