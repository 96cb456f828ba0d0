"""A field that two windows changed: what each of them holds, and a button to keep it."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from nearer.views import text as words
from nearer.views.layout.escape import markup, plain
from nearer.views.layout.frame import section_header
from nearer.views.screen_values import FieldConflict

SHORT = 60  # characters that a button can say


def draw_conflict(field: FieldConflict, key: str, on_keep: Callable[[int], None]) -> None:
    """Draw the question with a button for each value; a long one stands above its button. `on_keep` hears which."""
    section_header(field.question, words.form.KEEP)
    short = all(len(value) <= SHORT and "\n" not in value for value in field.values)
    for position, value in enumerate(field.values):
        if not short:
            st.html(markup('<blockquote class="nearer-card nearer-verbatim" dir="auto">{}</blockquote>', value))
        label = plain(value) if short else words.form.keep_text(position + 1)
        st.button(label, key=f"{key}-{position}", width="stretch", on_click=on_keep, args=(position,))
