"""A therapist's own door: the code with the six words."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import streamlit as st

from nearer.privacy import fingerprint
from nearer.storage import new_therapist_code, open_therapist_code
from nearer.views import words
from nearer.views.frame import code_to_share, part_top, quiet
from nearer.views.lists import six_words
from nearer.wiring.therapist_visit import TherapistVisit, therapist_visit

CODE = "therapist-own-code"


def draw_own_code(here: TherapistVisit) -> None:
    """The six words of the own key, and a code to give to people; a new one is shown once."""
    part_top(words.therapist.WORDS_TITLE)
    six_words(fingerprint(here.therapist.keys.public))
    if code := st.session_state.get(CODE):
        quiet(words.therapist.CODE_ONCE)
        code_to_share(code)
    until = open_therapist_code(here.notebook, here.therapist, here.now)
    if until is not None:
        local = until.astimezone(ZoneInfo(here.therapist.zone)).date()
        quiet(words.therapist.code_open_until(words.weeks.day(local)))
    label = words.therapist.NEW_CODE if until is None else words.therapist.NEW_CODE_ANEW
    st.button(label, key="new-code", type="primary" if until is None else "secondary", on_click=_new_code)


def _new_code() -> None:
    here = therapist_visit()
    if here is not None:
        st.session_state[CODE] = new_therapist_code(here.notebook, here.therapist, here.now)
