"""Small steps for whoever is signed in: planning one, marking it as done, and those that need both."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from uuid import NAMESPACE_URL, uuid4, uuid5

import streamlit as st

from nearer.guide.profile import GuideProfile
from nearer.guide.relevance import StepCard, steps_for
from nearer.guide.topics import Guide, Step
from nearer.screens.guide import open_guide, pages_for_person, reader
from nearer.session.actions import draw_message, run_action
from nearer.session.downloads import Download, draw_download, for_person
from nearer.session.navigation import get_screens
from nearer.session.undo import offer_undo
from nearer.session.values import PersonSession
from nearer.shipped import shipped_guide
from nearer.storage.couple.guide import DoneStep, OwnSteps, delete_done_step, mark_step_done, plan_step, read_own_steps
from nearer.storage.couple.mutual_agreements import AgreementList, MutualAgreement, read_agreements, save_marks
from nearer.storage.errors import NotFound
from nearer.views import text as words
from nearer.views.calendar import calendar_file
from nearer.views.layout.escape import markup
from nearer.views.layout.expanders import lazy_expander
from nearer.views.layout.frame import caption, section_header
from nearer.views.steps import PARAMETER, DoneRow, all_steps_link, draw_step_text, history_table, step_card, step_link

MESSAGE, MARKED = "steps-message", "steps-marked"
FARTHEST = timedelta(days=366)
EASE_NUMBERS = tuple(range(11))


@dataclass(frozen=True)
class OpenSteps:
    """All steps as one person sees them today."""

    visit: PersonSession
    guide: Guide
    own: OwnSteps
    together: MutualAgreement
    reader: GuideProfile

    def card(self, step: str) -> StepCard:
        cards = steps_for(self.guide, self.guide.steps[step].topic, self.reader)
        return next(card for card in cards if card.step == step)

    @property
    def fits(self) -> Step | None:
        """The first step, not done yet, open and not held back, of what the guide has for this person."""
        opened = open_guide(self.visit)
        chosen = pages_for_person(self.visit, opened)
        for topic in (*chosen.urgent, *chosen.cards):
            for card in steps_for(self.guide, topic.topic, self.reader):
                waiting = card.step not in self.own.tried and card.step not in self.own.planned
                if waiting and card.opened and card.held_back_by is None:
                    return self.guide.steps[card.step]
        return None


def need_both(guide: Guide) -> AgreementList:
    """The steps that open only when both say yes."""
    return AgreementList("steps", tuple(step.id for step in guide.steps.values() if step.after is not None))


def open_steps(session: PersonSession) -> OpenSteps:
    """Read everything once."""
    guide, own = shipped_guide(), read_own_steps(session.notebook, session.principal)
    together = read_agreements(session.notebook, session.principal, need_both(guide), session.now)
    person = replace(reader(session, {}), tried=own.tried, agreed=frozenset(together.both))
    return OpenSteps(session, guide, own, together, person)


def asked_step() -> str | None:
    """The step named in the address, or None; it may be no step at all."""
    step = st.query_params.get(PARAMETER) or None
    st.query_params.from_dict({PARAMETER: step} if step else {})
    return step


def draw_fits(steps: OpenSteps) -> None:
    """One step that may fit, as a card; nothing without one."""
    if (step := steps.fits) is not None:
        section_header(words.steps.FITS)
        step_card(get_screens()["steps"], step, words.steps.who_and_long(step.who, step.minutes), "fits")


def draw_history(steps: OpenSteps) -> None:
    """What the person did, and a way to take the last mark back."""
    if steps.own.done:
        lazy_expander(words.steps.HISTORY, "steps-history", partial(_history, steps))


def draw_step(steps: OpenSteps, step: Step) -> None:
    """One step: to read, then to plan and to mark; what is held or not open yet says why."""
    draw_step_text(step)
    card = steps.card(step.id)
    draw_message(MESSAGE)
    if card.held_back_by is not None:
        caption(words.steps.hold_sentence(card.held_back_by))
    elif not card.opened:
        _ask_both(steps, step)
    else:
        _plan(steps, step)
        _mark(step)
    if step.after is not None:
        _own_yes(steps, step)
        caption(words.steps.STEP_BACK)
    caption(words.steps.TOPIC)
    topic = steps.guide.topics[step.topic]
    with st.container(key="topic-of-step-guide-card"):
        st.page_link(get_screens()["guide"], label=topic.title, query_params={"page": topic.id})
    all_steps_link(get_screens()["steps"])


def _history(steps: OpenSteps) -> None:
    titles = {step.id: step.title for step in steps.guide.steps.values()}
    rows = [DoneRow(titles.get(one.step, one.step), one.day, one.before, one.after) for one in steps.own.done]
    history_table(rows)
    caption(words.steps.HISTORY_HINT)
    last = steps.own.done[-1]
    st.button(words.steps.TAKE_BACK_LAST, key=f"undone-{last.key}", type="tertiary", on_click=partial(_take_back, last))


def _plan(steps: OpenSteps, step: Step) -> None:
    day, session = steps.own.planned.get(step.id), steps.visit
    if day is None:
        _choose_day(session, step)
        return
    caption(words.steps.planned_for(day))
    file = Download(f"calendar-{step.id}", words.steps.CALENDAR, words.steps.CALENDAR_FILE, "text/calendar")
    with st.container(horizontal=True):
        draw_download(file, for_person(partial(_calendar, step.id)))
        st.button(words.steps.UNPLAN, key=f"unplan-{step.id}", on_click=partial(_unplan, step.id, day))
    caption(words.steps.CALENDAR_HINT)


def _calendar(step: str, session: PersonSession) -> bytes:
    """The day as it is planned now; NotFound when it is planned no more."""
    day = read_own_steps(session.notebook, session.principal).planned.get(step)
    if day is None:
        raise NotFound
    return calendar_file(day, uuid5(NAMESPACE_URL, f"{session.principal.person}|{step}"), session.now)


def _choose_day(session: PersonSession, step: Step) -> None:
    """Three near days, one tap each, or any other."""
    st.html(markup("<h3>{}</h3>", words.steps.PLAN_DAY))
    saturday = session.today + timedelta(days=(5 - session.today.weekday()) % 7 or 7)
    near = dict.fromkeys((session.today, session.today + timedelta(days=1), saturday))
    with st.container(horizontal=True):
        for day in near:
            label = words.steps.near_day((day - session.today).days, day)
            st.button(label, key=f"plan-{step.id}-{day}", on_click=partial(_set_day, step.id, day))
    key = f"plan-day-{step.id}"
    st.date_input(
        words.steps.PLAN_OTHER, None, session.today, session.today + FARTHEST, key=key, format="DD/MM/YYYY",
        on_change=partial(_plan_it, step.id, key),
    )  # fmt: skip


def _mark(step: Step) -> None:
    """Two numbers, both of which may stay open, and one button."""
    section_header(words.steps.DONE_TITLE)
    mark = st.session_state.setdefault(MARKED, uuid4())
    for name, label in (("before", words.steps.BEFORE), ("after", words.steps.AFTER)):
        key = f"comfort-{name}-{step.id}-{mark}"
        st.radio(label, EASE_NUMBERS, index=None, key=key, horizontal=True)
    st.button(words.steps.DONE, key=f"done-{step.id}", on_click=partial(_mark_it, step.id))


def _ask_both(steps: OpenSteps, step: Step) -> None:
    """What has to happen before this opens, and one's own part of it."""
    caption(words.steps.NEEDS_BOTH)
    if step.after not in steps.own.tried:
        caption(words.steps.FIRST_THIS)
        with st.container(key="step-before-guide-card"):
            step_link(get_screens()["steps"], steps.guide.steps[str(step.after)])
    elif steps.visit.household.partner is None:
        caption(words.steps.ALONE)
    elif steps.together.marks.get(step.id) == "yes":
        caption(words.steps.SAID_YES)
    else:
        st.button(words.steps.YES_FOR_ME, key=f"yes-{step.id}", type="primary", on_click=partial(_say, step.id, True))
        caption(words.steps.SAID_YES_UNTIL)


def _own_yes(steps: OpenSteps, step: Step) -> None:
    """One's own yes can be taken back as long as it lasts: open or not, held back or not."""
    if steps.together.marks.get(step.id) == "yes":
        caption(words.steps.SAID_YES_UNTIL)
        st.button(words.steps.TAKE_BACK_YES, key=f"no-{step.id}", on_click=partial(_say, step.id, False))


def _plan_it(step: str, key: str) -> None:
    day = st.session_state.get(key)
    if isinstance(day, date):
        _set_day(step, day)


def _set_day(step: str, day: date) -> None:
    run_action(lambda session: plan_step(session.notebook, session.principal, step, day, session.now), place=MESSAGE)


def _unplan(step: str, day: date) -> None:
    def change(session: PersonSession) -> None:
        plan_step(session.notebook, session.principal, step, None, session.now)
        offer_undo(words.undo.PLAN, plan_step, step, day)

    run_action(change, place=MESSAGE)


def _mark_it(step: str) -> None:
    """The key of the mark makes a second click harmless, and goes only once the mark is saved: the numbers stand in
    fields that it names. A number that was not offered counts as none."""
    if (key := st.session_state.get(MARKED)) is None:
        return
    marks = [st.session_state.get(f"comfort-{name}-{step}-{key}") for name in ("before", "after")]
    before, after = (mark if mark in EASE_NUMBERS else None for mark in marks)

    def change(session: PersonSession) -> None:
        mark_step_done(
            session.notebook, session.principal, DoneStep(key, step, session.today, before, after), session.now
        )

    if run_action(change, words.steps.DONE_SAID, MESSAGE):
        st.session_state.pop(MARKED, None)


def _take_back(done: DoneStep) -> None:
    def change(session: PersonSession) -> None:
        delete_done_step(session.notebook, session.principal, done.key, session.now)
        offer_undo(words.undo.DONE_STEP, mark_step_done, done)

    run_action(change, place=MESSAGE)


def _say(step: str, yes: bool) -> None:
    def change(session: PersonSession) -> None:
        things = need_both(shipped_guide())
        marks = dict(read_agreements(session.notebook, session.principal, things, session.now).marks)
        marks |= {step: "yes"} if yes else {step: "not-now"}
        save_marks(session.notebook, session.principal, things, marks, session.now)

    run_action(change, place=MESSAGE)
