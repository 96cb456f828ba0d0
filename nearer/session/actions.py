"""What a button does, and the sentence that stands beside it afterwards, once."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from nearer.session.person import current_person
from nearer.session.values import PersonSession
from nearer.storage.errors import NotSaved
from nearer.views.layout.frame import info


def run_action(place: str, change: Callable[[PersonSession], None], message: str = "") -> bool:
    """Apply a change for whoever is signed in, and say so, or why not, at `place`; after the lock nothing happens.

    Whether it was saved.
    """
    session = current_person()
    if session is None:
        return False
    try:
        change(session)
    except NotSaved as reason:
        set_message(place, str(reason))
        return False
    set_message(place, message)
    return True


def set_message(place: str, message: str) -> None:
    """Keep a sentence for the next drawing of `place`."""
    st.session_state[place] = message


def draw_message(place: str) -> None:
    """What the last button there has to say."""
    if message := st.session_state.pop(place, ""):
        info(message)
