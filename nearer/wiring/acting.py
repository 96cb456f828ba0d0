"""What a button does, and the sentence that stands beside it afterwards, once."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from nearer.storage import NotSaved
from nearer.views.frame import note
from nearer.wiring.visit import Visit, visit


def act(place: str, change: Callable[[Visit], None], said: str = "") -> bool:
    """Apply a change for whoever is signed in, and say so, or why not, at `place`; after the lock nothing happens.

    Whether it was saved.
    """
    here = visit()
    if here is None:
        return False
    try:
        change(here)
    except NotSaved as reason:
        will_say(place, str(reason))
        return False
    will_say(place, said)
    return True


def will_say(place: str, said: str) -> None:
    """Keep a sentence for the next drawing of `place`."""
    st.session_state[place] = said


def say_once(place: str) -> None:
    """What the last button there has to say."""
    if said := st.session_state.pop(place, ""):
        note(said)
