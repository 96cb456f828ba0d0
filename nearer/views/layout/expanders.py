"""Sentences about the weeks, and folds that open on more of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from nearer.trends.claims import Claim
from nearer.views import text as words
from nearer.views.layout.escape import markup


def claim_words(claim: Claim) -> None:
    """The one sentence about one's own weeks."""
    if claim.answered:
        st.html(markup('<p class="nearer-claim">{}</p>', words.trends.claim_sentence(claim)))


def lazy_expander(title: str, key: str, draw: Callable[[], object]) -> None:
    """A fold whose inside is made only while it is open, so that closed ones cost nobody time."""
    with st.expander(title, key=key, on_change="rerun") as box:
        if box.open:
            draw()


def paragraphs(sentences: Sequence[str]) -> None:
    """Sentences to read, one below the other."""
    st.html(markup('<div class="nearer-words">' + "<p>{}</p>" * len(sentences) + "</div>", *sentences))
