"""The bar that offers to undo what was just deleted, on every screen."""

from __future__ import annotations

import streamlit as st

from nearer.session.actions import draw_message
from nearer.session.undo import UNDO_MESSAGE, current_offer, undo
from nearer.views.layout.frame import draw_undo_bar


def draw_undo() -> None:
    """The bar of an open offer, which goes by itself, or what the last undo did. Its place is always there: else
    everything below it would move, and a field in which somebody types be made anew."""
    with st.container(key="nearer-undo"):
        draw_message(UNDO_MESSAGE)
        offer = current_offer()
        if offer is not None and offer.seconds_left:
            offer.drawn = True
            st.fragment(_bar, run_every=offer.seconds_left)()


def show_undo() -> None:
    """For a fragment: let the whole screen be drawn when one of its buttons offered an undo."""
    offer = current_offer()
    if offer is not None and offer.seconds_left and not offer.drawn:
        st.rerun()


def _bar() -> None:
    """Counts as no use for the idle lock: it runs by itself."""
    if UNDO_MESSAGE in st.session_state:
        st.rerun()
    offer = current_offer()
    if offer is not None and offer.seconds_left:
        draw_undo_bar(offer.sentence, undo)
