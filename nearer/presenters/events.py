"""A date as its form has it while it is written, and as the event it becomes; two windows are merged field by field."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

from nearer.domain.events import Event, EventFault, EventKind, EventRefused, write_event
from nearer.domain.form_content import FormContent, merge_content
from nearer.views import text as words

DAYS = ("begin", "end")
EVENT_FIELDS = ("kind", "title", *DAYS)


def read_event_draft(draft: str, original: Event | None) -> FormContent:
    """The fields of a draft, days as ISO dates; without a draft those of the event that is changed, or none."""
    raw: dict[str, Any] = json.loads(draft) if draft else {**write_event(original)} if original else {}
    conflicts = {name: tuple(values) for name, values in (raw.get("conflicts") or {}).items()}
    return FormContent({name: raw[name] for name in EVENT_FIELDS if raw.get(name)}, conflicts=conflicts)


def write_event_draft(content: FormContent) -> str:
    """JSON, with what is to be chosen yet; empty where nothing stands in the form."""
    raw = {**content.answers} | ({"conflicts": content.conflicts} if content.conflicts else {})
    return json.dumps(raw, ensure_ascii=False, sort_keys=True) if raw else ""


def merge_event_drafts(original: Event | None, seen: str, window: str, stored: str) -> str:
    """The draft of what a window last saw, what it holds, and what another one stored meanwhile."""
    base, own, other = (read_event_draft(draft, original) for draft in (seen, window, stored))
    return write_event_draft(merge_content(base, own, other))


def event_of(content: FormContent) -> Event:
    """The event that stands in the form; EventRefused says what is missing or does not fit."""
    kind, title, begin, end = (str(content.answers.get(name) or "") for name in EVENT_FIELDS)
    if kind not in list(EventKind):
        raise EventRefused(EventFault.NO_KIND)
    if not begin:
        raise EventRefused(EventFault.NO_DAY)
    last = date.fromisoformat(end) if end else None
    return Event(EventKind(kind), " ".join(title.split()), date.fromisoformat(begin), last)


def merge_event(original: Event, stored: Event, event: Event) -> Event | None:
    """A changed event with what another window saved since; None where both changed the same field."""
    changed = {name: getattr(stored, name) for name in EVENT_FIELDS if getattr(stored, name) != getattr(original, name)}
    if any(getattr(event, name) not in (changed[name], getattr(original, name)) for name in changed):
        return None
    return replace(event, **changed)


def field_value(name: str, raw: object) -> EventKind | date | str | None:
    """A raw value as the field's widget holds it: a kind, a day or None, or a text."""
    text = str(raw or "")
    if name == "title":
        return text
    return None if not text else EventKind(text) if name == "kind" else date.fromisoformat(text)


def field_text(name: str, raw: object) -> str:
    """A raw value in words, for a choice between two windows."""
    value = field_value(name, raw)
    if not value:
        return words.form.LEAVE_EMPTY
    if isinstance(value, EventKind):
        return words.events.kind_name(value)
    return words.weeks.day(value) if isinstance(value, date) else value


def field_label(name: str) -> str:
    """The label of a field."""
    return {
        "kind": words.events.KIND, "title": words.events.OWN_WORDS,
        "begin": words.events.BEGIN, "end": words.events.END,
    }[name]  # fmt: skip
