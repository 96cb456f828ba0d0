"""Ten seconds in which what was just deleted can be put back.

It is deleted from the notebook at once, so that leaving makes it final. What is needed to put it back is held in the
session's memory alone and forgotten when the time is over, whoever is still there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Timer
from time import monotonic
from typing import TypeVar

import streamlit as st

from nearer.session.actions import set_message
from nearer.session.person import current_person
from nearer.session.therapist import current_therapist
from nearer.storage.errors import NotFound, NotSaved
from nearer.views import text as words

T = TypeVar("T")
OFFER, UNDO_MESSAGE = "undo-offer", "undo-message"
SECONDS = 10.0


@dataclass
class UndoOffer:
    """What was deleted, in a sentence, and the way to put it back; `restore` is gone when the time is over."""

    sentence: str
    restore: Callable[[], None] | None = field(repr=False)
    until: float
    drawn: bool = False
    timer: Timer | None = field(default=None, repr=False)

    @property
    def seconds_left(self) -> float:
        return 0.0 if self.restore is None else max(0.0, self.until - monotonic())

    def forget(self) -> None:
        self.restore = None


def offer_undo(sentence: str, restore: Callable[..., object], *what: object) -> None:
    """After a person deleted something: for ten seconds `restore(notebook, principal, *what, now)` puts it back."""

    def put_back() -> None:
        session = _signed_in(current_person())
        restore(session.notebook, session.principal, *what, session.now)

    start_offer(sentence, put_back)


def offer_therapist_undo(sentence: str, restore: Callable[..., object], *what: object) -> None:
    """The same after a therapist deleted something, by `restore(notebook, therapist, *what)`."""

    def put_back() -> None:
        session = _signed_in(current_therapist())
        restore(session.notebook, session.therapist, *what)

    start_offer(sentence, put_back)


def start_offer(sentence: str, put_back: Callable[[], None], seconds: float = SECONDS) -> UndoOffer:
    """An earlier offer ends with it."""
    earlier: UndoOffer | None = st.session_state.get(OFFER)
    if earlier is not None:
        earlier.forget()
    offer = st.session_state[OFFER] = UndoOffer(sentence, put_back, monotonic() + seconds)
    offer.timer = Timer(seconds, offer.forget)
    offer.timer.daemon = True
    offer.timer.start()
    return offer


def undo() -> None:
    """Button: put it back, if there is time left; what happened is said."""
    offer: UndoOffer | None = st.session_state.pop(OFFER, None)
    if offer is None or offer.restore is None or not offer.seconds_left:
        set_message(words.undo.TOO_LATE, UNDO_MESSAGE)
        return
    try:
        offer.restore()
        set_message(words.undo.IS_BACK, UNDO_MESSAGE)
    except (NotSaved, NotFound) as reason:
        set_message(str(reason), UNDO_MESSAGE)
    offer.forget()


def _signed_in(session: T | None) -> T:
    """NotSaved after the lock."""
    if session is None:
        raise NotSaved(words.undo.TOO_LATE)
    return session
