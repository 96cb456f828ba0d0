"""The note below a form: free text beside the answers."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from nearer.form_widgets.item_widget import reset_widget
from nearer.views import text as words
from nearer.views.layout.frame import caption

NOTE_CHARACTERS = 2_000


def draw_note(note: str, key: str, on_note: Callable[[str], None]) -> None:
    """A field that holds the note so far; `on_note` hears its key at each change."""
    was_reset = reset_widget(key, note)
    st.text_area(
        words.check_in.NOTE_LABEL, "" if was_reset else note, key=key, max_chars=NOTE_CHARACTERS,
        placeholder=words.form.TYPE_HERE, on_change=on_note, args=(key,),
    )  # fmt: skip
    caption(words.check_in.NOTE_HINT)
