"""Texts, days and times on the screen."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import streamlit as st

from nearer.form_widgets.item_widget import Field, decline_box, reset_widget, take
from nearer.typed_answers.answer_parsing import MAX_ANSWER
from nearer.views import text as words
from nearer.views.layout.escape import plain

_FIRST_DAY, _LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
_STEP = timedelta(minutes=5)


def draw_text(field: Field) -> None:
    """Some lines, or one."""
    text = "" if field.value is None else str(field.value)
    was_reset = reset_widget(field.key, text)
    shared: dict[str, Any] = {
        "max_chars": min(field.item.max_length or MAX_ANSWER, MAX_ANSWER),
        "placeholder": field.item.placeholder or words.form.TYPE_HERE,
    } | field.shared(take)
    if field.item.type == "text":
        st.text_area(plain(field.question), "" if was_reset else text, height=96, **shared)
    else:
        st.text_input(plain(field.question), "" if was_reset else text, **shared)
    decline_box(field)


def draw_day(field: Field) -> None:
    """A day, from a calendar or typed."""
    day = field.value if isinstance(field.value, date) else None
    was_reset = reset_widget(field.key, day)
    first, last = _day_limits(field)
    value = None if was_reset else day
    st.date_input(plain(field.question), value, first, last, format="DD/MM/YYYY", **field.shared(take))
    decline_box(field)


def _day_limits(field: Field) -> tuple[date, date]:
    """The earliest and the latest day that the calendar offers."""
    days = field.item.days
    return (days.min if days else None) or _FIRST_DAY, (days.max if days else None) or _LAST_DAY


def draw_moment(field: Field) -> None:
    """A day with its time of day, as the clock on the wall says it."""
    moment = field.value.replace(tzinfo=None) if isinstance(field.value, datetime) else None
    was_reset = reset_widget(field.key, moment)
    first, last = _day_limits(field)
    value, earliest = None if was_reset else moment, datetime.combine(first, time.min)
    latest = datetime.combine(last, time.max.replace(microsecond=0))
    look: dict[str, Any] = {"format": "DD/MM/YYYY", "step": _STEP}
    st.datetime_input(plain(field.question), value, earliest, latest, **look, **field.shared(take))
    decline_box(field)


def draw_time(field: Field) -> None:
    """A time of day in steps of five minutes."""
    time_of_day = field.value if isinstance(field.value, time) else None
    was_reset = reset_widget(field.key, time_of_day)
    st.time_input(plain(field.question), None if was_reset else time_of_day, step=_STEP, **field.shared(take))
    decline_box(field)
