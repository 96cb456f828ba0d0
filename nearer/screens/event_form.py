"""The form of a date while it is written: its fields, and what is kept of them until it is sent.

Two windows are merged field by field; what both changed is shown twice, and the person chooses.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import streamlit as st

from nearer.domain.events import FIRST_DAY, LAST_DAY, MAX_TITLE, Event, EventKind, write_event
from nearer.domain.form_content import FormContent, merge_content
from nearer.session.text_drafts import TextField, keep_merged, read_anew, save_draft_of
from nearer.views import text as words
from nearer.views.forms.undecided import Undecided, draw_undecided
from nearer.views.layout.frame import caption

FORM = "event-form"
DAYS = ("begin", "end")
FIELDS = ("kind", "title", *DAYS)
MAX_DRAFT = 1000


@dataclass(frozen=True, slots=True)
class OpenEvent:
    """The date being written: a new one, or `original` being changed. Its key makes a second click harmless."""

    key: UUID = field(default_factory=uuid4)
    original: Event | None = None
    trouble: str = ""

    def field(self, name: str) -> str:
        return f"event-{self.key}-{name}"

    @property
    def draft(self) -> TextField:
        """Where the form is kept while it is written."""
        return TextField(f"event-{self.key if self.original else 'new'}", MAX_DRAFT)

    @property
    def is_open(self) -> bool:
        """Whether it is still the form of this window; a browser may send a field once more after its form was sent."""
        form: OpenEvent | None = st.session_state.get(FORM)
        return form is not None and form.key == self.key


def draw_event_fields(form: OpenEvent) -> None:
    """The four fields, each of them empty, as it was typed last, or as two windows left it to be chosen."""
    _fill(form)
    choices = _content(form).choices
    if choices:
        caption(words.form.CHOOSE_LEAD)
    changed = partial(_keep_event, form)
    for name in FIELDS:
        if name in choices:
            undecided = Undecided(_label(name), tuple(_in_words(name, value) for value in choices[name]))
            draw_undecided(undecided, form.field(f"choose-{name}"), partial(_choose, form, name))
        elif name == "kind":
            st.radio(
                words.events.KIND, list(EventKind), None, words.events.kind_name, form.field(name), horizontal=True,
                on_change=changed,
            )  # fmt: skip
        elif name == "title":
            st.text_input(words.events.OWN_WORDS, max_chars=MAX_TITLE, key=form.field(name), on_change=changed)
        else:
            st.date_input(
                _label(name), None, FIRST_DAY, LAST_DAY, key=form.field(name), format="DD/MM/YYYY", on_change=changed
            )


def is_as_seen(form: OpenEvent) -> bool:
    """Whether nothing is left to choose, and no other window changed anything that does not stand here yet."""
    before = _content(form)
    if not before.choices:
        _keep_event(form)
    now = _content(form)
    return not now.choices and now.same_as(before)


def put_away(form: OpenEvent) -> None:
    """It was sent, or given up: nothing of it is kept."""
    save_draft_of(form.draft, "")
    for name in (*FIELDS, "choices"):
        st.session_state.pop(form.field(name), None)


def _fill(form: OpenEvent) -> None:
    """Into empty widgets goes what was typed last, or the event that is changed."""
    if any(form.field(name) not in st.session_state for name in FIELDS):
        _show(form, _read(form, read_anew(form.draft)))


def _keep_event(form: OpenEvent) -> None:
    if not form.is_open:
        return
    text = _written(_content(form))
    draft = keep_merged(form.draft, text, partial(_merge, form))
    if draft != text:
        _show(form, _read(form, draft))


def _choose(form: OpenEvent, name: str, place: int) -> None:
    content = _content(form)
    if place < len(values := content.choices.get(name, ())):
        _show(form, content.with_choice(name, values[place]))
        _keep_event(form)


def _merge(form: OpenEvent, seen: str, text: str, stored: str) -> str:
    base, window, other = (_read(form, one) for one in (seen, text, stored))
    return _written(merge_content(base, window, other))


def _content(form: OpenEvent) -> FormContent:
    """What stands in this window."""
    values = {name: st.session_state.get(form.field(name)) for name in FIELDS}
    raw = {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items() if value}
    return FormContent(answers=raw, choices=st.session_state.get(form.field("choices"), {}))


def _show(form: OpenEvent, content: FormContent) -> None:
    """Let it stand in this window."""
    for name in FIELDS:
        text = str(content.answers.get(name) or "")
        value = (
            EventKind(text) if name == "kind" and text else date.fromisoformat(text) if name in DAYS and text else text
        )
        st.session_state[form.field(name)] = value if name == "title" else value or None
    st.session_state[form.field("choices")] = content.choices


def _read(form: OpenEvent, draft: str) -> FormContent:
    """What a draft holds; without one, the event that is changed."""
    raw: dict[str, Any] = json.loads(draft) if draft else {}
    if form.original and not draft:
        raw = {**write_event(form.original)}
    choices = {name: tuple(values) for name, values in (raw.get("choices") or {}).items()}
    return FormContent({name: raw[name] for name in FIELDS if raw.get(name)}, choices=choices)


def _written(content: FormContent) -> str:
    raw = {**content.answers} | ({"choices": content.choices} if content.choices else {})
    return json.dumps(raw, ensure_ascii=False, sort_keys=True) if raw else ""


def _in_words(name: str, value: object) -> str:
    if not value:
        return words.form.LEAVE_EMPTY
    if name == "kind":
        return words.events.kind_name(EventKind(str(value)))
    return words.weeks.day(date.fromisoformat(str(value))) if name in DAYS else str(value)


def _label(name: str) -> str:
    return {
        "kind": words.events.KIND, "title": words.events.OWN_WORDS,
        "begin": words.events.BEGIN, "end": words.events.END,
    }[name]  # fmt: skip
