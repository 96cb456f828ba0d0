"""A thing to do, as a card: what it is, how long it takes, and one button."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from nearer.views.layout.escape import markup
from nearer.views.screen_values import Task


def task_card(task: Task, key: str, on_open: Callable[[], None] | None = None) -> bool:
    """Draw the card; True in the run in which its button was pressed."""
    with st.container(border=True, key=f"{key}-card"):
        body = '<div class="nearer-task"><p class="nearer-quiet">{}</p><h2>{}</h2><p>{}</p></div>'
        st.html(markup(body, task.state, task.title, task.lead))
        return st.button(task.button, key=key, type="primary" if task.first else "secondary", on_click=on_open)
