"""The one next thing: a card on This week, and after everything that is saved the same with what there is to read."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import streamlit as st

from nearer.domain.roles_and_audiences import SharedPart
from nearer.presenters.due_questionnaires import due_questionnaires
from nearer.presenters.next_thing import NextThing, NextThings
from nearer.screens.guide import choose_pages, open_guide
from nearer.screens.questionnaire_list import draw_card, show_form_of
from nearer.session.navigation import get_screens, show_screen
from nearer.session.person import current_person
from nearer.session.values import PersonSession
from nearer.views import text as words
from nearer.views.drawings import draw_drawing
from nearer.views.layout.escape import markup
from nearer.views.layout.frame import caption, section_header
from nearer.views.layout.task_card import task_card
from nearer.views.page_in_full import draw_in_full

PUT_ASIDE = "put-aside"  # what is not for today, for as long as somebody is signed in


def draw_next_at_home(session: PersonSession) -> str:
    """The one card of This week; the key of what it proposes, or empty when all is done."""
    return _draw(session, _things(session).at_home())


def draw_after_saving(session: PersonSession, first_of: SharedPart | None = None) -> None:
    """One next thing below what was just saved, which can be read there and then."""
    section_header(words.this_week.AND_NOW)
    _draw(session, _things(session).after_saving(first_of), in_full=True)


def draw_more_questions(session: PersonSession, proposed: str) -> None:
    """Every other form that is open."""
    caption(words.this_week.MORE_LEAD)
    for due in due_questionnaires(session):
        if due.is_open and due.questionnaire.id != proposed and draw_card(due):
            show_form_of(session, due)


def _things(session: PersonSession) -> NextThings:
    opened = open_guide(session)
    return NextThings(session, opened.guide, choose_pages(session, opened), opened.read)


def _draw(session: PersonSession, things: Iterator[NextThing], in_full: bool = False) -> str:
    aside = st.session_state.get(PUT_ASIDE, frozenset())
    thing = next((one for one in things if (session.today, one.key) not in aside), None)
    if thing is None:
        with st.container(border=True, key="all-done-guide-card"):
            done = words.this_week.ENOUGH if aside else words.this_week.ALL_DONE
            draw_drawing("two")
            st.html(markup('<p class="nearer-claim">{}</p>', done))
            st.page_link(get_screens()["guide"], label=words.this_week.ALL_DONE_HINT)
        return ""
    put_aside = partial(_put_aside, thing.key)
    if thing.due is not None:
        if draw_card(thing.due, put_aside):
            show_form_of(session, thing.due)
    elif task_card(thing.task, f"next-{thing.key}", on_put_aside=put_aside):
        show_screen(thing.screen, thing.address)
    if in_full and thing.page is not None:
        draw_in_full(thing.page)
    return thing.key


def _put_aside(key: str) -> None:
    if (session := current_person()) is not None:
        aside = st.session_state.get(PUT_ASIDE, frozenset())
        st.session_state[PUT_ASIDE] = aside | {(session.today, key)}
