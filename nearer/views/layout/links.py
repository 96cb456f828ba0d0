"""Links that stay in this tab, where Streamlit's own open another; and links to a file."""

from __future__ import annotations

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from nearer.views.layout.escape import markup


def same_tab_link(address: str, text: str) -> None:
    """A plain link to one of our own pages before Streamlit."""
    st.html(markup('<p class="nearer-people"><a href="{}">{}</a></p>', address, text))


def next_link(page: StreamlitPage, text: str) -> None:
    """The one way on from a screen that is empty yet, which looks like a button."""
    with st.container(key="next-link"):
        st.page_link(page, label=text)


def file_link(address: str, text: str, primary: bool) -> None:
    """A link that looks like a button, to a file that the browser keeps and does not open."""
    template = '<a class="nearer-file{}" href="{}" download>{}</a>'
    st.html(markup(template, " primary" if primary else "", address, text), width="content")
