"""What a button does, and the sentence that is drawn once afterwards, where the screen has its place for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from nearer.database.row_errors import EntryBroken, NotFound, NotSaved
from nearer.session.manager import current_manager
from nearer.session.person import current_person
from nearer.session.therapist import anybody, current_therapist
from nearer.session.values import AnySession, ManagerSession, PersonSession, TherapistSession
from nearer.views.layout.frame import info

JUST_SAVED = "just-saved"  # what was saved on this screen last, until it is left
PAGE = "page-message"  # below the heading of a screen; a part that opens has a place of its own
S = TypeVar("S")


def run_action(change: Callable[[PersonSession], object], message: str = "", place: str = PAGE) -> bool:
    """Apply a change for the person who is signed in, and say so, or why not; after the lock nothing happens.

    A change that returns a sentence has it said in place of `message`. Whether it was saved.
    """
    return _run(current_person(), change, message, place)


def run_therapist_action(change: Callable[[TherapistSession], object], message: str = "", place: str = PAGE) -> bool:
    """Apply a change for the therapist who is signed in, as `run_action` does."""
    return _run(current_therapist(), change, message, place)


def run_manager_action(change: Callable[[ManagerSession], object], message: str = "", place: str = PAGE) -> bool:
    """Apply a change for the manager who is signed in, as `run_action` does."""
    return _run(current_manager(), change, message, place)


def run_anybodys_action(change: Callable[[AnySession], object], place: str) -> bool:
    """Apply a change for whoever is signed in, as `run_action` does."""
    session = anybody()
    return session is not None and _run(session, lambda _session: change(session), "", place)


def _run(session: S | None, change: Callable[[S], object], message: str, place: str) -> bool:
    if session is None:
        return False
    try:
        sentence = change(session)
    except (NotSaved, NotFound, EntryBroken) as reason:
        set_message(str(reason), place)
        return False
    set_message(sentence if isinstance(sentence, str) else message, place)
    return True


def set_message(message: str, place: str = PAGE) -> None:
    """Keep a sentence for the next drawing of its place; an empty one says nothing."""
    st.session_state[place] = message


def draw_message(place: str = PAGE) -> None:
    """Draw the message of the last button, once."""
    if message := st.session_state.pop(place, ""):
        info(message)


def note_saved(what: str) -> None:
    """Remember what was just saved, for the one next thing that is drawn below it."""
    st.session_state[JUST_SAVED] = what


def is_just_saved(what: str) -> bool:
    """Whether this was saved last, since the person came to this screen."""
    return bool(st.session_state.get(JUST_SAVED) == what)


def forget_saved() -> None:
    """Forget what was saved last: the person went to another screen."""
    st.session_state.pop(JUST_SAVED, None)
