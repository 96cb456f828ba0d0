"""A thing to do, as a card: what it is, how long it takes, and one button."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import streamlit as st

from nearer.views import text as words
from nearer.views.layout.escape import markup
from nearer.views.screen_values import Task


def task_card(
    task: Task, key: str, on_open: Callable[[], None] | None = None, on_put_aside: Callable[[], None] | None = None
) -> bool:
    """Draw the card; True in the run in which its button was pressed. What can be put aside has a second button."""
    with st.container(border=True, key=f"{key}-card"):
        body = '<div class="nearer-task"><p class="nearer-quiet">{}</p><h2>{}</h2><p>{}</p></div>'
        st.html(markup(body, task.state, task.title, task.lead))
        with st.container(horizontal=True):
            kind: Literal["primary", "secondary"] = "primary" if task.is_next else "secondary"
            pressed = st.button(task.button, key=key, type=kind, on_click=on_open)
            if on_put_aside is not None:
                st.button(words.this_week.NOT_TODAY, key=f"{key}-aside", on_click=on_put_aside)
    return pressed
