"""What every kind of item shares on the screen: the answer so far is the truth, and a widget is set back to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from typing import Any, Literal

import streamlit as st

from nearer.domain.answers import DECLINED, Answer, AnswerState, write_answer
from nearer.domain.items import Item
from nearer.views import text as words
from nearer.views.layout.escape import markup

OnAnswer = Callable[[str, object], None]

DECLINE = "~"  # no answer option can have this code
DECLINED_RAW = write_answer(DECLINED)


@dataclass(frozen=True, slots=True)
class Field:
    """One item being asked: the answer so far, the key of its widget, whom to tell of a change."""

    item: Item
    answer: Answer
    key: str
    on_answer: OnAnswer

    @property
    def declined(self) -> bool:
        """Whether the person said that they would rather not say."""
        return self.answer.state is AnswerState.DECLINED

    @property
    def empty(self) -> bool:
        """Whether nothing was answered."""
        return self.answer.state in (AnswerState.SKIPPED, AnswerState.NOT_SHOWN)

    @property
    def value(self) -> object:
        """What was chosen or written: None when skipped or declined."""
        return None if self.declined or self.empty else self.answer.value

    @property
    def label(self) -> Literal["visible", "collapsed"]:
        """Whether the widget shows its label itself."""
        return "collapsed" if self.item.help else "visible"

    def shared(self, on_change: Callable[[Field], None]) -> dict[str, Any]:
        """The arguments that every widget of an item takes."""
        return {"key": self.key, "label_visibility": self.label, "on_change": on_change, "args": (self,)}

    @property
    def question(self) -> str:
        """The item's text with what a form on paper prints before it."""
        return " ".join(filter(None, (self.item.prefix, self.item.text, "*" if self.item.required else "")))


def question_above(field: Field) -> None:
    """The question and its help above the widget, which then keeps its own label for screen readers only."""
    template = '<p class="nearer-question" aria-hidden="true">{}</p><p class="nearer-quiet">{}</p>'
    st.html(markup(template, field.question, field.item.help or ""))


def clear_button(field: Field) -> None:
    """A button that takes the answer back; none where there is none."""
    if not field.empty:
        key = field.key.replace("-ask-", "-undo-")
        st.button(words.form.CLEAR, key=key, type="tertiary", on_click=field.on_answer, args=(field.item.id, None))


def decline_box(field: Field) -> None:
    """A box for *I would rather not say*."""
    key = field.key.replace("-ask-", "-decline-")
    was_reset = reset_widget(key, field.declined)
    st.checkbox(
        words.form.RATHER_NOT_SAY,
        False if was_reset else field.declined,
        key=key,
        on_change=_take_decline,
        args=(field, key),
    )


def reset_widget(key: str, answer: object) -> bool:
    """Set a widget that holds something else back to the answer; True when it was set."""
    state = st.session_state
    if key not in state or _same_answer(state[key], answer):
        return False
    state[key] = answer
    return True


def _same_answer(widget_value: object, answer: object) -> bool:
    """Several chosen answers are the same in any order."""
    return (
        sorted(widget_value) == sorted(answer)
        if isinstance(widget_value, list) and isinstance(answer, list)
        else widget_value == answer
    )


def take(field: Field) -> None:
    """Tell of what stands in the widget now; days and times as ISO text, an empty text as None."""
    value = st.session_state[field.key]
    raw = value.isoformat() if isinstance(value, date | time) else value
    field.on_answer(field.item.id, None if raw == "" else raw)


def _take_decline(field: Field, key: str) -> None:
    field.on_answer(field.item.id, DECLINED_RAW if st.session_state[key] else None)
