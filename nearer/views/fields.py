"""One item as a widget. The answer handed in is the truth: a widget that holds anything else is set back to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

import streamlit as st

from nearer.domain import DECLINED, Answer, AnswerState, Item, write_answer
from nearer.views import words
from nearer.views.circles import circles_label
from nearer.views.escape import WORD_JOINER, markup, plain

OnAnswer = Callable[[str, object], None]

DECLINE = "~"  # no answer option can have this code
_DECLINED = write_answer(DECLINED)
MAX_TEXT = 2000  # characters, where the item sets no limit of its own
MOST_NUMBERS = 11  # a range up to this long is offered number by number
_FIRST_DAY, _LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)


@dataclass(frozen=True, slots=True)
class Field:
    """One item being asked: the answer so far, the key of its widget, whom to tell of a change."""

    item: Item
    answer: Answer
    key: str
    on_answer: OnAnswer

    @property
    def declined(self) -> bool:
        return self.answer.state is AnswerState.DECLINED

    @property
    def empty(self) -> bool:
        return self.answer.state in (AnswerState.SKIPPED, AnswerState.NOT_SHOWN)

    @property
    def value(self) -> object:
        """What was chosen or written: None when skipped or declined."""
        return None if self.declined or self.empty else self.answer.value

    @property
    def label(self) -> Literal["visible", "collapsed"]:
        """Whether the widget shows its label itself."""
        return "collapsed" if self.item.help else "visible"


def draw_field(field: Field) -> None:
    """Draw one item: its text, its help, its widget."""
    item = field.item
    if item.help:
        _question_with_help(field)
    if item.options:
        (_several if item.type == "several" else _options)(field)
    elif item.type in ("integer", "decimal"):
        (_numbers if _few_numbers(item) else _number)(field)
    else:
        (_date if item.type == "date" else _text)(field)


def _options(field: Field) -> None:
    label = circles_label if field.item.picture == "circles" else _label
    _choice(field, {option.code: label(place, option.text) for place, option in enumerate(field.item.options, start=1)})


def _label(_place: int, text: str) -> str:
    return plain(text)


def _numbers(field: Field) -> None:
    low, high = _limits(field.item)
    _choice(field, {str(number): str(number) for number in range(int(low or 0), int(high or 0) + 1)})


def _choice(field: Field, labels: dict[str, str]) -> None:
    labels = _unlike(labels) | {DECLINE: words.form.RATHER_NOT_SAY}
    held = DECLINE if field.declined else None if field.empty else str(field.value)
    settled = _settle(field.key, held)
    codes = list(labels)
    st.radio(
        plain(field.item.text), codes,
        index=codes.index(held) if held in labels and not settled else None,
        format_func=labels.__getitem__, key=field.key, horizontal=True, width="stretch",
        label_visibility=field.label, on_change=_take_choice, args=(field,),
    )  # fmt: skip
    _clear_button(field)


def _several(field: Field) -> None:
    labels = _unlike({option.code: plain(option.text) for option in field.item.options})
    labels[DECLINE] = words.form.RATHER_NOT_SAY
    held = [DECLINE] if field.declined else _chosen(field.value)
    settled = _settle(field.key, held)
    st.pills(
        plain(field.item.text), list(labels), selection_mode="multi",
        default=None if settled else held,
        format_func=labels.__getitem__, key=field.key,
        label_visibility=field.label, on_change=_take_several, args=(field,),
    )  # fmt: skip
    _clear_button(field)


def _number(field: Field) -> None:
    low, high = _limits(field.item)
    held: Any = None if field.value is None else _as_shown(field.item)(Decimal(str(field.value)))
    settled = _settle(field.key, held)
    st.number_input(
        plain(field.item.text), low, high,
        value=None if settled else held, step=1 if field.item.type == "integer" else None, key=field.key,
        placeholder=words.form.a_number(low, high),
        label_visibility=field.label, on_change=_take, args=(field,),
    )  # fmt: skip
    _decline_box(field)


def _text(field: Field) -> None:
    held = "" if field.value is None else str(field.value)
    settled = _settle(field.key, held)
    st.text_area(
        plain(field.item.text), "" if settled else held, height=96, max_chars=field.item.max_length or MAX_TEXT,
        key=field.key, placeholder=words.form.TYPE_HERE,
        label_visibility=field.label, on_change=_take, args=(field,),
    )  # fmt: skip
    _decline_box(field)


def _date(field: Field) -> None:
    held = field.value if isinstance(field.value, date) else None
    settled = _settle(field.key, held)
    st.date_input(
        plain(field.item.text), None if settled else held, _FIRST_DAY, _LAST_DAY, key=field.key, format="DD/MM/YYYY",
        label_visibility=field.label, on_change=_take, args=(field,),
    )  # fmt: skip
    _decline_box(field)


def _question_with_help(field: Field) -> None:
    """The question and its help above the widget, which then keeps its own label for screen readers only."""
    body = '<p class="nearer-question" aria-hidden="true">{}</p><p class="nearer-quiet">{}</p>'
    st.html(markup(body, field.item.text, field.item.help or ""))


def _clear_button(field: Field) -> None:
    if not field.empty:
        key = field.key.replace("-ask-", "-undo-")
        st.button(words.form.CLEAR, key=key, type="tertiary", on_click=field.on_answer, args=(field.item.id, None))


def _decline_box(field: Field) -> None:
    key = field.key.replace("-ask-", "-decline-")
    settled = _settle(key, field.declined)
    st.checkbox(
        words.form.RATHER_NOT_SAY,
        False if settled else field.declined,
        key=key,
        on_change=_take_decline,
        args=(field, key),
    )


def _settle(key: str, held: object) -> bool:
    """Set a widget that holds something else back to the answer; True when it was set."""
    state = st.session_state
    if key not in state or _same(state[key], held):
        return False
    state[key] = held
    return True


def _same(kept: object, held: object) -> bool:
    """Several chosen answers are the same in any order."""
    return sorted(kept) == sorted(held) if isinstance(kept, list) and isinstance(held, list) else kept == held


def _take(field: Field) -> None:
    value = st.session_state[field.key]
    raw = value.isoformat() if isinstance(value, date) else value
    field.on_answer(field.item.id, None if raw == "" else raw)


def _take_choice(field: Field) -> None:
    value = st.session_state[field.key]
    counted = field.item.type == "integer" and str(value).lstrip("-").isdecimal()
    field.on_answer(field.item.id, _DECLINED if value == DECLINE else int(value) if counted else value)


def _take_several(field: Field) -> None:
    """Declining takes the chosen ones away, and choosing takes the declining away."""
    chosen = list(st.session_state[field.key])
    if DECLINE in chosen and not field.declined:
        field.on_answer(field.item.id, _DECLINED)
    else:
        field.on_answer(field.item.id, [code for code in chosen if code != DECLINE] or None)


def _take_decline(field: Field, key: str) -> None:
    field.on_answer(field.item.id, _DECLINED if st.session_state[key] else None)


def _chosen(value: object) -> list[str]:
    """The codes of an answer with several."""
    return list(value) if isinstance(value, tuple) else []


def _unlike(labels: Mapping[str, str]) -> dict[str, str]:
    """The same labels, made unlike where two options read alike: Streamlit tells options apart by label only."""
    seen: dict[str, str] = {}
    for code, label in labels.items():
        while label in seen:
            label += WORD_JOINER
        seen[label] = code
    return {code: label for label, code in seen.items()}


def _as_shown(item: Item) -> type[int] | type[float]:
    return int if item.type == "integer" else float


def _limits(item: Item) -> tuple[Any, Any]:
    """Lowest and highest number or None, as the kind of number the item takes."""
    low, high = (item.limits.min, item.limits.max) if item.limits else (None, None)
    kind = _as_shown(item)
    return None if low is None else kind(low), None if high is None else kind(high)


def _few_numbers(item: Item) -> bool:
    low, high = _limits(item)
    return item.type == "integer" and low is not None and high is not None and high - low < MOST_NUMBERS
