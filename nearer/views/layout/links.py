"""Links that stay in this tab; Streamlit's own open another."""

from __future__ import annotations

import streamlit as st

from nearer.views.layout.escape import markup


def same_tab_link(address: str, text: str) -> None:
    """A plain link to one of our own pages before Streamlit."""
    st.html(markup('<p class="nearer-people"><a href="{}">{}</a></p>', address, text))
