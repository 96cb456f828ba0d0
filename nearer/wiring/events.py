"""Events from the screen: adding, changing and deleting one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from uuid import UUID, uuid4

import streamlit as st

from nearer.domain import Event, EventKind, EventRefused
from nearer.domain.events import FIRST_DAY, LAST_DAY, MAX_TITLE
from nearer.storage import KeptEvent, NotFound, change_event, drop_event, keep_event
from nearer.views import words
from nearer.views.escape import markup
from nearer.views.frame import caution, quiet
from nearer.wiring.acting import say_once, will_say
from nearer.wiring.closeness import Closeness
from nearer.wiring.visit import visit

FORM, SAID = "event-form", "event-said"


@dataclass(frozen=True, slots=True)
class OpenEvent:
    """The date being written: a new one, or `held` being changed. Its key makes a second click harmless."""

    key: UUID = field(default_factory=uuid4)
    held: Event | None = None
    trouble: str = ""

    def field(self, name: str) -> str:
        return f"event-{self.key}-{name}"


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


def _form(form: OpenEvent) -> None:
    held = form.held
    st.html(markup("<h3>{}</h3>", words.events.CHANGE_TITLE if held else words.events.ADD_TITLE))
    with st.form(form.field("form"), border=False):
        kinds = list(EventKind)
        st.radio(
            words.events.KIND, kinds, index=kinds.index(held.kind) if held else None,
            format_func=words.events.kind_name, key=form.field("kind"), horizontal=True,
        )  # fmt: skip
        st.text_input(words.events.OWN_WORDS, held.title if held else "", MAX_TITLE, key=form.field("title"))
        begin, end = (held.begin, held.end) if held else (None, None)
        st.date_input(words.events.BEGIN, begin, FIRST_DAY, LAST_DAY, key=form.field("begin"), format="DD/MM/YYYY")
        st.date_input(words.events.END, end, FIRST_DAY, LAST_DAY, key=form.field("end"), format="DD/MM/YYYY")
        if form.trouble:
            caution(form.trouble)
        st.form_submit_button(words.events.SAVE if held else words.events.ADD, type="primary", on_click=_save)
    if held:
        with st.container(horizontal=True):
            st.button(words.events.LEAVE, key="event-leave", on_click=_done)
            st.button(words.events.DELETE, key="event-delete", on_click=_delete)


def _open(one: KeptEvent) -> None:
    st.session_state[FORM] = OpenEvent(one.id, one.event)


def _done(said: str = "") -> None:
    st.session_state[FORM] = OpenEvent()
    will_say(SAID, said)


def _save() -> None:
    here, form = visit(), st.session_state.get(FORM)
    if here is None or form is None:
        return
    keep: Callable[..., None] = change_event if form.held else keep_event
    try:
        keep(here.notebook, here.principal, _written(form), form.key, here.now)
    except EventRefused as refused:
        st.session_state[FORM] = OpenEvent(form.key, form.held, str(refused))
    except NotFound:
        _done(words.events.GONE)
    else:
        _done(words.events.CHANGED if form.held else words.events.ADDED)


def _delete() -> None:
    here, form = visit(), st.session_state.get(FORM)
    if here is not None and form is not None:
        drop_event(here.notebook, here.principal, form.key)
        _done(words.events.DELETED)


def _written(form: OpenEvent) -> Event:
    """The event as it stands in the form; EventRefused says what is missing."""
    kind, title, begin, end = (st.session_state.get(form.field(name)) for name in ("kind", "title", "begin", "end"))
    if kind not in list(EventKind):
        raise EventRefused(words.events.NEEDS_KIND)
    if not isinstance(begin, date):
        raise EventRefused(words.events.NEEDS_DAY)
    return Event(EventKind(kind), " ".join(str(title or "").split()), begin, end if isinstance(end, date) else None)
