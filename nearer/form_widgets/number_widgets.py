"""Numbers and quantities on the screen: typed as text, kept only when they fit, and said when they do not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Literal

import streamlit as st

from nearer.domain.answers import Answer, Quantity, write_answer
from nearer.domain.items import Item
from nearer.domain.written_numbers import written_number
from nearer.form_widgets.item_widget import Field, decline_box, reset_widget
from nearer.typed_answers.answer_parsing import read_typed_answer
from nearer.typed_answers.refused_answers import AnswerRefused
from nearer.typed_answers.typed_numbers import NumberRule, number_rule, read_typed_number
from nearer.views import text as words
from nearer.views.layout.escape import markup, plain

MAX_LISTED_NUMBERS = 11  # a range up to this long is offered number by number
_MAX_CHARACTERS = 60  # characters; a longer text is cut by the field, and what is so long is refused whole


@dataclass(frozen=True, slots=True)
class NumberField:
    """A field that takes a number: its words, its rule and key, and what happens when it was left.

    `read` gives the number that stands in it, None where nothing does, and raises ValueError with a sentence.
    """

    label: str
    rule: NumberRule
    key: str
    read: Callable[[], Decimal | None]
    on_change: Callable[[], None] | None
    placeholder: str
    visibility: Literal["visible", "collapsed"]


def number_field(label: str, rule: NumberRule, key: str, in_sight: bool) -> NumberField:
    """A field beside the forms, which says itself what it takes; its label is in sight or only read out."""
    seen: Literal["visible", "collapsed"] = "visible" if in_sight else "collapsed"
    read = partial(_read, key, rule)
    return NumberField(label, rule, key, read, on_change=None, placeholder=words.form.a_number(rule), visibility=seen)


def draw_number(field: Field) -> None:
    """A number, typed as text."""
    _reset_number_field(field, field.value if isinstance(field.value, Decimal) else None)
    draw_number_field(_of_item(field))
    decline_box(field)


def draw_quantity(field: Field) -> None:
    """A number, and its unit where there is more than one; the unit says which the number is in."""
    quantity = field.value if isinstance(field.value, Quantity) else None
    _reset_number_field(field, quantity.number if quantity else None)
    number = _of_item(field)
    with _saying_what_is_kept(number):
        if len(field.item.units) > 1:
            key = field.key.replace("-ask-", "-quantity-")
            with st.container(horizontal=True, vertical_alignment="bottom", key=key):
                _draw_input(number)
                _draw_unit(field, quantity.unit if quantity else None)
        else:
            _draw_input(number)
    decline_box(field)


def draw_number_field(field: NumberField) -> None:
    """The field, and below it what is kept where it is written otherwise, or why nothing is kept."""
    with _saying_what_is_kept(field):
        _draw_input(field)


def typed_number(field: NumberField) -> Decimal | None:
    """The number in a field; None where nothing is typed, or nothing that fits, which the field says itself."""
    try:
        return field.read()
    except ValueError:
        return None


def is_invalid(item: Item, key: str) -> bool:
    """Whether something stands in the item's field that is not kept."""
    try:
        _typed_answer(item, key)
    except AnswerRefused:
        return True
    return False


@contextmanager
def _saying_what_is_kept(field: NumberField) -> Iterator[None]:
    """The name of the container says which keys a phone shows; below zero a minus is needed, which few of them have."""
    low = field.rule.low
    keys = "" if low is not None and low < 0 else "_numeric" if field.rule.whole else "_decimal"
    with st.container(key=f"{field.key.replace('-ask-', '-')}_typed{keys}", gap="small"):
        yield
        _say_what_is_kept(field)


def _say_what_is_kept(field: NumberField) -> None:
    try:
        number = field.read()
    except ValueError as refused:
        sentence = words.form.number_not_kept(str(refused))
        st.html(markup('<p class="nearer-misfit" role="alert">{}</p>', sentence))
        return
    if number is not None and written_number(number) != _typed_text(field.key).strip():
        st.html(markup('<p class="nearer-quiet" role="status">{}</p>', words.form.number_kept(written_number(number))))


def _draw_input(field: NumberField) -> None:
    st.text_input(
        field.label, max_chars=_MAX_CHARACTERS, key=field.key, placeholder=field.placeholder, autocomplete="off",
        label_visibility=field.visibility, on_change=field.on_change,
    )  # fmt: skip


def few_numbers(item: Item) -> bool:
    """Whether a whole number has so few values that each can be tapped."""
    low, high = limits(item)
    return item.type == "integer" and low is not None and high is not None and high - low < MAX_LISTED_NUMBERS


def takes_typed_number(item: Item) -> bool:
    """Whether the item's answer is typed as a number."""
    return item.type in ("integer", "decimal", "quantity") and not few_numbers(item)


def limits(item: Item) -> tuple[Decimal | None, Decimal | None]:
    """Lowest and highest number, or None."""
    return (item.limits.min, item.limits.max) if item.limits else (None, None)


def _of_item(field: Field) -> NumberField:
    item, rule = field.item, number_rule(field.item)
    hint = item.placeholder or words.form.a_number(rule, item.units[0].text if len(item.units) == 1 else "")
    read = partial(_typed_in_item, item, field.key)
    return NumberField(plain(field.question), rule, field.key, read, partial(_take_number, field), hint, field.label)


def _typed_text(key: str) -> str:
    return str(st.session_state.get(key) or "")


def _read(key: str, rule: NumberRule) -> Decimal | None:
    return read_typed_number(_typed_text(key), rule)


def _typed_answer(item: Item, key: str) -> Answer:
    unit = st.session_state.get(_unit_key(key), item.units[0].code if item.units else None)
    return read_typed_answer(item, _typed_text(key), unit)


def _typed_in_item(item: Item, key: str) -> Decimal | None:
    value = _typed_answer(item, key).value
    value = value.number if isinstance(value, Quantity) else value
    return value if isinstance(value, Decimal) else None


def _reset_number_field(field: Field, number: Decimal | None) -> None:
    """Put the saved number into the field, unless its text already means that number, or none while none is saved."""
    if is_invalid(field.item, field.key):
        same = number is None and not field.declined
    else:
        same = _typed_in_item(field.item, field.key) == number
    if field.key not in st.session_state or not same:
        st.session_state[field.key] = "" if number is None else written_number(number)


def _take_number(field: Field) -> None:
    """Save the typed number; one that does not fit deletes the saved one, since it was typed over it."""
    raw = None if is_invalid(field.item, field.key) else write_answer(_typed_answer(field.item, field.key))
    field.on_answer(field.item.id, raw)


def _draw_unit(field: Field, unit: str | None) -> None:
    key = _unit_key(field.key)
    labels = {one.code: plain(one.text) for one in field.item.units}
    was_reset = unit is not None and reset_widget(key, unit)
    index = 0 if unit is None or was_reset else list(labels).index(unit)
    st.selectbox(
        words.form.UNIT, list(labels), index=index, format_func=labels.__getitem__, key=key, width=160,
        label_visibility="collapsed", on_change=_take_number, args=(field,),
    )  # fmt: skip


def _unit_key(key: str) -> str:
    return key.replace("-ask-", "-unit-")
