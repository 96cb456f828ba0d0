"""Back, forward, and the button that ends a form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from nearer.views import text as words


@dataclass(frozen=True, slots=True)
class StepButtons:
    """`end` is the label of the button at the last section; `on_go` hears the section to go to."""

    prefix: str
    end: str
    on_go: Callable[[int], None]
    on_end: Callable[[], None]


def draw_step_buttons(buttons: StepButtons, number: int, is_last: bool) -> None:
    """Back and forward from the section of this number, which counts from 0; at the last the button that ends it."""
    prefix = buttons.prefix
    with st.container(horizontal=True, key=f"{prefix}-steps"):
        if number:
            st.button(words.form.BACK, key=f"{prefix}-back-{number}", on_click=buttons.on_go, args=(number - 1,))
        if is_last:
            st.button(buttons.end, key=f"{prefix}-finish", type="primary", on_click=buttons.on_end)
        else:
            key = f"{prefix}-on-{number}"
            st.button(words.form.FORWARD, key=key, type="primary", on_click=buttons.on_go, args=(number + 1,))
