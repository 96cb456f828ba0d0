"""Planning a small step for a day, and how it was before and after."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial

import streamlit as st

from nearer.views import text as words
from nearer.views.layout.escape import markup

MAX_DAYS_AHEAD = 366
EASE_NUMBERS = tuple(range(11))


def draw_days(step: str, today: date, near: Sequence[date], on_day: Callable[[date], None]) -> None:
    """A few near days, one tap each, or any other."""
    st.html(markup("<h3>{}</h3>", words.steps.PLAN_DAY))
    with st.container(horizontal=True):
        for day in near:
            label = words.steps.near_day((day - today).days, day)
            st.button(label, key=f"plan-{step}-{day}", on_click=partial(on_day, day))
    key, latest = f"plan-day-{step}", today + timedelta(days=MAX_DAYS_AHEAD)
    st.date_input(
        words.steps.PLAN_OTHER,
        None,
        today,
        latest,
        key=key,
        format="DD/MM/YYYY",
        on_change=partial(_plan_other_day, key, on_day),
    )


def draw_ease(keys: Sequence[str]) -> None:
    """Two numbers, before and after, both of which may stay open."""
    for label, key in zip((words.steps.BEFORE, words.steps.AFTER), keys, strict=True):
        st.radio(label, EASE_NUMBERS, index=None, key=key, horizontal=True)


def _plan_other_day(key: str, on_day: Callable[[date], None]) -> None:
    day = st.session_state.get(key)
    if isinstance(day, date):
        on_day(day)
