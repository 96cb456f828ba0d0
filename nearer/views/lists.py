"""Lists of sentences."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from nearer.views.escape import markup


def plain_list(sentences: Sequence[str]) -> None:
    """One sentence a line."""
    st.html(markup('<ul class="nearer-lines">' + "<li>{}</li>" * len(sentences) + "</ul>", *sentences))
