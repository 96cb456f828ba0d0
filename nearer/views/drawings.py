"""Six quiet drawings of our own, in two colours that hold by day and by night (web/files/drawings)."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from nearer.guide.topics import Shelf
from nearer.views.layout.escape import markup, plain

Drawing = Literal["two", "empty", "saved", "body", "feelings", "team"]


def draw_drawing(name: Drawing) -> None:
    """Draw a small picture in the middle, which says nothing that the words beside it do not say."""
    st.html(markup('<img class="nearer-drawing" src="{}" alt="">', address_of(name)))


def shelf_label(shelf: Shelf, name: str) -> str:
    """The name of a shelf of the guide behind its drawing, for the label of a fold."""
    return f"![]({address_of(shelf)}) {plain(name)}"


def address_of(name: Drawing) -> str:
    """The server has them for everybody, also before signing in."""
    return f"/drawings/{name}.svg"
