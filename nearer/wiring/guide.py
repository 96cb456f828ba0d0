"""The guide for whoever is signed in: chosen from their own answers, the events they may read and what they read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial

import streamlit as st

from nearer import guide
from nearer.domain import Answer, Event, read_answers
from nearer.guide import ForYou, Reader, scores_of
from nearer.shipped import shipped_guide, shipped_index
from nearer.storage import latest_answers, mark_read, own_events, partner_events, read_topics
from nearer.views import words
from nearer.views.closing import TopicLink, topic_words
from nearer.views.guide import PARAMETER, OpenGuide, draw_found
from nearer.views.harm import draw_numbers
from nearer.wiring.acting import act
from nearer.wiring.home import help_from_home
from nearer.wiring.screens import ADDRESSES, screens
from nearer.wiring.sharing import SAID
from nearer.wiring.visit import Visit

CHOSEN, QUERY = "guide-chosen", "guide-search"
LONGEST_QUERY = 200
MOST_FOUND = 4


def open_guide(here: Visit) -> OpenGuide:
    """The guide with the person's own marks, and with what a therapist offers beside the shipped questionnaires."""
    read = replace(shipped_guide(), catalogue=here.catalogue)
    return OpenGuide(read, screens()["guide"], read_topics(here.notebook, here.principal))


def for_you(here: Visit, opened: OpenGuide) -> ForYou:
    """What fits this person today; chosen anew only when something it is chosen from has changed."""
    person = reader(here, opened.read)
    before: tuple[Reader, ForYou] | None = st.session_state.get(CHOSEN)
    if before is None or before[0] != person:
        st.session_state[CHOSEN] = before = (person, guide.for_you(opened.guide, person))
    return before[1]


def reader(here: Visit, read: Mapping[str, date]) -> Reader:
    """The person as the guide sees them; answers to a questionnaire that has changed since are left out."""
    answers: dict[str, Mapping[str, Answer]] = {}
    for latest in latest_answers(here.notebook, here.principal):
        asked = here.catalogue.get(latest.questionnaire)
        if asked is not None and asked.sha256 == latest.sha256:
            answers[asked.id] = read_answers(asked, latest.record)
    return Reader(
        role=here.principal.role,
        today=here.today,
        scores=scores_of(here.catalogue, answers),
        answers=answers,
        events=_events(here),
        read=read,
    )


def asked_topic() -> str | None:
    """The topic named in the address, or None; it may be no topic at all."""
    topic = st.query_params.get(PARAMETER) or None
    st.query_params.from_dict({PARAMETER: topic} if topic else {})  # or a link from page to page leaves the address old
    return topic


def search_field() -> str:
    """What the person is looking for; it stays in the field while they read what was found."""
    query = st.text_input(
        words.guide.SEARCH, key=QUERY, max_chars=LONGEST_QUERY, type="search", persist_state="session",
        placeholder=words.guide.SEARCH_EXAMPLE, autocomplete="off",
    )  # fmt: skip
    return (query or "").strip()


def draw_search_results(opened: OpenGuide, query: str) -> None:
    """What a query finds. One that speaks of somebody in danger has numbers to call above it; nothing of it is kept."""
    hits = guide.search(shipped_index(), query, MOST_FOUND)
    kinds = dict.fromkeys(kind for hit in hits if hit.pin for kind in hit.pin.lines)
    if kinds:
        draw_numbers(help_from_home(), kinds)
    draw_found(opened, [shipped_guide().topics[hit.topic] for hit in hits])


def reading_of(topic: str) -> Callable[[], None]:
    """Button: this topic was read today."""
    return partial(_mark, topic)


def closing_link(topic: str) -> TopicLink:
    """A topic by its title, leading to its page; one that a clinic's own questionnaire made up leads nowhere."""
    known = shipped_guide().topics.get(topic)
    return TopicLink(known.title, f"/{ADDRESSES['guide']}?{PARAMETER}={topic}") if known else topic_words(topic)


def _mark(topic: str) -> None:
    act(SAID, lambda here: mark_read(here.notebook, here.principal, topic, here.today, here.now))


def _events(here: Visit) -> tuple[Event, ...]:
    own = (kept.event for kept in own_events(here.notebook, here.principal))
    return (*own, *partner_events(here.notebook, here.principal))
