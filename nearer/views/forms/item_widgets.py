"""One item as a widget. The answer handed in is the truth: a widget that holds anything else is set back to it."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from nearer.views.forms.choice_widgets import draw_choice, draw_numbers
from nearer.views.forms.item_widget import Field, question_above
from nearer.views.forms.number_widgets import draw_number, draw_quantity, few_numbers
from nearer.views.forms.text_and_date_widgets import draw_day, draw_moment, draw_text, draw_time
from nearer.views.layout.escape import markup


def draw_field(field: Field) -> None:
    """Draw one item: its text, its help, its widget."""
    if field.item.type == "display":
        st.html(markup('<p class="nearer-said">{}</p>', field.question))
        return
    if field.item.help:
        question_above(field)
    draw = draw_numbers if few_numbers(field.item) else _DRAW.get(field.item.type, draw_text)
    draw(field)


_DRAW: dict[str, Callable[[Field], None]] = {
    "choice": draw_choice,
    "several": draw_choice,
    "integer": draw_number,
    "decimal": draw_number,
    "quantity": draw_quantity,
    "date": draw_day,
    "datetime": draw_moment,
    "time": draw_time,
}
