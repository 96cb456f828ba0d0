"""Small steps on the screen: what is planned, what may fit, and one step to read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from nearer.guide.topics import Guide, Step
from nearer.views import text as words
from nearer.views.drawings import shelf_label
from nearer.views.layout.escape import list_markup, markup, plain
from nearer.views.layout.frame import caption, page_header, section_header
from nearer.views.markdown import topic_text

PARAMETER = "step"  # /steps?step=<id>


def step_link(screen: StreamlitPage, step: Step) -> None:
    """A link to one step, by its title."""
    st.page_link(screen, label=plain(step.title), query_params={PARAMETER: step.id})


def step_card(screen: StreamlitPage, step: Step, detail: str, prefix: str) -> None:
    """One step as a card that leads to it."""
    with st.container(border=True, key=f"{prefix}-{step.id}-guide-card"):
        step_link(screen, step)
        st.html(markup('<p class="nearer-quiet">{}</p>', detail))


def draw_planned(screen: StreamlitPage, guide: Guide, planned: Mapping[str, date], today: date) -> None:
    """Draw the planned steps, the earliest day first; nothing without any."""
    planned_steps = sorted((day, step) for step, day in planned.items() if step in guide.steps)
    if planned_steps:
        section_header(words.steps.PLANNED)
    for day, step in planned_steps:
        step_card(screen, guide.steps[step], words.steps.planned_for(day, today), "planned")


def draw_all_steps(screen: StreamlitPage, guide: Guide) -> None:
    """Every step, on the shelves of its topic."""
    section_header(words.steps.CHOOSE)
    for shelf, name in words.guide.shelf_names().items():
        steps = [step for topic in guide.on_shelf(shelf) for step in steps_of(guide, topic.id)]
        with st.expander(shelf_label(shelf, name), key=f"steps-{shelf}-guide-card"):
            for step in steps:
                step_link(screen, step)
                caption(who_and_long(step))


def draw_steps_of(screen: StreamlitPage, guide: Guide, topic: str) -> None:
    """The steps of one topic, below its page; nothing where it has none."""
    if steps := steps_of(guide, topic):
        section_header(words.steps.OF_TOPIC)
        with st.container(key="steps-of-topic-guide-card"):
            for step in steps:
                step_link(screen, step)


def steps_of(guide: Guide, topic: str) -> tuple[Step, ...]:
    """The steps of one topic, those that open one after the other in that order."""
    return tuple(sorted((step for step in guide.steps.values() if step.topic == topic), key=guide.steps_before))


def who_and_long(step: Step) -> str:
    """Who a step is for and how long it takes, in words."""
    return words.steps.who_and_long(step.who, step.minutes)


def draw_step_text(step: Step) -> None:
    """Draw what to do and when to stop; this alone is printed."""
    with st.container(key="topic-page"):
        page_header(step.title, who_and_long(step))
        st.markdown(topic_text(step.text).before, anchors=False)
        heading = markup('<div class="nearer-note stop"><h2>{}</h2>', words.steps.STOP_TITLE)
        st.html(f"{heading}{list_markup(step.stop)}</div>")


def draw_unknown_step(screen: StreamlitPage) -> None:
    """The address of no step, without repeating it."""
    page_header(words.steps.UNKNOWN_TITLE, words.steps.UNKNOWN)
    all_steps_link(screen)


def all_steps_link(screen: StreamlitPage) -> None:
    """The way back to all steps."""
    with st.container(key="all-steps-guide-card"):
        st.page_link(screen, label=words.steps.ALL_STEPS)
