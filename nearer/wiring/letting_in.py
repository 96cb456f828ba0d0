"""Letting a therapist read, from the person's screen: the code, the six words, part by part, and what was opened."""

from __future__ import annotations

import hashlib

import streamlit as st

from nearer.storage import (
    Meeting,
    NotSaved,
    Offered,
    OwnTherapist,
    connect,
    end_connection,
    offered_by,
    own_openings,
    own_therapist,
)
from nearer.views import words
from nearer.views.frame import caution, part_top, quiet
from nearer.views.lists import plain_list, six_words
from nearer.wiring.sharing import SAID, draw_audience_change
from nearer.wiring.visit import Visit, visit

TYPED, OFFERED = "therapist-code", "therapist-offered"


def draw_therapist(here: Visit) -> None:
    """Connect with a therapist, or see and change what the connected one may read."""
    mine = own_therapist(here.notebook, here.principal)
    if mine is not None and mine.ended is None:
        _draw_connected(here, mine)
    else:
        part_top(words.therapist.LET_IN_TITLE, words.therapist.LET_IN_LEAD)
        if mine is not None and mine.ended is not None:
            quiet(words.therapist.ended_with(mine.name, here.day_of(mine.ended)))
        _draw_meeting()
    opened = own_openings(here.notebook, here.principal)
    if opened:
        part_top(words.therapist.OPENED_TITLE, words.therapist.OPENED_LEAD)
        plain_list([words.therapist.opened(one.name, one.what, one.day) for one in opened])


def _draw_connected(here: Visit, mine: OwnTherapist) -> None:
    part_top(words.therapist.grant_title(mine.name))
    quiet(words.therapist.connected_with(mine.name, here.day_of(mine.since)))
    quiet(words.therapist.key_words(" ".join(mine.words)))
    if mine.as_compared:
        draw_audience_change(here, "therapist", mine.name)
    else:
        caution(words.therapist.KEY_CHANGED)
    part_top(words.therapist.END_TITLE, words.therapist.end_lead(mine.name))
    st.button(words.therapist.end(mine.name), key="end-therapist", on_click=_end)


def _draw_meeting() -> None:
    found: tuple[str, Offered] | None = st.session_state.get(OFFERED)
    if found is None:
        st.text_input(words.therapist.CODE_LABEL, key=TYPED, max_chars=40, autocomplete="off")
        st.button(words.therapist.FIND, key="find-therapist", on_click=_find)
        return
    offered = found[1]
    part_top(words.therapist.compare_title(offered.name), words.therapist.compare_lead(offered.name))
    six_words(offered.words)
    plain_list(words.therapist.agreement(offered.name))
    with st.container(horizontal=True, key="compare-steps"):
        st.button(words.therapist.SAME_WORDS, key="same-words", type="primary", on_click=_connect)
        st.button(words.therapist.OTHER_WORDS, key="other-words", on_click=_forget)


def _find() -> None:
    here, code = visit(), str(st.session_state.get(TYPED, ""))
    if here is None:
        return
    try:
        st.session_state[OFFERED] = code, offered_by(here.notebook, here.principal, code, here.now)
    except NotSaved as reason:
        st.session_state[SAID] = str(reason)


def _connect() -> None:
    here, found = visit(), st.session_state.pop(OFFERED, None)
    if here is None or found is None:
        return
    code, offered = found
    notice = "\n".join(words.therapist.agreement(offered.name))
    meeting = Meeting(code, offered.public, hashlib.sha256(notice.encode()).hexdigest())
    try:
        connect(here.notebook, here.principal, meeting, here.now)
        st.session_state[SAID] = words.therapist.connected_now(offered.name)
    except NotSaved as reason:
        st.session_state[SAID] = str(reason)


def _forget() -> None:
    st.session_state.pop(OFFERED, None)
    st.session_state[SAID] = words.therapist.NOT_CONNECTED


def _end() -> None:
    here = visit()
    if here is not None:
        end_connection(here.notebook, here.principal, here.now)
        st.session_state[SAID] = words.therapist.ENDED
