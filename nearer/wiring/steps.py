"""Small steps for whoever is signed in: planning one, marking it as done, and those that need both."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from uuid import NAMESPACE_URL, uuid4, uuid5

import streamlit as st

from nearer.guide import Guide, Reader, Step, StepCard, steps_for
from nearer.shipped import shipped_guide
from nearer.storage import (
    DoneStep,
    OwnSteps,
    Things,
    Together,
    drop_done_step,
    look_together,
    mark_step_done,
    mark_together,
    own_steps,
    plan_step,
)
from nearer.views import words
from nearer.views.calendar import calendar_file
from nearer.views.escape import markup
from nearer.views.frame import part_top, quiet
from nearer.views.spoken import fold
from nearer.views.steps import PARAMETER, DoneRow, all_steps_link, draw_step_text, history_table, step_card, step_link
from nearer.wiring.acting import act, say_once
from nearer.wiring.guide import for_you, open_guide, reader
from nearer.wiring.screens import screens
from nearer.wiring.undo import offer_undo
from nearer.wiring.visit import Visit

SAID, MARKED = "steps-said", "steps-marked"
FARTHEST = timedelta(days=366)
NUMBERS = tuple(range(11))


@dataclass(frozen=True)
class OpenSteps:
    """All steps as one person sees them today."""

    visit: Visit
    guide: Guide
    own: OwnSteps
    together: Together
    reader: Reader

    def card(self, step: str) -> StepCard:
        cards = steps_for(self.guide, self.guide.steps[step].topic, self.reader)
        return next(card for card in cards if card.step == step)

    @property
    def fits(self) -> Step | None:
        """The first step, not done yet, open and not held back, of what the guide has for this person."""
        opened = open_guide(self.visit)
        chosen = for_you(self.visit, opened)
        for topic in (*chosen.urgent, *chosen.cards):
            for card in steps_for(self.guide, topic.topic, self.reader):
                waiting = card.step not in self.own.tried and card.step not in self.own.planned
                if waiting and card.opened and card.held is None:
                    return self.guide.steps[card.step]
        return None


def need_both(guide: Guide) -> Things:
    """The steps that open only when both say yes."""
    return Things("steps", tuple(step.id for step in guide.steps.values() if step.after is not None))


def open_steps(here: Visit) -> OpenSteps:
    """Read everything once."""
    guide, own = shipped_guide(), own_steps(here.notebook, here.principal)
    together = look_together(here.notebook, here.principal, need_both(guide), here.now)
    person = replace(reader(here, {}), tried=own.tried, agreed=frozenset(together.both))
    return OpenSteps(here, guide, own, together, person)


def asked_step() -> str | None:
    """The step named in the address, or None; it may be no step at all."""
    step = st.query_params.get(PARAMETER) or None
    st.query_params.from_dict({PARAMETER: step} if step else {})
    return step


def say_of_steps() -> None:
    """What the last button has to say."""
    say_once(SAID)


def draw_fits(shown: OpenSteps) -> None:
    """One step that may fit, as a card; nothing without one."""
    if (step := shown.fits) is not None:
        part_top(words.steps.FITS)
        step_card(screens()["steps"], step, words.steps.who_and_long(step.who, step.minutes), "fits")


def draw_history(shown: OpenSteps) -> None:
    """What the person did, and a way to take the last mark back."""
    if shown.own.done:
        fold(words.steps.HISTORY, "steps-history", partial(_history, shown))


def draw_step(shown: OpenSteps, step: Step) -> None:
    """One step: to read, then to plan and to mark; what is held or not open yet says why."""
    draw_step_text(step)
    card = shown.card(step.id)
    say_once(SAID)
    if card.held is not None:
        quiet(words.steps.held(card.held))
    elif not card.opened:
        _ask_both(shown, step)
    else:
        _plan(shown, step)
        _mark(step)
    if step.after is not None:
        _own_yes(shown, step)
        quiet(words.steps.STEP_BACK)
    quiet(words.steps.TOPIC)
    topic = shown.guide.topics[step.topic]
    with st.container(key="topic-of-step-guide-card"):
        st.page_link(screens()["guide"], label=topic.title, query_params={"page": topic.id})
    all_steps_link(screens()["steps"])


def _history(shown: OpenSteps) -> None:
    titles = {step.id: step.title for step in shown.guide.steps.values()}
    rows = [DoneRow(titles.get(one.step, one.step), one.day, one.before, one.after) for one in shown.own.done]
    history_table(rows)
    quiet(words.steps.HISTORY_HINT)
    last = shown.own.done[-1]
    st.button(words.steps.TAKE_BACK_LAST, key=f"undone-{last.key}", type="tertiary", on_click=partial(_take_back, last))


def _plan(shown: OpenSteps, step: Step) -> None:
    day, here = shown.own.planned.get(step.id), shown.visit
    if day is None:
        _choose_day(here, step)
        return
    quiet(words.steps.planned_for(day))
    file = calendar_file(day, uuid5(NAMESPACE_URL, f"{here.principal.person}|{step.id}"), here.now)
    with st.container(horizontal=True):
        name, kind = words.steps.CALENDAR_FILE, "text/calendar"
        st.download_button(words.steps.CALENDAR, file, name, kind, key="calendar", on_click="ignore")
        st.button(words.steps.UNPLAN, key=f"unplan-{step.id}", on_click=partial(_unplan, step.id, day))
    quiet(words.steps.CALENDAR_HINT)


def _choose_day(here: Visit, step: Step) -> None:
    """Three near days, one tap each, or any other."""
    st.html(markup("<h3>{}</h3>", words.steps.PLAN_DAY))
    saturday = here.today + timedelta(days=(5 - here.today.weekday()) % 7 or 7)
    near = dict.fromkeys((here.today, here.today + timedelta(days=1), saturday))
    with st.container(horizontal=True):
        for day in near:
            label = words.steps.near_day((day - here.today).days, day)
            st.button(label, key=f"plan-{step.id}-{day}", on_click=partial(_set_day, step.id, day))
    key = f"plan-day-{step.id}"
    st.date_input(
        words.steps.PLAN_OTHER, None, here.today, here.today + FARTHEST, key=key, format="DD/MM/YYYY",
        on_change=partial(_plan_it, step.id, key),
    )  # fmt: skip


def _mark(step: Step) -> None:
    """Two numbers, both of which may stay open, and one button."""
    part_top(words.steps.DONE_TITLE)
    mark = st.session_state.setdefault(MARKED, uuid4())
    for name, label in (("before", words.steps.BEFORE), ("after", words.steps.AFTER)):
        key = f"comfort-{name}-{step.id}-{mark}"
        st.radio(label, NUMBERS, index=None, key=key, horizontal=True)
    st.button(words.steps.DONE, key=f"done-{step.id}", on_click=partial(_mark_it, step.id))


def _ask_both(shown: OpenSteps, step: Step) -> None:
    """What has to happen before this opens, and one's own part of it."""
    quiet(words.steps.NEEDS_BOTH)
    if step.after not in shown.own.tried:
        quiet(words.steps.FIRST_THIS)
        with st.container(key="step-before-guide-card"):
            step_link(screens()["steps"], shown.guide.steps[str(step.after)])
    elif shown.visit.household.partner is None:
        quiet(words.steps.ALONE)
    elif shown.together.marks.get(step.id) == "yes":
        quiet(words.steps.SAID_YES)
    else:
        st.button(words.steps.YES_FOR_ME, key=f"yes-{step.id}", type="primary", on_click=partial(_say, step.id, True))
        quiet(words.steps.SAID_YES_UNTIL)


def _own_yes(shown: OpenSteps, step: Step) -> None:
    """One's own yes can be taken back as long as it lasts: open or not, held back or not."""
    if shown.together.marks.get(step.id) == "yes":
        quiet(words.steps.SAID_YES_UNTIL)
        st.button(words.steps.TAKE_BACK_YES, key=f"no-{step.id}", on_click=partial(_say, step.id, False))


def _plan_it(step: str, key: str) -> None:
    day = st.session_state.get(key)
    if isinstance(day, date):
        _set_day(step, day)


def _set_day(step: str, day: date) -> None:
    act(SAID, lambda here: plan_step(here.notebook, here.principal, step, day, here.now))


def _unplan(step: str, day: date) -> None:
    def change(here: Visit) -> None:
        plan_step(here.notebook, here.principal, step, None, here.now)
        offer_undo(words.undo.PLAN, plan_step, step, day)

    act(SAID, change)


def _mark_it(step: str) -> None:
    """The key of the mark makes a second click harmless, and goes only once the mark is saved: the numbers stand in
    fields that it names. A number that was not offered counts as none."""
    if (key := st.session_state.get(MARKED)) is None:
        return
    marks = [st.session_state.get(f"comfort-{name}-{step}-{key}") for name in ("before", "after")]
    before, after = (mark if mark in NUMBERS else None for mark in marks)

    def change(here: Visit) -> None:
        mark_step_done(here.notebook, here.principal, DoneStep(key, step, here.today, before, after), here.now)

    if act(SAID, change, words.steps.DONE_SAID):
        st.session_state.pop(MARKED, None)


def _take_back(done: DoneStep) -> None:
    def change(here: Visit) -> None:
        drop_done_step(here.notebook, here.principal, done.key, here.now)
        offer_undo(words.undo.DONE_STEP, mark_step_done, done)

    act(SAID, change)


def _say(step: str, yes: bool) -> None:
    def change(here: Visit) -> None:
        things = need_both(shipped_guide())
        marks = dict(look_together(here.notebook, here.principal, things, here.now).marks)
        marks |= {step: "yes"} if yes else {step: "not-now"}
        mark_together(here.notebook, here.principal, things, marks, here.now)

    act(SAID, change)
