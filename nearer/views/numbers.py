"""Numbers and quantities on the screen."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import streamlit as st

from nearer.domain import Item, Quantity
from nearer.views import words
from nearer.views.escape import plain
from nearer.views.field import Field, decline_box, settle, take

MOST_NUMBERS = 11  # a range up to this long is offered number by number


def draw_number(field: Field) -> None:
    low, high = limits(field.item)
    held: Any = None if field.value is None else _as_shown(field.item)(Decimal(str(field.value)))
    settled = settle(field.key, held)
    st.number_input(
        plain(field.question), low, high,
        value=None if settled else held, step=1 if field.item.type == "integer" else None, key=field.key,
        placeholder=_placeholder(field.item),
        label_visibility=field.label, on_change=take, args=(field,),
    )  # fmt: skip
    decline_box(field)


def draw_quantity(field: Field) -> None:
    """A number, and its unit where there is more than one; the unit says which the number is in."""
    held = field.value if isinstance(field.value, Quantity) else None
    number, unit = (float(held.number), held.unit) if held else (None, None)
    low, high = limits(field.item)
    settled = settle(field.key, number)
    with st.container(horizontal=True, vertical_alignment="bottom", key=field.key.replace("-ask-", "-quantity-")):
        st.number_input(
            plain(field.question), low, high, value=None if settled else number, key=field.key,
            placeholder=_placeholder(field.item), label_visibility=field.label, on_change=_take_quantity, args=(field,),
        )  # fmt: skip
        if len(field.item.units) > 1:
            _unit(field, unit)
    decline_box(field)


def _unit(field: Field, held: str | None) -> None:
    key = _unit_key(field)
    labels = {unit.code: plain(unit.text) for unit in field.item.units}
    settled = held is not None and settle(key, held)
    index = 0 if held is None or settled else list(labels).index(held)
    st.selectbox(
        words.form.UNIT, list(labels), index=index, format_func=labels.__getitem__, key=key, width=160,
        label_visibility="collapsed",
        on_change=_take_quantity, args=(field,),
    )  # fmt: skip


def _unit_key(field: Field) -> str:
    return field.key.replace("-ask-", "-unit-")


def _take_quantity(field: Field) -> None:
    number, units = st.session_state[field.key], field.item.units
    unit = st.session_state.get(_unit_key(field), units[0].code if units else None)
    field.on_answer(field.item.id, None if number is None else {"number": number, "unit": unit})


def _placeholder(item: Item) -> str:
    if item.placeholder:
        return item.placeholder
    return words.form.a_number(*limits(item), item.units[0].text if len(item.units) == 1 else "")


def _as_shown(item: Item) -> type[int] | type[float]:
    return int if item.type == "integer" else float


def limits(item: Item) -> tuple[Any, Any]:
    """Lowest and highest number or None, as the kind of number the item takes."""
    low, high = (item.limits.min, item.limits.max) if item.limits else (None, None)
    kind = _as_shown(item)
    return None if low is None else kind(low), None if high is None else kind(high)


def few_numbers(item: Item) -> bool:
    low, high = limits(item)
    return item.type == "integer" and low is not None and high is not None and high - low < MOST_NUMBERS
