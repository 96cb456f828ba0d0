"""A thing to do: what it is, how long it takes, and one button. The one next thing is a card, any other one a row."""

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
    """Draw it; True in the run in which its button was pressed. What can be put aside has a second button."""
    with st.container(border=True, horizontal=not task.is_next, vertical_alignment="center", key=f"{key}-card"):
        st.html(_task_html(task))
        with st.container(horizontal=True, width="stretch" if task.is_next else "content"):
            kind: Literal["primary", "secondary"] = "primary" if task.is_next else "secondary"
            pressed = st.button(task.button, key=key, type=kind, on_click=on_open)
            if on_put_aside is not None:
                st.button(words.this_week.NOT_TODAY, key=f"{key}-aside", on_click=on_put_aside)
    return pressed


def _task_html(task: Task) -> str:
    lead = markup("<p>{}</p>", task.lead) if task.lead else ""
    return (
        markup('<div class="nearer-task"><p class="nearer-quiet">{}</p><h2>{}</h2>', task.state, task.title)
        + lead
        + "</div>"
    )
