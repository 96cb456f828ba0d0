"""The guide for whoever is signed in: chosen from their own answers, the events they may read and what they read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial

import streamlit as st

from nearer.domain.answer_parsing import read_answers
from nearer.domain.answers import Answer
from nearer.domain.events import Event
from nearer.guide.profile import GuideProfile, scores_of
from nearer.guide.relevance import ForYou, for_you
from nearer.guide.search import search
from nearer.session.actions import run_action
from nearer.session.addresses import ADDRESSES
from nearer.session.home_country import help_from_home
from nearer.session.navigation import get_screens
from nearer.session.values import PersonSession
from nearer.shipped import shipped_guide, shipped_index
from nearer.storage.couple.events import read_own_events, read_partner_events
from nearer.storage.couple.guide import read_topics_read, save_topic_read
from nearer.storage.couple.responses import read_latest_answers
from nearer.views import text as words
from nearer.views.guide import PARAMETER, OpenGuide, draw_found
from nearer.views.helplines import draw_numbers
from nearer.views.score_summary import TopicLink, topic_words

CHOSEN, QUERY = "guide-chosen", "guide-search"
MAX_QUERY_SHOWN = 200
MOST_FOUND = 4


def open_guide(session: PersonSession) -> OpenGuide:
    """The guide with the person's own marks, and with what a therapist offers beside the shipped questionnaires."""
    read = replace(shipped_guide(), catalogue=session.catalogue)
    return OpenGuide(read, get_screens()["guide"], read_topics_read(session.notebook, session.principal))


def pages_for_person(session: PersonSession, opened: OpenGuide) -> ForYou:
    """What fits this person today; chosen anew only when something it is chosen from has changed."""
    person = reader(session, opened.read)
    before: tuple[GuideProfile, ForYou] | None = st.session_state.get(CHOSEN)
    if before is None or before[0] != person:
        st.session_state[CHOSEN] = before = (person, for_you(opened.guide, person))
    return before[1]


def reader(session: PersonSession, read: Mapping[str, date]) -> GuideProfile:
    """The person as the guide sees them; answers to a questionnaire that has changed since are left out."""
    answers: dict[str, Mapping[str, Answer]] = {}
    for latest in read_latest_answers(session.notebook, session.principal):
        questionnaire = session.catalogue.get(latest.questionnaire)
        if questionnaire is not None and questionnaire.sha256 == latest.sha256:
            answers[questionnaire.id] = read_answers(questionnaire, latest.answers or {})
    return GuideProfile(
        role=session.principal.role,
        today=session.today,
        scores=scores_of(session.catalogue, answers),
        answers=answers,
        events=_events(session),
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
        words.guide.SEARCH, key=QUERY, max_chars=MAX_QUERY_SHOWN, type="search", persist_state="session",
        placeholder=words.guide.SEARCH_EXAMPLE, autocomplete="off",
    )  # fmt: skip
    return (query or "").strip()


def draw_search_results(opened: OpenGuide, query: str) -> None:
    """What a query finds. One that speaks of somebody in danger has numbers to call above it; nothing of it is kept."""
    hits = search(shipped_index(), query, MOST_FOUND)
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
    run_action(lambda session: save_topic_read(session.notebook, session.principal, topic, session.today, session.now))


def _events(session: PersonSession) -> tuple[Event, ...]:
    own = (kept.event for kept in read_own_events(session.notebook, session.principal))
    return (*own, *read_partner_events(session.notebook, session.principal))
