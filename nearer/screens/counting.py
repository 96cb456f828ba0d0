"""Being counted in a therapist's figures, from the person's screen: what it means, yes, and no again."""

from __future__ import annotations

import hashlib

import streamlit as st

from nearer.session.actions import draw_message, run_action
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
    if may_be_counted(session.notebook, session.principal, reader):
        caption(words.counting.COUNTED)
        st.button(words.counting.NO, key=f"not-counted-{reader}", on_click=_withdraw, args=(reader,))
    else:
        caption(words.counting.NOT_COUNTED)
        st.button(words.counting.YES, key=f"counted-{reader}", on_click=_agree, args=(reader, name))


def _agree(reader: str, name: str) -> None:
    notice = hashlib.sha256("\n".join(words.counting.notice(name)).encode()).hexdigest()
    run_action(
        lambda session: save_counted(session.notebook, session.principal, CountingConsent(reader, notice), session.now),
        words.counting.SAVED_YES, MESSAGE,
    )  # fmt: skip


def _withdraw(reader: str) -> None:
    run_action(
        lambda session: withdraw_counted(session.notebook, session.principal, reader, session.now),
        words.counting.SAVED_NO, MESSAGE,
    )  # fmt: skip
