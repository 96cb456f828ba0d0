"""A therapist's connection code, and the six words of their key to compare."""

from __future__ import annotations

import streamlit as st

from nearer.privacy.succession import PublicKeys
from nearer.session.therapist import current_therapist
from nearer.session.values import TherapistSession
from nearer.storage.therapist.therapist_connections import create_therapist_code, read_open_code
from nearer.views import text as words
from nearer.views.layout.frame import caption, code_to_share, section_header
from nearer.views.layout.lists import six_words

OWN_CODE_KEY = "therapist-own-code"


def draw_own_code(session: TherapistSession) -> None:
    """The six words of the own key, and a code to give to people; a new one is shown once."""
    section_header(words.connection_code.WORDS_TITLE)
    six_words(PublicKeys.of(session.therapist.keys).words)
    if code := st.session_state.get(OWN_CODE_KEY):
        caption(words.connection_code.SHOWN_ONCE)
        code_to_share(code)
    until = read_open_code(session.notebook, session.therapist, session.now)
    if until is not None:
        caption(words.connection_code.open_until(words.weeks.day(session.day_of(until))))
    label = words.connection_code.NEW_CODE if until is None else words.connection_code.NEW_CODE_AGAIN
    st.button(label, key="new-code", type="primary" if until is None else "secondary", on_click=_new_code)


def _new_code() -> None:
    session = current_therapist()
    if session is not None:
        st.session_state[OWN_CODE_KEY] = create_therapist_code(session.notebook, session.therapist, session.now)
