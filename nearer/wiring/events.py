"""Events from the screen: adding, changing and deleting one. What stands in the form is kept until it is sent."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from uuid import UUID, uuid4

import streamlit as st

from nearer.domain import Event, EventKind, EventRefused, write_event
from nearer.domain.events import FIRST_DAY, LAST_DAY, MAX_TITLE
from nearer.storage import KeptEvent, NotFound, NotSaved, change_event, drop_event, keep_event, own_events
from nearer.storage.events import restore_event
from nearer.views import words
from nearer.views.escape import markup
from nearer.views.frame import caution, quiet
from nearer.wiring.acting import say_once, will_say
from nearer.wiring.closeness import Closeness
from nearer.wiring.text_drafts import TextField, read_draft, save_draft_of, say_kept
from nearer.wiring.undo import offer_undo
from nearer.wiring.visit import Visit, visit

FORM, SAID = "event-form", "event-said"
DAYS = ("begin", "end")
FIELDS = ("kind", "title", *DAYS)
MAX_DRAFT = 1000


@dataclass(frozen=True, slots=True)
class OpenEvent:
    """The date being written: a new one, or `held` being changed. Its key makes a second click harmless."""

    key: UUID = field(default_factory=uuid4)
    held: Event | None = None
    trouble: str = ""

    def field(self, name: str) -> str:
        return f"event-{self.key}-{name}"

    @property
    def draft(self) -> TextField:
        """Where the form is kept while it is written."""
        return TextField(f"event-{self.key if self.held else 'new'}", MAX_DRAFT)


def draw_events(shown: Closeness) -> None:
    """One's own dates with their buttons, what the partner shows, and the form."""
    quiet(words.events.LEAD if shown.events else f"{words.events.LEAD} {words.events.NONE_YET}")
    say_once(SAID)
    for one in shown.events:
        _own_event(one)
    for sentence in shown.around():
        quiet(sentence)
    partner = shown.visit.household.partner
    if shown.shown_events and partner is not None:
        _theirs(words.events.shared_by(partner.nickname), shown.shown_events)
    _form(st.session_state.setdefault(FORM, OpenEvent()))


def _own_event(one: KeptEvent) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"event-row-{one.id}"):
        st.html(markup("<p>{}</p>", words.events.dated(one.event)))
        st.button(words.events.CHANGE, key=f"change-{one.id}", on_click=partial(_open, one))


def _theirs(title: str, events: Sequence[Event]) -> None:
    lines = map(words.events.dated, events)
    st.html(markup("<h3>{}</h3><ul>" + "<li>{}</li>" * len(events) + "</ul>", title, *lines))


@st.fragment
def _form(form: OpenEvent) -> None:
    if visit() is None or st.session_state.get(FORM) != form:
        st.rerun()
    st.html(markup("<h3>{}</h3>", words.events.CHANGE_TITLE if form.held else words.events.ADD_TITLE))
    _fill(form)
    changed = partial(_keep_draft, form)
    kinds = list(EventKind)
    st.radio(
        words.events.KIND, kinds, None, words.events.kind_name, form.field("kind"), horizontal=True, on_change=changed
    )
    st.text_input(words.events.OWN_WORDS, max_chars=MAX_TITLE, key=form.field("title"), on_change=changed)
    for name, label in (("begin", words.events.BEGIN), ("end", words.events.END)):
        st.date_input(
            label, None, FIRST_DAY, LAST_DAY, key=form.field(name), format="DD/MM/YYYY", on_change=changed
        )  # fmt: skip
    if form.trouble:
        caution(form.trouble)
    say_kept(form.draft)
    st.button(
        words.events.SAVE if form.held else words.events.ADD, key=form.field("save"), type="primary", on_click=_save
    )
    if form.held:
        with st.container(horizontal=True):
            st.button(words.events.LEAVE, key="event-leave", on_click=_done)
            st.button(words.events.DELETE, key="event-delete", on_click=_delete)


def _fill(form: OpenEvent) -> None:
    """Into empty widgets goes what was typed last, or the event that is changed."""
    if form.field("title") in st.session_state:
        return
    kept = read_draft(form.draft)
    raw = json.loads(kept) if kept else write_event(form.held) if form.held else dict.fromkeys(FIELDS)
    st.session_state[form.draft.key] = kept
    for name in FIELDS:
        text = raw[name] or ""
        value = (
            EventKind(text) if name == "kind" and text else date.fromisoformat(text) if name in DAYS and text else text
        )
        st.session_state[form.field(name)] = value if name == "title" else value or None


def _keep_draft(form: OpenEvent) -> None:
    values = {name: st.session_state.get(form.field(name)) for name in FIELDS}
    raw = {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
    kept = json.dumps(raw, ensure_ascii=False) if any(raw.values()) else ""
    st.session_state[form.draft.key] = kept
    save_draft_of(form.draft, kept)


def _open(one: KeptEvent) -> None:
    st.session_state[FORM] = OpenEvent(one.id, one.event)


def _done(said: str = "") -> None:
    """Put the form away, with what was kept of it."""
    if (form := st.session_state.get(FORM)) is not None:
        save_draft_of(form.draft, "")
    st.session_state[FORM] = OpenEvent()
    will_say(SAID, said)


def _save() -> None:
    here, form = visit(), st.session_state.get(FORM)
    if here is None or form is None:
        return
    try:
        event = _written(form)
        if form.held is None:
            keep_event(here.notebook, here.principal, event, form.key, here.now)
        elif (merged := _merged(here, form, event)) is not None:
            change_event(here.notebook, here.principal, merged, form.key, here.now)
        else:
            return
    except (EventRefused, NotSaved) as refused:
        st.session_state[FORM] = replace(form, trouble=str(refused))
    except NotFound:
        _done(words.events.GONE)
    else:
        _done(words.events.CHANGED if form.held else words.events.ADDED)


def _merged(here: Visit, form: OpenEvent, event: Event) -> Event | None:
    """With what another window changed since the form was opened; None where both changed the same thing: the form
    says how it is saved now, and saves over it only when it is pressed once more. NotFound when it was deleted."""
    stored = next((one.event for one in own_events(here.notebook, here.principal) if one.id == form.key), None)
    if stored is None or form.held is None:
        raise NotFound
    theirs = {name: getattr(stored, name) for name in FIELDS if getattr(stored, name) != getattr(form.held, name)}
    both = [name for name in theirs if getattr(event, name) not in (theirs[name], getattr(form.held, name))]
    if both:
        trouble = words.events.changed_elsewhere(stored)
        st.session_state[FORM] = replace(form, held=stored, trouble=trouble)
        return None
    return replace(event, **theirs)


def _delete() -> None:
    here, form = visit(), st.session_state.get(FORM)
    if here is None or form is None:
        return
    try:
        dropped = drop_event(here.notebook, here.principal, form.key)
    except NotSaved as refused:
        st.session_state[FORM] = replace(form, trouble=str(refused))
        return
    if dropped is not None:
        offer_undo(words.undo.EVENT, restore_event, dropped)
    _done()


def _written(form: OpenEvent) -> Event:
    """The event as it stands in the form; EventRefused says what is missing."""
    kind, title, begin, end = (st.session_state.get(form.field(name)) for name in ("kind", "title", "begin", "end"))
    if kind not in list(EventKind):
        raise EventRefused(words.events.NEEDS_KIND)
    if not isinstance(begin, date):
        raise EventRefused(words.events.NEEDS_DAY)
    return Event(EventKind(kind), " ".join(str(title or "").split()), begin, end if isinstance(end, date) else None)
