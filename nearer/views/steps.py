"""Small steps on the screen: what is planned, what may fit, one step to read, and what was done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from nearer.guide.topics import Guide, Step
from nearer.views import text as words
from nearer.views.layout.escape import markup, plain
from nearer.views.layout.frame import caption, page_header, section_header
from nearer.views.markdown import topic_text

PARAMETER = "step"  # /steps?step=<id>


@dataclass(frozen=True, slots=True)
class DoneRow:
    """One line of what was done; None where no number was given."""

    title: str
    day: date
    before: int | None
    after: int | None


def step_link(screen: StreamlitPage, step: Step) -> None:
    """A link to one step, by its title."""
    st.page_link(screen, label=plain(step.title), query_params={PARAMETER: step.id})


def step_card(screen: StreamlitPage, step: Step, detail: str, place: str) -> None:
    """One step as a card that leads to it."""
    with st.container(border=True, key=f"{place}-{step.id}-guide-card"):
        step_link(screen, step)
        st.html(markup('<p class="nearer-quiet">{}</p>', detail))


def draw_planned(screen: StreamlitPage, guide: Guide, planned: Mapping[str, date]) -> None:
    """What is planned, the earliest day first; nothing without any."""
    known = sorted((day, step) for step, day in planned.items() if step in guide.steps)
    if known:
        section_header(words.steps.PLANNED)
    for day, step in known:
        step_card(screen, guide.steps[step], words.steps.planned_for(day), "planned")


def draw_all_steps(screen: StreamlitPage, guide: Guide) -> None:
    """Every step, on the shelves of its topic."""
    section_header(words.steps.CHOOSE)
    for shelf, name in words.guide.shelf_names().items():
        steps = [step for topic in guide.on_shelf(shelf) for step in steps_of(guide, topic.id)]
        with st.expander(name, key=f"steps-{shelf}-guide-card"):
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
    return words.steps.who_and_long(step.who, step.minutes)


def draw_step_text(step: Step) -> None:
    """What to do and when to stop; this alone is printed."""
    with st.container(key="topic-page"):
        page_header(step.title, who_and_long(step))
        if step.reviewed == "false":
            caption(words.guide.NOT_REVIEWED)
        st.markdown(topic_text(step.text).before, anchors=False)
        lines = "<li>{}</li>" * len(step.stop)
        body = '<div class="nearer-note clay"><h2>{}</h2><ul>' + lines + "</ul></div>"
        st.html(markup(body, words.steps.STOP_TITLE, *step.stop))


def draw_unknown_step(screen: StreamlitPage) -> None:
    """The address of no step, without repeating it."""
    page_header(words.steps.UNKNOWN_TITLE, words.steps.UNKNOWN)
    all_steps_link(screen)


def all_steps_link(screen: StreamlitPage) -> None:
    with st.container(key="all-steps-guide-card"):
        st.page_link(screen, label=words.steps.ALL_STEPS)


def history_table(rows: Sequence[DoneRow]) -> None:
    """What was done, newest first."""
    head = "".join(markup('<th scope="col">{}</th>', name) for name in _columns())
    body = "".join(
        markup('<tr><th scope="row">{}</th><td>{}</td><td>{}</td><td>{}</td></tr>', *_cells(row))
        for row in reversed(rows)
    )
    caption = markup("<caption>{}</caption>", words.steps.HISTORY)
    st.html(f'<table class="nearer-table">{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>')


def sentence_list(lines: Iterable[str]) -> None:
    """Sentences that two people see, one below the other."""
    sentences = list(lines)
    st.html(markup('<ul class="nearer-list">' + "<li>{}</li>" * len(sentences) + "</ul>", *sentences))


def _columns() -> tuple[str, ...]:
    return (words.steps.STEP_COLUMN, words.steps.DAY_COLUMN, words.steps.BEFORE_COLUMN, words.steps.AFTER_COLUMN)


def _cells(row: DoneRow) -> tuple[str, ...]:
    numbers = (words.steps.NOT_MARKED if mark is None else str(mark) for mark in (row.before, row.after))
    return (row.title, words.weeks.day_in_table(row.day), *numbers)
