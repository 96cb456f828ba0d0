"""Undo: for ten seconds after a deletion it can be put back.

It is deleted from the notebook at once, so that leaving makes it final. What is needed to put it back is held in the
vault beside the keys of whoever deleted it: it outlasts a reload and goes with the keys, at the latest when the time is
over.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Timer
from time import monotonic
from typing import TypeVar

import streamlit as st

from nearer.database.row_errors import NotFound, NotSaved
from nearer.session.actions import draw_message, run_therapist_action, set_message
from nearer.session.person import OWNER, current_person, session_token
from nearer.session.services import get_services
from nearer.session.therapist import current_therapist
from nearer.session.values import TherapistSession
from nearer.views import text as words
from nearer.views.layout.frame import draw_undo_bar

T = TypeVar("T")
OFFER, UNDO_MESSAGE = "undo-offer", "undo-message"
SECONDS = 10.0


@dataclass
class UndoOffer:
    """A sentence on what was deleted, and the way to put it back; `restore` is gone when the time is over."""

    sentence: str
    restore: Callable[[], None] | None = field(repr=False)
    until: float
    owner: str | None
    drawn: bool = False
    timer: Timer | None = field(default=None, repr=False)

    @property
    def seconds_left(self) -> float:
        """0 once it was put back or forgotten."""
        return 0.0 if self.restore is None else max(0.0, self.until - monotonic())

    def forget(self) -> None:
        """Let go of what was deleted, so that nothing can put it back."""
        self.restore = None


def offer_undo(sentence: str, restore: Callable[..., object], *what: object) -> None:
    """After a person deleted something: for ten seconds `restore(notebook, principal, *what, now)` puts it back."""

    def put_back() -> None:
        session = _signed_in(current_person())
        restore(session.notebook, session.principal, *what, session.now)

    start_offer(sentence, put_back)


def offer_therapist_undo(sentence: str, restore: Callable[..., object], *what: object) -> None:
    """After a therapist deleted something: for ten seconds `restore(notebook, therapist, *what)` puts it back."""

    def put_back() -> None:
        session = _signed_in(current_therapist())
        restore(session.notebook, session.therapist, *what)

    start_offer(sentence, put_back)


def delete_with_undo(
    sentence: str, delete: Callable[..., object], restore: Callable[..., object], *what: object
) -> None:
    """Delete a therapist's own by `delete(notebook, therapist, *what)`, which hands it over, or None when it is gone.

    `restore` puts that back in the place of the last of `what`.
    """

    def change(session: TherapistSession) -> None:
        deleted = delete(session.notebook, session.therapist, *what)
        if deleted is not None:
            offer_therapist_undo(sentence, restore, *what[:-1], deleted)

    run_therapist_action(change)


def start_offer(sentence: str, put_back: Callable[[], None]) -> UndoOffer:
    """An earlier offer ends with it."""
    if (earlier := current_offer()) is not None:
        earlier.forget()
    offer = st.session_state[OFFER] = UndoOffer(sentence, put_back, monotonic() + SECONDS, st.session_state.get(OWNER))
    if (token := session_token()) is not None:
        get_services().vault.put_undo_offer(token, offer)
    offer.timer = Timer(SECONDS, offer.forget)
    offer.timer.daemon = True
    offer.timer.start()
    return offer


def current_offer() -> UndoOffer | None:
    """The offer of this window, else one that another window of the same sign-in made, as before a reload."""
    offer: UndoOffer | None = st.session_state.get(OFFER)
    if offer is None and (token := session_token()) is not None:
        shared = get_services().vault.find_undo_offer(token)
        if isinstance(shared, UndoOffer) and shared.seconds_left and shared.owner == st.session_state.get(OWNER):
            offer = st.session_state[OFFER] = shared
    return offer


def undo() -> None:
    """Button: put it back, if there is time left; what happened is said."""
    offer = current_offer()
    st.session_state.pop(OFFER, None)
    if offer is None or offer.restore is None or not offer.seconds_left:
        set_message(words.undo.TOO_LATE, UNDO_MESSAGE)
        return
    try:
        offer.restore()
        set_message(words.undo.IS_BACK, UNDO_MESSAGE)
    except (NotSaved, NotFound) as reason:
        set_message(str(reason), UNDO_MESSAGE)
    offer.forget()


def draw_undo() -> None:
    """The bar of an open offer, which goes by itself, or what the last undo did. Its place is always there: else
    everything below it would move, and a field in which somebody types be made anew."""
    with st.container(key="nearer-undo"):
        draw_message(UNDO_MESSAGE)
        offer = current_offer()
        if offer is not None and offer.seconds_left:
            offer.drawn = True
            st.fragment(_draw_bar, run_every=offer.seconds_left)()


def show_undo() -> None:
    """For a fragment: let the whole screen be drawn when one of its buttons offered an undo."""
    offer = current_offer()
    if offer is not None and offer.seconds_left and not offer.drawn:
        st.rerun()


def _draw_bar() -> None:
    """Counts as no use for the idle lock: it runs by itself."""
    if UNDO_MESSAGE in st.session_state:
        st.rerun()
    offer = current_offer()
    if offer is not None and offer.seconds_left:
        draw_undo_bar(offer.sentence, undo)


def _signed_in(session: T | None) -> T:
    """NotSaved after the lock."""
    if session is None:
        raise NotSaved(words.undo.TOO_LATE)
    return session
