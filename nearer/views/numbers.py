"""Numbers and quantities on the screen: typed as text, kept only when they fit, and said when they do not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Literal

import streamlit as st

from nearer.domain import (
    Answer,
    AnswerState,
    Item,
    NumberRefused,
    NumberRule,
    Quantity,
    number_rule,
    read_typed_number,
    write_answer,
    written_number,
)
from nearer.views import words
from nearer.views.escape import markup, plain
from nearer.views.field import Field, decline_box, settle

MOST_NUMBERS = 11  # a range up to this long is offered number by number
_LONGEST = 60  # characters; a longer text is cut by the field, and what is so long is refused whole


@dataclass(frozen=True, slots=True)
class NumberField:
    """A field that takes a number: its rule, its key, its words, and what happens when it was left."""

    label: str
    rule: NumberRule
    key: str
    on_change: Callable[[], None] | None = None
    placeholder: str = ""
    visibility: Literal["visible", "collapsed"] = "visible"


def draw_number(field: Field) -> None:
    rule = number_rule(field.item)
    _settle(field, rule, field.value if isinstance(field.value, Decimal) else None)
    draw_number_field(_number_field(field, rule, _take_number))
    decline_box(field)


def draw_quantity(field: Field) -> None:
    """A number, and its unit where there is more than one; the unit says which the number is in."""
    rule, quantity = number_rule(field.item), field.value if isinstance(field.value, Quantity) else None
    _settle(field, rule, quantity.number if quantity else None)
    number = _number_field(field, rule, _take_quantity)
    with _saying_what_is_kept(number):
        if len(field.item.units) > 1:
            key = field.key.replace("-ask-", "-quantity-")
            with st.container(horizontal=True, vertical_alignment="bottom", key=key):
                _input(number)
                _unit(field, quantity.unit if quantity else None)
        else:
            _input(number)
    decline_box(field)


def draw_number_field(field: NumberField) -> None:
    """The field, and below it what is kept where it is written otherwise, or why nothing is kept."""
    with _saying_what_is_kept(field):
        _input(field)


@contextmanager
def _saying_what_is_kept(field: NumberField) -> Iterator[None]:
    """The name of the container says which keys a phone shows; below zero a minus is needed, which few of them have."""
    low = field.rule.low
    keys = "" if low is not None and low < 0 else "_numeric" if field.rule.whole else "_decimal"
    with st.container(key=f"{field.key.replace('-ask-', '-')}_typed{keys}", gap="small"):
        yield
        _say_what_is_kept(str(st.session_state.get(field.key) or ""), field.rule)


def _input(field: NumberField) -> None:
    st.text_input(
        field.label, max_chars=_LONGEST, key=field.key, placeholder=field.placeholder, autocomplete="off",
        label_visibility=field.visibility, on_change=field.on_change,
    )  # fmt: skip


def typed_number(key: str, rule: NumberRule) -> Decimal | None:
    """The number in a field; None where nothing is typed, or nothing that fits, which the field says itself."""
    try:
        return read_typed_number(str(st.session_state.get(key) or ""), rule)
    except NumberRefused:
        return None


def misfits(key: str, rule: NumberRule) -> bool:
    """Whether something stands in the field that is not kept."""
    try:
        read_typed_number(str(st.session_state.get(key) or ""), rule)
    except NumberRefused:
        return True
    return False


def few_numbers(item: Item) -> bool:
    low, high = limits(item)
    return item.type == "integer" and low is not None and high is not None and high - low < MOST_NUMBERS


def takes_typed_number(item: Item) -> bool:
    return item.type in ("integer", "decimal", "quantity") and not few_numbers(item)


def limits(item: Item) -> tuple[Decimal | None, Decimal | None]:
    """Lowest and highest number, or None."""
    return (item.limits.min, item.limits.max) if item.limits else (None, None)


def _number_field(field: Field, rule: NumberRule, take: Callable[[Field], None]) -> NumberField:
    unit = field.item.units[0].text if len(field.item.units) == 1 else ""
    hint = field.item.placeholder or words.form.a_number(rule, unit)
    return NumberField(plain(field.question), rule, field.key, partial(take, field), hint, field.label)


def _settle(field: Field, rule: NumberRule, number: Decimal | None) -> None:
    """What is typed stays as long as it says the same number, or says none while none is kept."""
    if misfits(field.key, rule):
        same = number is None and not field.declined
    else:
        same = typed_number(field.key, rule) == number
    if field.key not in st.session_state or not same:
        st.session_state[field.key] = "" if number is None else written_number(number)


def _say_what_is_kept(text: str, rule: NumberRule) -> None:
    try:
        number = read_typed_number(text, rule)
    except NumberRefused as refused:
        sentence = words.form.number_not_kept(str(refused))
        st.html(markup('<p class="nearer-misfit" role="alert">{}</p>', sentence))
        return
    if number is not None and written_number(number) != text.strip():
        st.html(markup('<p class="nearer-quiet" role="status">{}</p>', words.form.number_kept(written_number(number))))


def _take_number(field: Field) -> None:
    number = typed_number(field.key, number_rule(field.item))
    field.on_answer(field.item.id, None if number is None else write_answer(Answer(AnswerState.ANSWERED, number)))


def _take_quantity(field: Field) -> None:
    number, units = typed_number(field.key, number_rule(field.item)), field.item.units
    unit = st.session_state.get(_unit_key(field), units[0].code if units else None)
    quantity = None if number is None else Answer(AnswerState.ANSWERED, Quantity(number, unit))
    field.on_answer(field.item.id, None if quantity is None else write_answer(quantity))


def _unit(field: Field, unit: str | None) -> None:
    key = _unit_key(field)
    labels = {one.code: plain(one.text) for one in field.item.units}
    settled = unit is not None and settle(key, unit)
    index = 0 if unit is None or settled else list(labels).index(unit)
    st.selectbox(
        words.form.UNIT, list(labels), index=index, format_func=labels.__getitem__, key=key, width=160,
        label_visibility="collapsed", on_change=_take_quantity, args=(field,),
    )  # fmt: skip


def _unit_key(field: Field) -> str:
    return field.key.replace("-ask-", "-unit-")
