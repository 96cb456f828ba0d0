"""Being counted in a therapist's figures, from the person's screen: what it means, yes, and no again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import streamlit as st

from nearer.screens.next_thing import draw_next_line
from nearer.session.actions import draw_message, note_saved, run_action
from nearer.session.values import PersonSession
from nearer.storage.couple.counting_consent import CountingConsent, may_be_counted, save_counted, withdraw_counted
from nearer.views import text as words
from nearer.views.layout.frame import caption, section_header
from nearer.views.layout.lists import plain_list

MESSAGE = "counting-message"


def draw_counting(session: PersonSession, reader: str, name: str) -> None:
    """Off until the person says yes to this therapist, by their name in audiences and the one they go by."""
    section_header(words.counting.TITLE, words.counting.lead(name))
    plain_list(words.counting.notice(name))
    draw_message(MESSAGE)
    draw_next_line(session, MESSAGE)
    if may_be_counted(session.notebook, session.principal, reader):
        caption(words.counting.COUNTED)
        st.button(words.counting.NO, key=f"not-counted-{reader}", on_click=_withdraw, args=(reader,))
    else:
        caption(words.counting.NOT_COUNTED)
        st.button(words.counting.YES, key=f"counted-{reader}", on_click=_save_agreement, args=(reader, name))


def _save_agreement(reader: str, name: str) -> None:
    notice = hashlib.sha256("\n".join(words.counting.notice(name)).encode()).hexdigest()
    consent = CountingConsent(reader, notice)
    _save(
        lambda session: save_counted(session.notebook, session.principal, consent, session.now),
        words.counting.SAVED_YES,
    )


def _withdraw(reader: str) -> None:
    _save(
        lambda session: withdraw_counted(session.notebook, session.principal, reader, session.now),
        words.counting.SAVED_NO,
    )


def _save(change: Callable[[PersonSession], object], message: str) -> None:
    if run_action(change, message, MESSAGE):
        note_saved(MESSAGE)
