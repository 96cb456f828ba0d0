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

from nearer.storage import NotFound, NotSaved
from nearer.views import words
from nearer.views.frame import draw_undo_bar, note
from nearer.wiring.therapist_visit import TherapistVisit, therapist_visit
from nearer.wiring.visit import Visit, visit

T = TypeVar("T")
OFFER, SAID = "undo-offer", "undo-said"
SECONDS = 10.0


@dataclass
class UndoOffer:
    """What was deleted, in a sentence, and the way to put it back; `restore` is gone when the time is over."""

    said: str
    restore: Callable[[], None] | None = field(repr=False)
    until: float
    drawn: bool = False
    timer: Timer | None = field(default=None, repr=False)

    @property
    def seconds_left(self) -> float:
        return 0.0 if self.restore is None else max(0.0, self.until - monotonic())

    def forget(self) -> None:
        self.restore = None


def offer_undo(said: str, restore: Callable[[Visit], object]) -> None:
    """After a person deleted something: for ten seconds `restore` can put it back. An earlier offer ends."""

    def put_back() -> None:
        restore(_signed_in(visit()))

    start_offer(said, put_back)


def offer_therapist_undo(said: str, restore: Callable[[TherapistVisit], object]) -> None:
    """The same after a therapist deleted something."""

    def put_back() -> None:
        restore(_signed_in(therapist_visit()))

    start_offer(said, put_back)


def start_offer(said: str, put_back: Callable[[], None], seconds: float = SECONDS) -> UndoOffer:
    earlier: UndoOffer | None = st.session_state.get(OFFER)
    if earlier is not None:
        earlier.forget()
    offer = st.session_state[OFFER] = UndoOffer(said, put_back, monotonic() + seconds)
    offer.timer = Timer(seconds, offer.forget)
    offer.timer.daemon = True
    offer.timer.start()
    return offer


def draw_undo() -> None:
    """The bar of an open offer, which goes by itself, or what the last undo did. Its place is always there: else
    everything below it would move, and a field in which somebody types be made anew."""
    with st.container(key="nearer-undo"):
        if said := st.session_state.pop(SAID, ""):
            note(said)
        offer: UndoOffer | None = st.session_state.get(OFFER)
        if offer is not None and offer.seconds_left:
            offer.drawn = True
            st.fragment(_bar, run_every=offer.seconds_left)()


def show_undo() -> None:
    """For a fragment: let the whole screen be drawn when one of its buttons offered an undo."""
    offer: UndoOffer | None = st.session_state.get(OFFER)
    if offer is not None and offer.seconds_left and not offer.drawn:
        st.rerun()


def undo() -> None:
    """Button: put it back, if there is time left; what happened is said."""
    offer: UndoOffer | None = st.session_state.pop(OFFER, None)
    if offer is None or offer.restore is None or not offer.seconds_left:
        st.session_state[SAID] = words.undo.TOO_LATE
        return
    try:
        offer.restore()
        st.session_state[SAID] = words.undo.IS_BACK
    except (NotSaved, NotFound) as reason:
        st.session_state[SAID] = str(reason)
    offer.forget()


def _signed_in(here: T | None) -> T:
    """NotSaved after the lock."""
    if here is None:
        raise NotSaved(words.undo.TOO_LATE)
    return here


def _bar() -> None:
    """Counts as no use for the idle lock: it runs by itself."""
    if SAID in st.session_state:
        st.rerun()
    offer: UndoOffer | None = st.session_state.get(OFFER)
    if offer is not None and offer.seconds_left:
        draw_undo_bar(offer.said, undo)
