"""The menu of a person: four places, at the foot of a phone or at the top of a window; the rest under their name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from nearer.views import text as words
from nearer.views.layout.escape import markup, plain_own


class MenuPlace(NamedTuple):
    """One of the four: what it is called, the screen it opens with, and whether the screen of now belongs to it."""

    label: str
    icon: str
    opens_with: StreamlitPage
    is_current: bool


def draw_places(places: Sequence[MenuPlace]) -> None:
    """A mark that nobody sees names the current one, for style.css and for screen.js, which makes the landmark."""
    current = next((number for number, place in enumerate(places, start=1) if place.is_current), 0)
    st.html(markup('<span data-place="{}" data-name="{}" hidden></span>', str(current), words.frame.SCREENS_NAME))
    with st.container(horizontal=True, key="nearer-places"):
        for place in places:
            st.page_link(place.opens_with, label=place.label, icon=place.icon, width="content")


def draw_own_menu(name: str, pages: Sequence[StreamlitPage]) -> None:
    """What one seldom needs, under one's own name in the bar."""
    with st.container(key="nearer-own"), st.popover(plain_own(name), type="tertiary"):
        for page in pages:
            st.page_link(page)
