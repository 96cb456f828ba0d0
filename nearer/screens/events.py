"""Events from the screen: adding, changing and deleting one. What stands in the form is kept until it is sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from nearer.database.row_errors import NotFound, NotSaved
from nearer.domain.events import Event, EventRefused
from nearer.domain.roles_and_audiences import Part, SharedPart
from nearer.language.domain_sentences import explain_fault
from nearer.presenters.closeness import Closeness
from nearer.presenters.events import event_of, merge_event
from nearer.screens.event_form import EVENT_FORM, OpenEvent, draw_event_fields, is_as_seen, put_away
from nearer.screens.next_thing import draw_after_saving
from nearer.session.actions import draw_message, is_just_saved, note_saved, set_message
from nearer.session.person import current_person
from nearer.session.text_drafts import draw_saved_state
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
from nearer.views import text as words
from nearer.views.drawings import draw_drawing
from nearer.views.layout.escape import list_markup, markup
from nearer.views.layout.frame import caption, warning
from nearer.views.layout.lists import row_with_act

MESSAGE = "event-message"


def draw_events(closeness: Closeness) -> None:
    """One's own dates with their buttons, what the partner shows, and the form."""
    caption(words.events.LEAD if closeness.events else f"{words.events.LEAD} {words.events.NONE_YET}")
    for saved in closeness.events:
        sentence, change = words.events.dated(saved.event), partial(_open, saved)
        row_with_act(sentence, words.events.CHANGE, f"event-row-{saved.id}", change)
    for sentence in closeness.event_sentences():
        caption(sentence)
    partner = closeness.session.members.partner
    if closeness.partner_events and partner is not None:
        _draw_partner_events(words.events.shared_by(partner.nickname), closeness.partner_events)
    draw_message(MESSAGE)
    if is_just_saved(EVENT_FORM):
        draw_drawing("saved")
        draw_after_saving(closeness.session, SharedPart(Part.EVENTS) if len(closeness.events) == 1 else None)
    _draw_form(st.session_state.setdefault(EVENT_FORM, OpenEvent()))


def _draw_partner_events(title: str, events: Sequence[Event]) -> None:
    st.html(list_markup([words.events.dated(event) for event in events], "", title))


@st.fragment
def _draw_form(form: OpenEvent) -> None:
    if current_person() is None or st.session_state.get(EVENT_FORM) != form:
        st.rerun()
    st.html(markup("<h3>{}</h3>", words.events.CHANGE_TITLE if form.original else words.events.ADD_TITLE))
    draw_event_fields(form)
    if form.problem:
        warning(form.problem)
    draw_saved_state(form.draft)
    label = words.events.SAVE if form.original else words.events.ADD
    st.button(label, key=form.field("save"), type="primary", on_click=_save)
    if form.original:
        with st.container(horizontal=True):
            st.button(words.events.LEAVE, key="event-leave", on_click=_close_form)
            st.button(words.events.DELETE, key="event-delete", on_click=_delete)


def _open(saved: SavedEvent) -> None:
    st.session_state[EVENT_FORM] = OpenEvent(saved.id, saved.event)


def _close_form(message: str = "") -> None:
    """Put the form away, with what was kept of it."""
    if (form := st.session_state.get(EVENT_FORM)) is not None:
        put_away(form)
    st.session_state[EVENT_FORM] = OpenEvent()
    set_message(message, MESSAGE)


def _save() -> None:
    session, form = current_person(), st.session_state.get(EVENT_FORM)
    if session is None or form is None:
        return
    if not is_as_seen(form):
        st.session_state[EVENT_FORM] = replace(form, problem=words.form.LOOK_AGAIN)
        return
    try:
        if not _save_event(session, form, event_of(form.content)):
            return
    except EventRefused as refused:
        st.session_state[EVENT_FORM] = replace(form, problem=str(explain_fault(refused)))
    except NotSaved as refused:
        st.session_state[EVENT_FORM] = replace(form, problem=str(refused))
    except NotFound:
        _close_form(words.events.GONE)
    else:
        _close_form(words.events.CHANGED if form.original else words.events.ADDED)
        note_saved(EVENT_FORM)


def _save_event(session: PersonSession, form: OpenEvent, event: Event) -> bool:
    """False where another window changed the same: the form says how it is saved now, and saves over it only when it is
    pressed once more. NotFound when it was deleted."""
    if form.original is None:
        save_event(session.notebook, session.principal, event, form.key, session.now)
        return True
    own = read_own_events(session.notebook, session.principal)
    stored = next((saved.event for saved in own if saved.id == form.key), None)
    if stored is None:
        raise NotFound
    merged = merge_event(form.original, stored, event)
    if merged is None:
        problem = words.events.changed_elsewhere(stored)
        st.session_state[EVENT_FORM] = replace(form, original=stored, problem=problem)
        return False
    change_event(session.notebook, session.principal, merged, form.key, session.now)
    return True


def _delete() -> None:
    session, form = current_person(), st.session_state.get(EVENT_FORM)
    if session is None or form is None:
        return
    try:
        deleted = delete_event(session.notebook, session.principal, form.key)
    except NotSaved as refused:
        st.session_state[EVENT_FORM] = replace(form, problem=str(refused))
        return
    if deleted is not None:
        offer_undo(words.undo.EVENT, restore_event, deleted)
    _close_form()
