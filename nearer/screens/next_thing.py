"""The one next thing: a card on This week, and after everything that is saved the same with what there is to read."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import streamlit as st

from nearer.answering.form_drafts import answer_item
from nearer.answering_screens.open_form import FORM, name_in_address, open_anew
from nearer.domain.items import Item
from nearer.domain.roles_and_audiences import SharedPart
from nearer.domain.schedule import DueState
from nearer.form_widgets.week_question import draw_week_question
from nearer.presenters.due_questionnaires import load_due_questionnaires
from nearer.presenters.next_thing import NextThing, NextThings
from nearer.screens.guide import choose_pages, open_guide
from nearer.screens.questionnaires import draw_card, show_form_of
from nearer.session.actions import forget_saved, is_just_saved, set_message
from nearer.session.navigation import get_screens, show_screen
from nearer.session.person import current_person
from nearer.session.values import PersonSession
from nearer.views import text as words
from nearer.views.drawings import draw_drawing
from nearer.views.layout.escape import markup, plain_own
from nearer.views.layout.frame import caption, section_header
from nearer.views.layout.task_card import task_card
from nearer.views.page_in_full import draw_in_full

PUT_ASIDE = "put-aside"  # what is not for today, for as long as somebody is signed in


def next_at_home(session: PersonSession) -> NextThing | None:
    """What the one card of This week proposes; None when all is done."""
    return _first_open(session, _load_next_things(session).at_home())


def ask_week_question(thing: NextThing, item: Item) -> None:
    """Draw in place of that card the first question of the check-in, for one tap."""
    draw_week_question(item, _begin_week, partial(_put_aside, thing.key))


def draw_after_saving(session: PersonSession, first_of: SharedPart | None = None) -> None:
    """One next thing below what was just saved, which can be read there and then."""
    section_header(words.this_week.AND_NOW)
    thing = _first_open(session, _load_next_things(session).after_saving(first_of))
    draw_next(session, thing)
    if thing is not None and thing.page is not None:
        draw_in_full(thing.page)


def draw_next_line(session: PersonSession, place: str) -> None:
    """Below what was just saved at this place, once: one thing in one line, or that this is all."""
    if is_just_saved(place):
        _draw_line(session, _load_next_things(session).after_small_save())


def draw_next_form_line(session: PersonSession, place: str) -> None:
    """Below settings and the like, once: the next form in one line, or that this is all; no page and no step."""
    if is_just_saved(place):
        _draw_line(session, (one for one in _load_next_things(session).after_small_save() if one.page is None))


def _draw_line(session: PersonSession, things: Iterator[NextThing]) -> None:
    forget_saved()
    thing = _first_open(session, things)
    if thing is None:
        caption(_done_for_now())
        return
    of_form = thing.due is not None and not thing.due.is_check_in
    address = {FORM: name_in_address(session, thing.key)} if of_form else dict(thing.address)
    label = plain_own(words.this_week.one_thing(thing.task.title))
    st.page_link(get_screens()[thing.screen], label=label, query_params=address)


def draw_more_questions(session: PersonSession, proposed: str) -> None:
    """Every other form that is open."""
    caption(words.this_week.MORE_LEAD)
    for due in load_due_questionnaires(session):
        if due.is_open and due.questionnaire.id != proposed and draw_card(due):
            show_form_of(session, due)


def _load_next_things(session: PersonSession) -> NextThings:
    guide = open_guide(session)
    return NextThings(session, guide.guide, choose_pages(session, guide), guide.read)


def _first_open(session: PersonSession, things: Iterator[NextThing]) -> NextThing | None:
    """The first of them that was not put aside today."""
    aside = st.session_state.get(PUT_ASIDE, frozenset())
    return next((one for one in things if (session.today, one.key) not in aside), None)


def draw_next(session: PersonSession, thing: NextThing | None) -> None:
    """Draw the next thing as a card; without one, say that this is all."""
    if thing is None:
        with st.container(border=True, key="all-done-guide-card"):
            draw_drawing("two")
            st.html(markup('<p class="nearer-claim">{}</p>', _done_for_now()))
            st.page_link(get_screens()["guide"], label=words.this_week.ALL_DONE_HINT)
        return
    put_aside = partial(_put_aside, thing.key)
    if thing.due is not None:
        if draw_card(thing.due, put_aside):
            show_form_of(session, thing.due)
    elif task_card(thing.task, f"next-{thing.key}", on_put_aside=put_aside):
        show_screen(thing.screen, thing.address)


def draw_way_to_check_in(session: PersonSession, thing: NextThing | None) -> None:
    """Where the one card is about something else, draw the way to this week's check-in, or on with it where it is
    begun."""
    if thing is not None and thing.due is not None and thing.due.is_check_in:
        return
    for due in load_due_questionnaires(session):
        if due.is_check_in and due.is_open:
            label = words.questionnaires.RESUME if due.state is DueState.STARTED else words.closeness.TO_CHECK_IN
            st.page_link(get_screens()["check_in"], label=label)


def _done_for_now() -> str:
    return words.this_week.ENOUGH if st.session_state.get(PUT_ASIDE) else words.this_week.ALL_DONE


def _begin_week(item: str, raw: object) -> None:
    """The answer is kept as the check-in's own draft, which goes on with the next question."""
    if (session := current_person()) is not None:
        form = open_anew(session, session.catalogue.check_in)
        answer_item(session, form, item, raw)
        set_message(form.problem or words.this_week.WEEK_BEGUN)


def _put_aside(key: str) -> None:
    if (session := current_person()) is not None:
        aside = st.session_state.get(PUT_ASIDE, frozenset())
        st.session_state[PUT_ASIDE] = aside | {(session.today, key)}
