"""Lists of sentences."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from nearer.views.layout.escape import markup


def plain_list(sentences: Sequence[str]) -> None:
    """One sentence a line."""
    st.html(markup('<ul class="nearer-lines">' + "<li>{}</li>" * len(sentences) + "</ul>", *sentences))


def six_words(words: Sequence[str]) -> None:
    """A key as words with their numbers, large enough to be read out and compared."""
    st.html(markup('<ol class="nearer-six">' + "<li>{}</li>" * len(words) + "</ol>", *words))
