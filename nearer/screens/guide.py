"""The guide for whoever is signed in: what fits them, the search, and marking a page as read."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from nearer.addresses import ADDRESSES
from nearer.guide.profile import GuideProfile
from nearer.guide.relevance import ForYou, for_you
from nearer.guide.search import search
from nearer.guide.topics import Topic
from nearer.presenters.guide import read_guide_profile
from nearer.session.actions import note_saved, run_action
from nearer.session.help_from_home import read_help_from_home
from nearer.session.navigation import get_screens
from nearer.session.values import PersonSession
from nearer.shipped import shipped_guide, shipped_index
from nearer.storage.couple.topics_read import read_topics_read, save_topic_read
from nearer.views import text as words
from nearer.views.guide import PARAMETER, OpenGuide, draw_search_hits
from nearer.views.helplines import draw_phone_numbers
from nearer.views.score_summary import TopicLink, topic_words

CHOSEN, QUERY = "guide-chosen", "guide-search"
MAX_SEARCH_CHARACTERS, MAX_RESULTS = 200, 4  # characters of a query, topics that are listed


def open_guide(session: PersonSession) -> OpenGuide:
    """The guide with what the person has read, and with what a therapist offers beside the shipped questionnaires."""
    read = replace(shipped_guide(), catalogue=session.catalogue)
    return OpenGuide(read, get_screens()["guide"], session.read_unchanged(read_topics_read), session.today)


def find_topic(guide: OpenGuide, topic_id: str | None) -> Topic | str | None:
    """The topic that an address names, the id by itself where there is no such topic, or None without one."""
    return None if topic_id is None else guide.guide.topics.get(topic_id, topic_id)


def choose_pages(session: PersonSession, guide: OpenGuide) -> ForYou:
    """What fits this person today; chosen anew only when something it is chosen from has changed."""
    profile = read_guide_profile(session, guide.read)
    before: tuple[GuideProfile, ForYou] | None = st.session_state.get(CHOSEN)
    if before is None or before[0] != profile:
        st.session_state[CHOSEN] = before = (profile, for_you(guide.guide, profile))
    return before[1]


def search_field() -> str:
    """The query in the search field, which stays there while the person reads the hits."""
    query = st.text_input(
        words.guide.SEARCH, key=QUERY, max_chars=MAX_SEARCH_CHARACTERS, type="search", persist_state="session",
        placeholder=words.guide.SEARCH_EXAMPLE, autocomplete="off",
    )  # fmt: skip
    return (query or "").strip()


def draw_search_results(guide: OpenGuide, query: str) -> None:
    """What a query finds. One that speaks of somebody in danger has numbers to call above it; nothing of it is kept."""
    hits = search(shipped_index(), query, MAX_RESULTS)
    kinds = dict.fromkeys(kind for hit in hits if hit.pin for kind in hit.pin.lines)
    if kinds:
        draw_phone_numbers(read_help_from_home(), kinds)
    draw_search_hits(guide, [hit.topic for hit in hits], get_screens())


def mark_as_read(topic: str) -> None:
    """Button: the person read this topic today."""

    def change(session: PersonSession) -> None:
        save_topic_read(session.notebook, session.principal, topic, session.today, session.now)

    if run_action(change):
        note_saved(topic)


def closing_link(topic: str) -> TopicLink:
    """A topic by its title, leading to its page; one that a clinic's own questionnaire made up leads nowhere."""
    known_topic = shipped_guide().topics.get(topic)
    return (
        TopicLink(known_topic.title, f"/{ADDRESSES['guide']}?{PARAMETER}={topic}")
        if known_topic
        else topic_words(topic)
    )
