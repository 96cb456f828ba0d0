"""Small steps for whoever is signed in: planning one, marking it as done, and those that need both."""

from __future__ import annotations

from datetime import date
from functools import partial
from uuid import uuid4

import streamlit as st

from nearer.guide.topics import Step
from nearer.presenters.shared_wishes import agreement_days
from nearer.presenters.steps import OpenSteps, near_days, need_both
from nearer.screens.guide import choose_pages, open_guide
from nearer.screens.next_thing import draw_after_saving, draw_next_line
from nearer.session.actions import draw_message, is_just_saved, note_saved, run_action
from nearer.session.downloads import Download, draw_download, for_person
from nearer.session.navigation import get_screens
from nearer.session.undo import offer_undo
from nearer.session.values import PersonSession
from nearer.shipped import shipped_guide
from nearer.storage.couple.mutual_agreements import add_marks
from nearer.storage.couple.own_steps import DoneStep, delete_done_step, mark_step_done, plan_step
from nearer.takeaway.calendar import step_calendar
from nearer.views import text as words
from nearer.views.drawings import draw_drawing
from nearer.views.layout.expanders import lazy_expander
from nearer.views.layout.frame import caption, section_header
from nearer.views.layout.tables import plain_table
from nearer.views.step_planning import EASE_NUMBERS, draw_days, draw_ease
from nearer.views.steps import (
    all_steps_link,
    draw_step_text,
    step_card,
    step_link,
    who_and_long,
)
from nearer.views.topic import draw_sources

MESSAGE, DONE_KEY = "steps-message", "steps-done"


def find_step(steps: OpenSteps, step_id: str | None) -> Step | str | None:
    """The step that an address names, the id by itself where there is no such step, or None without one."""
    return None if step_id is None else steps.guide.steps.get(step_id, step_id)


def draw_fits(steps: OpenSteps) -> None:
    """One step that may fit, as a card; nothing without one."""
    pages_for_you = choose_pages(steps.session, open_guide(steps.session))
    if (step := steps.first_that_fits(pages_for_you)) is not None:
        section_header(words.steps.FITS)
        step_card(get_screens()["steps"], step, who_and_long(step), "fits")


def draw_history(steps: OpenSteps) -> None:
    """What the person did, and a way to take the last one back."""
    if steps.own.done:
        lazy_expander(words.steps.HISTORY, "steps-history", partial(_draw_history, steps))


def draw_step(steps: OpenSteps, step: Step) -> None:
    """One step: to read, then to plan and to do; what is held or not open yet says why."""
    draw_step_text(step)
    card = steps.card(step.id)
    draw_message(MESSAGE)
    if card.held_back_by is not None:
        caption(words.steps.hold_sentence(card.held_back_by))
    elif not card.is_opened:
        _draw_agreeing(steps, step)
    elif is_just_saved(step.id):
        draw_drawing("saved")
        draw_after_saving(steps.session)
    else:
        _draw_plan(steps, step)
        _draw_done_button(step)
    if step.after is not None:
        _draw_own_yes(steps, step)
        caption(words.steps.STEP_BACK)
    caption(words.steps.TOPIC)
    topic = steps.guide.topics[step.topic]
    with st.container(key="topic-of-step-guide-card"):
        st.page_link(get_screens()["guide"], label=topic.title, query_params={"page": topic.id})
    draw_sources(steps.guide, step)
    all_steps_link(get_screens()["steps"])


def _draw_history(steps: OpenSteps) -> None:
    plain_table(words.steps.HISTORY, words.steps.HISTORY_COLUMNS, steps.history)
    caption(words.steps.HISTORY_HINT)
    last = steps.own.done[-1]
    st.button(
        words.steps.TAKE_BACK_LAST, key=f"undone-{last.key}", type="tertiary", on_click=partial(_delete_last, last)
    )


def _draw_plan(steps: OpenSteps, step: Step) -> None:
    day, session = steps.own.planned.get(step.id), steps.session
    if day is None:
        draw_days(step.id, session.today, near_days(session.today), partial(_plan_day, step.id))
        return
    caption(words.steps.planned_for(day, session.today))
    file = Download(f"calendar-{step.id}", words.steps.CALENDAR, words.steps.CALENDAR_FILE, "text/calendar")
    with st.container(horizontal=True):
        draw_download(file, for_person(partial(step_calendar, step.id)))
        st.button(words.steps.UNPLAN, key=f"unplan-{step.id}", on_click=partial(_unplan, step.id, day))
    caption(words.steps.CALENDAR_HINT)


def _draw_done_button(step: Step) -> None:
    """Two numbers, both of which may stay open, and one button."""
    section_header(words.steps.DONE_TITLE)
    key = st.session_state.setdefault(DONE_KEY, uuid4())
    draw_ease([f"comfort-{name}-{step.id}-{key}" for name in ("before", "after")])
    st.button(words.steps.DONE, key=f"done-{step.id}", on_click=partial(_save_done, step.id))


def _draw_agreeing(steps: OpenSteps, step: Step) -> None:
    """Draw what has to happen before this step opens, and the person's own part of it."""
    caption(words.steps.NEEDS_BOTH)
    if step.after not in steps.own.tried:
        caption(words.steps.FIRST_THIS)
        with st.container(key="step-before-guide-card"):
            step_link(get_screens()["steps"], steps.guide.steps[str(step.after)])
    elif steps.session.members.partner is None:
        caption(words.steps.ALONE)
    elif steps.own_yes(step):
        caption(words.steps.SAID_YES)
        draw_next_line(steps.session, MESSAGE)
    else:
        st.button(
            words.steps.YES_FOR_ME,
            key=f"yes-{step.id}",
            type="primary",
            on_click=partial(_save_agreement, step.id, True),
        )
        caption(words.steps.said_yes_until(agreement_days()))


def _draw_own_yes(steps: OpenSteps, step: Step) -> None:
    """One's own yes can be taken back as long as it lasts: open or not, held back or not."""
    if steps.own_yes(step):
        caption(words.steps.said_yes_until(agreement_days()))
        st.button(words.steps.TAKE_BACK_YES, key=f"no-{step.id}", on_click=partial(_save_agreement, step.id, False))


def _plan_day(step: str, day: date) -> None:
    run_action(lambda session: plan_step(session.notebook, session.principal, step, day, session.now), place=MESSAGE)


def _unplan(step: str, day: date) -> None:
    def change(session: PersonSession) -> None:
        plan_step(session.notebook, session.principal, step, None, session.now)
        offer_undo(words.undo.PLAN, plan_step, step, day)

    run_action(change, place=MESSAGE)


def _save_done(step: str) -> None:
    """The key of what was done makes a second click harmless, and goes only once that is saved: the numbers stand in
    fields that it names. A number that was not offered counts as none."""
    if (key := st.session_state.get(DONE_KEY)) is None:
        return
    eases = [st.session_state.get(f"comfort-{name}-{step}-{key}") for name in ("before", "after")]
    before, after = (ease if ease in EASE_NUMBERS else None for ease in eases)

    def change(session: PersonSession) -> None:
        mark_step_done(
            session.notebook, session.principal, DoneStep(key, step, session.today, before, after), session.now
        )

    if run_action(change, words.steps.DONE_SAID, MESSAGE):
        st.session_state.pop(DONE_KEY, None)
        note_saved(step)


def _delete_last(done: DoneStep) -> None:
    def change(session: PersonSession) -> None:
        delete_done_step(session.notebook, session.principal, done.key, session.now)
        offer_undo(words.undo.DONE_STEP, mark_step_done, done)

    run_action(change, place=MESSAGE)


def _save_agreement(step: str, yes: bool) -> None:
    def change(session: PersonSession) -> None:
        mark = {step: "yes" if yes else "not-now"}
        add_marks(session.notebook, session.principal, need_both(shipped_guide()), mark, session.now)

    if run_action(change, place=MESSAGE) and yes:
        note_saved(MESSAGE)
