"""The form of a date while it is written: its fields, and what is kept of them until it is sent.

Two windows are merged field by field; what both changed is shown twice, and the person chooses.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import partial
from uuid import UUID, uuid4

import streamlit as st

from nearer.domain.events import FIRST_DAY, LAST_DAY, MAX_TITLE, Event, EventKind
from nearer.domain.form_content import FormContent
from nearer.form_widgets.field_conflict import draw_conflict
from nearer.presenters.events import (
    EVENT_FIELDS,
    field_label,
    field_text,
    field_value,
    merge_event_drafts,
    read_event_draft,
    write_event_draft,
)
from nearer.session.text_drafts import TextField, read_anew, save_draft_of, save_merged
from nearer.views import text as words
from nearer.views.layout.frame import caption
from nearer.views.screen_values import FieldConflict

EVENT_FORM = "event-form"
MAX_DRAFT = 1000  # characters


@dataclass(frozen=True, slots=True)
class OpenEvent:
    """The date being written: a new one, or `original` being changed. Its key makes a second click harmless."""

    key: UUID = field(default_factory=uuid4)
    original: Event | None = None
    problem: str = ""

    def field(self, name: str) -> str:
        """The key of a field's widget."""
        return f"event-{self.key}-{name}"

    @property
    def draft(self) -> TextField:
        """The text field in which the form is kept while it is written."""
        return TextField(f"event-{self.key if self.original else 'new'}", MAX_DRAFT)

    @property
    def is_open(self) -> bool:
        """Whether it is still the form of this window; a browser may send a field once more after its form was sent."""
        form: OpenEvent | None = st.session_state.get(EVENT_FORM)
        return form is not None and form.key == self.key

    @property
    def content(self) -> FormContent:
        """The fields of this window that hold anything, days as ISO dates, with the conflicts that are open."""
        values = {name: st.session_state.get(self.field(name)) for name in EVENT_FIELDS}
        raw = {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items() if value}
        return FormContent(answers=raw, conflicts=st.session_state.get(self.field("conflicts"), {}))

    def show(self, content: FormContent) -> None:
        """Let it stand in this window."""
        for name in EVENT_FIELDS:
            st.session_state[self.field(name)] = field_value(name, content.answers.get(name))
        st.session_state[self.field("conflicts")] = content.conflicts


def draw_event_fields(form: OpenEvent) -> None:
    """The four fields, each of them empty, as it was typed last, or as two windows left it to be chosen."""
    _fill(form)
    conflicts = form.content.conflicts
    if conflicts:
        caption(words.form.CHOOSE_LEAD)
    changed = partial(_save_event_draft, form)
    for name in EVENT_FIELDS:
        if name in conflicts:
            conflict = FieldConflict(field_label(name), tuple(field_text(name, value) for value in conflicts[name]))
            draw_conflict(conflict, form.field(f"choose-{name}"), partial(_choose, form, name))
        elif name == "kind":
            st.radio(
                field_label(name), list(EventKind), None, words.events.kind_name, form.field(name), horizontal=True,
                on_change=changed,
            )  # fmt: skip
        elif name == "title":
            st.text_input(field_label(name), max_chars=MAX_TITLE, key=form.field(name), on_change=changed)
        else:
            st.date_input(
                field_label(name), None, FIRST_DAY, LAST_DAY, key=form.field(name), format="DD/MM/YYYY",
                on_change=changed,
            )  # fmt: skip


def _fill(form: OpenEvent) -> None:
    """Into empty widgets goes what was typed last, or the event that is changed."""
    if any(form.field(name) not in st.session_state for name in EVENT_FIELDS):
        form.show(read_event_draft(read_anew(form.draft), form.original))


def _save_event_draft(form: OpenEvent) -> None:
    if not form.is_open:
        return
    text = write_event_draft(form.content)
    draft = save_merged(form.draft, text, partial(merge_event_drafts, form.original))
    if draft != text:
        form.show(read_event_draft(draft, form.original))


def _choose(form: OpenEvent, name: str, position: int) -> None:
    content = form.content
    if position < len(values := content.conflicts.get(name, ())):
        form.show(content.resolve_conflict(name, values[position]))
        _save_event_draft(form)


def is_as_seen(form: OpenEvent) -> bool:
    """Whether nothing is left to choose, and no other window changed anything that does not stand here yet."""
    before = form.content
    if not before.conflicts:
        _save_event_draft(form)
    now = form.content
    return not now.conflicts and now.same_as(before)


def put_away(form: OpenEvent) -> None:
    """It was sent, or given up: nothing of it is kept."""
    save_draft_of(form.draft, "")
    for name in (*EVENT_FIELDS, "conflicts"):
        st.session_state.pop(form.field(name), None)
