"""Events from the screen: adding, changing and deleting one. What stands in the form is kept until it is sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial

import streamlit as st

from nearer.domain.events import Event, EventKind, EventRefused
from nearer.presenters.closeness import Closeness
from nearer.screens.event_form import FIELDS, FORM, OpenEvent, draw_event_fields, is_as_seen, put_away
from nearer.session.actions import draw_message, set_message
from nearer.session.person import current_person
from nearer.session.text_drafts import say_kept
from nearer.session.undo import offer_undo
from nearer.session.values import PersonSession
from nearer.storage.couple.events import (
    SavedEvent,
    change_event,
    delete_event,
    read_own_events,
    restore_event,
    save_event,
)
from nearer.storage.errors import NotFound, NotSaved
from nearer.views import text as words
from nearer.views.layout.escape import markup
from nearer.views.layout.frame import caption, warning

MESSAGE = "event-message"


def draw_events(closeness: Closeness) -> None:
    """One's own dates with their buttons, what the partner shows, and the form."""
    caption(words.events.LEAD if closeness.events else f"{words.events.LEAD} {words.events.NONE_YET}")
    draw_message(MESSAGE)
    for one in closeness.events:
        _own_event(one)
    for sentence in closeness.around():
        caption(sentence)
    partner = closeness.visit.household.partner
    if closeness.shown_events and partner is not None:
        _theirs(words.events.shared_by(partner.nickname), closeness.shown_events)
    _form(st.session_state.setdefault(FORM, OpenEvent()))


def _own_event(saved: SavedEvent) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"event-row-{saved.id}"):
        st.html(markup("<p>{}</p>", words.events.dated(saved.event)))
        st.button(words.events.CHANGE, key=f"change-{saved.id}", on_click=partial(_open, saved))


def _theirs(title: str, events: Sequence[Event]) -> None:
    lines = map(words.events.dated, events)
    st.html(markup("<h3>{}</h3><ul>" + "<li>{}</li>" * len(events) + "</ul>", title, *lines))


@st.fragment
def _form(form: OpenEvent) -> None:
    if current_person() is None or st.session_state.get(FORM) != form:
        st.rerun()
    st.html(markup("<h3>{}</h3>", words.events.CHANGE_TITLE if form.original else words.events.ADD_TITLE))
    draw_event_fields(form)
    if form.trouble:
        warning(form.trouble)
    say_kept(form.draft)
    st.button(
        words.events.SAVE if form.original else words.events.ADD, key=form.field("save"), type="primary", on_click=_save
    )
    if form.original:
        with st.container(horizontal=True):
            st.button(words.events.LEAVE, key="event-leave", on_click=_done)
            st.button(words.events.DELETE, key="event-delete", on_click=_delete)


def _open(saved: SavedEvent) -> None:
    st.session_state[FORM] = OpenEvent(saved.id, saved.event)


def _done(message: str = "") -> None:
    """Put the form away, with what was kept of it."""
    if (form := st.session_state.get(FORM)) is not None:
        put_away(form)
    st.session_state[FORM] = OpenEvent()
    set_message(message, MESSAGE)


def _save() -> None:
    session, form = current_person(), st.session_state.get(FORM)
    if session is None or form is None:
        return
    if not is_as_seen(form):
        st.session_state[FORM] = replace(form, trouble=words.form.LOOK_AGAIN)
        return
    try:
        event = _written(form)
        if form.original is None:
            save_event(session.notebook, session.principal, event, form.key, session.now)
        elif (merged := _merged(session, form, event)) is not None:
            change_event(session.notebook, session.principal, merged, form.key, session.now)
        else:
            return
    except (EventRefused, NotSaved) as refused:
        st.session_state[FORM] = replace(form, trouble=str(refused))
    except NotFound:
        _done(words.events.GONE)
    else:
        _done(words.events.CHANGED if form.original else words.events.ADDED)


def _merged(session: PersonSession, form: OpenEvent, event: Event) -> Event | None:
    """With what another window changed since the form was opened; None where both changed the same thing: the form
    says how it is saved now, and saves over it only when it is pressed once more. NotFound when it was deleted."""
    stored = next(
        (one.event for one in read_own_events(session.notebook, session.principal) if one.id == form.key), None
    )
    if stored is None or form.original is None:
        raise NotFound
    changed = {name: getattr(stored, name) for name in FIELDS if getattr(stored, name) != getattr(form.original, name)}
    both = [name for name in changed if getattr(event, name) not in (changed[name], getattr(form.original, name))]
    if both:
        trouble = words.events.changed_elsewhere(stored)
        st.session_state[FORM] = replace(form, original=stored, trouble=trouble)
        return None
    return replace(event, **changed)


def _delete() -> None:
    session, form = current_person(), st.session_state.get(FORM)
    if session is None or form is None:
        return
    try:
        dropped = delete_event(session.notebook, session.principal, form.key)
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
