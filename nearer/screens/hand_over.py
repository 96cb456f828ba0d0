"""The question whether a colleague may take over or stand in, and its two buttons."""

from __future__ import annotations

from functools import partial

import streamlit as st

from nearer.presenters.hand_over import HandOverCard, read_questions, save_answer
from nearer.session.actions import PAGE, note_saved, run_action
from nearer.session.values import PersonSession
from nearer.views import text as words
from nearer.views.layout.escape import plain_own
from nearer.views.layout.frame import caption, section_header, warning
from nearer.views.layout.lists import plain_list


def draw_hand_over_questions(session: PersonSession) -> None:
    """Each question that is open; none, and nothing stands there."""
    for card in read_questions(session):
        with st.container(key=f"hand-over-{card.id}"):
            section_header(card.question)
            plain_list(card.consequences)
            if not card.is_intact:
                warning(words.hand_over.CHANGED)
            yes, no = partial(_answer, card, True), partial(_answer, card, False)
            with st.container(horizontal=True, key=f"hand-over-answer-{card.id}"):
                label = plain_own(words.hand_over.yes(card.colleague))
                st.button(label, key=f"yes-{card.id}", type="primary", disabled=not card.is_intact, on_click=yes)
                st.button(words.hand_over.NO, key=f"no-{card.id}", on_click=no)
            caption(words.hand_over.NOT_YET)


def _answer(card: HandOverCard, agreed: bool) -> None:
    message = words.hand_over.said_yes(card.colleague) if agreed else words.hand_over.SAID_NO
    if run_action(lambda session: save_answer(session, card, agreed), message):
        note_saved(PAGE)
