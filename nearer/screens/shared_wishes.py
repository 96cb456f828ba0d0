"""What two people say to each other through Nearer: what would be welcome, a sentence, a page to talk about."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Literal
from uuid import UUID, uuid4

import streamlit as st

from nearer.presenters.shared_messages import read_own_lines
from nearer.presenters.shared_wishes import agreement_days, welcome_list, welcome_texts
from nearer.privacy.principal import Principal
from nearer.screens.next_thing import draw_next_line
from nearer.session.actions import draw_message, note_saved, run_action
from nearer.session.person import current_person
from nearer.session.text_drafts import TextField, clear_fields, draw_line, draw_saved_state
from nearer.session.undo import offer_undo
from nearer.session.values import PersonSession
from nearer.storage.couple.mutual_agreements import (
    add_marks,
    read_agreements,
    save_marks,
    withdraw_marks,
)
from nearer.storage.couple.partner_messages import (
    PartnerMessage,
    delete_messages,
    post_message,
    read_own_messages,
)
from nearer.storage.notebook import Notebook
from nearer.views import text as words
from nearer.views.layout.escape import markup, plain
from nearer.views.layout.frame import caption, done, section_header
from nearer.views.layout.lists import row_with_act, shared_list

MARK_CHOICES = ("yes", "maybe", "not-now")
FIELDS = ("feel", "when", "wish")
MAX_FIELD_CHARACTERS = 110
MESSAGE = "wishes-message"


def draw_welcome(session: PersonSession) -> None:
    """One's own marks, each kept at once, and what both say yes to."""
    if session.members.partner is None:
        caption(words.steps.ALONE)
        return
    draw_message(MESSAGE)
    agreement = read_agreements(session.notebook, session.principal, welcome_list(), session.now)
    texts = welcome_texts()
    caption(words.steps.WELCOME_LEAD)
    caption(words.steps.welcome_chance(agreement_days()))
    if agreement.agreed:
        st.html(markup("<h3>{}</h3>", words.steps.WELCOME_BOTH))
        shared_list([texts[option] for option in agreement.agreed])
    else:
        caption(words.steps.WELCOME_NONE)
    names = words.steps.mark_names()
    for option, text in texts.items():
        key, mark = f"welcome-{option}", agreement.marks.get(option)
        index = MARK_CHOICES.index(mark) if mark in MARK_CHOICES else None
        st.radio(
            plain(text), MARK_CHOICES, index=index, format_func=names.__getitem__, key=key, horizontal=True,
            on_change=partial(_mark, option, key),
        )  # fmt: skip
    if agreement.marks:
        st.button(words.steps.WELCOME_WITHDRAW, key="welcome-withdraw", type="tertiary", on_click=_withdraw)


@st.fragment
def draw_feel() -> None:
    """Three fields that make a sentence."""
    session = current_person()
    if session is None:
        st.rerun()
    caption(words.steps.FEEL_LEAD)
    fields = {name: TextField(f"feel-{name}", MAX_FIELD_CHARACTERS) for name in FIELDS}
    draw_line(fields["feel"], words.steps.FEEL, words.steps.FEEL_EXAMPLE)
    draw_line(fields["when"], words.steps.WHEN, words.steps.WHEN_EXAMPLE)
    draw_line(fields["wish"], words.steps.WISH, words.steps.WISH_EXAMPLE)
    draw_saved_state(*fields.values())
    draw_message(MESSAGE)
    draw_next_line(session, MESSAGE)
    wishes = {name: " ".join(fields[name].text.split()).rstrip(".") for name in FIELDS}
    if not all(wishes.values()):
        return
    sentence = words.steps.i_feel(*wishes.values())
    caption(words.steps.YOURS_TO_SAY)
    st.html(markup('<p class="nearer-claim">{}</p>', sentence))
    if session.members.partner is not None:
        name = session.members.partner.nickname
        label, confirmation = words.steps.send_to(name), words.steps.sent_to(name)
        st.button(label, key="feel-send", type="primary", on_click=partial(_send, "sentence", sentence, confirmation))


def draw_talk_about(session: PersonSession, topic: str) -> None:
    """Button on a page of the guide, when both are in: put it on the list that both see."""
    if session.members.partner is None:
        return
    draw_message(MESSAGE)
    if any(one.text == topic for one in read_own_messages(session.notebook, session.principal)):
        done(words.steps.TALK_ADDED)
        draw_next_line(session, MESSAGE)
    else:
        st.button(words.steps.TALK_ABOUT, key=f"talk-{topic}", on_click=partial(_send, "topic", topic, ""))


def draw_own_messages(session: PersonSession) -> None:
    """One's own messages to the partner, with a way to take each back."""
    if own := list(read_own_lines(session)):
        section_header(words.steps.FROM_YOU)
    for message, line in own:
        row_with_act(line, words.steps.TAKE_BACK, f"message-row-{message.key}", partial(_take_back, message.key))


def _mark(option: str, key: str) -> None:
    mark = st.session_state.get(key)

    def change(session: PersonSession) -> None:
        add_marks(session.notebook, session.principal, welcome_list(), {option: str(mark)}, session.now)

    if mark in MARK_CHOICES:
        run_action(change, place=MESSAGE)


def _withdraw() -> None:
    def change(session: PersonSession) -> None:
        marks = dict(read_agreements(session.notebook, session.principal, welcome_list(), session.now).marks)
        withdraw_marks(session.notebook, session.principal, welcome_list(), session.now)
        _show_marks({})
        offer_undo(words.undo.MARKS, _mark_again, marks)

    run_action(change, place=MESSAGE)


def _mark_again(notebook: Notebook, principal: Principal, marks: Mapping[str, str], now: datetime) -> None:
    save_marks(notebook, principal, welcome_list(), marks, now)
    _show_marks(marks)


def _show_marks(marks: Mapping[str, str]) -> None:
    for option in welcome_list().ids:
        st.session_state[f"welcome-{option}"] = marks.get(option)


def _send(kind: Literal["topic", "sentence"], text: str, confirmation: str) -> None:
    def change(session: PersonSession) -> None:
        post_message(
            session.notebook, session.principal, PartnerMessage(uuid4(), kind, text, session.today), session.now
        )
        if kind == "sentence":
            clear_fields(*(TextField(f"feel-{name}", MAX_FIELD_CHARACTERS) for name in FIELDS))

    if run_action(change, confirmation, MESSAGE):
        note_saved(MESSAGE)


def _take_back(key: UUID) -> None:
    def change(session: PersonSession) -> None:
        own = read_own_messages(session.notebook, session.principal)
        message = next((one for one in own if one.key == key), None)
        delete_messages(session.notebook, session.principal, key)
        if message is not None:
            offer_undo(words.undo.MESSAGE, post_message, message)

    run_action(change, place=MESSAGE)
