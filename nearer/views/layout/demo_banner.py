"""Around every screen of the demo: that nobody is real, as whom one looks, and a tour of three stops."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from nearer.views import text as words
from nearer.views.layout.escape import markup

TOUR = ("closeness", "barriers", "this_week")  # the screens of the tour, in their order


def draw_demo_banner(people: Sequence[tuple[str, str]], current: str) -> None:
    """`people` are names, each with where the link to look as them leads; they fold out below the one of now."""
    others = [(address, name) for name, address in people if name != current]
    body = '<aside class="nearer-demo" aria-label="{}"><p>{}</p><a href="/bye">{}</a>'
    body += '<details><summary>{} <strong>{}</strong></summary><div class="names">'
    body += '<a href="{}">{}</a>' * len(others) + "</div></details></aside>"
    opening = words.frame.DEMO_NAME, words.frame.DEMO_BANNER, words.frame.DEMO_LEAVE, words.frame.DEMO_LOOKS_AS
    st.html(markup(body, *opening, current, *(text for other in others for text in other)))


def draw_tour(screens: Mapping[str, StreamlitPage], current: str) -> None:
    """What this stop shows and the way to the next; nothing on a screen beside the tour."""
    if current not in TOUR:
        return
    stop = TOUR.index(current)
    sentence, onwards = words.frame.tour_stops()[stop]
    with st.container(key="nearer-tour"):
        place = words.frame.tour_place(stop + 1, len(TOUR))
        st.html(markup('<p class="nearer-tour"><strong>{}</strong> {}</p>', place, sentence))
        if onwards:
            st.page_link(screens[TOUR[stop + 1]], label=onwards)
