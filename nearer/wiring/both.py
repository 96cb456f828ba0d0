"""What two people say to each other through Nearer: what would be welcome, a sentence, a page to talk about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial
from typing import Literal
from uuid import UUID, uuid4

import streamlit as st

from nearer.privacy import Principal
from nearer.shipped import shipped_gentle_things, shipped_guide
from nearer.storage import (
    Notebook,
    Said,
    Things,
    look_together,
    mark_together,
    own_said,
    said_by_partner,
    say,
    unsay,
    withdraw_together,
)
from nearer.views import words
from nearer.views.escape import markup, plain
from nearer.views.frame import part_top, quiet
from nearer.views.steps import said_lines
from nearer.wiring.acting import act, say_once
from nearer.wiring.text_drafts import TextField, clear_fields, draw_line, say_kept
from nearer.wiring.undo import offer_undo
from nearer.wiring.visit import Visit, visit

MARKS = ("yes", "maybe", "not-now")
FEEL = {"feel": (words.steps.FEEL, words.steps.FEEL_EXAMPLE), "when": (words.steps.WHEN, words.steps.WHEN_EXAMPLE)}
FIELDS = FEEL | {"wish": (words.steps.WISH, words.steps.WISH_EXAMPLE)}
LONGEST_FIELD = 110
SAID = "both-said"


def gentle_things() -> Things:
    """The list of what would be welcome, left to chance."""
    return Things("gentle", tuple(thing.id for thing in shipped_gentle_things().things), chance=True)


def sure_of_no() -> str:
    """How sure an absence in that list can make, for the about page."""
    return words.steps.sure_of_no(round(100 * gentle_things().most_sure_of_no))


def draw_welcome(here: Visit) -> None:
    """One's own marks, each kept at once, and what both say yes to."""
    if here.household.partner is None:
        quiet(words.steps.ALONE)
        return
    say_once(SAID)
    together = look_together(here.notebook, here.principal, gentle_things(), here.now)
    texts = {thing.id: thing.text for thing in shipped_gentle_things().things}
    quiet(words.steps.WELCOME_LEAD)
    quiet(words.steps.WELCOME_CHANCE)
    if together.both:
        st.html(markup("<h3>{}</h3>", words.steps.WELCOME_BOTH))
        said_lines(texts[thing] for thing in together.both)
    else:
        quiet(words.steps.WELCOME_NONE)
    names = words.steps.mark_names()
    for thing, text in texts.items():
        key, held = f"welcome-{thing}", together.marks.get(thing)
        index = MARKS.index(held) if held in MARKS else None
        st.radio(
            plain(text), MARKS, index=index, format_func=names.__getitem__, key=key, horizontal=True,
            on_change=partial(_mark, thing, key),
        )  # fmt: skip
    if together.marks:
        st.button(words.steps.WELCOME_WITHDRAW, key="welcome-withdraw", type="tertiary", on_click=_withdraw)


@st.fragment
def draw_feel() -> None:
    """Three fields that make a sentence."""
    here = visit()
    if here is None:
        st.rerun()
    quiet(words.steps.FEEL_LEAD)
    say_once(SAID)
    fields = {name: TextField(f"feel-{name}", LONGEST_FIELD) for name in FIELDS}
    for name, (label, example) in FIELDS.items():
        draw_line(fields[name], label, example)
    say_kept(*fields.values())
    written = {name: " ".join(fields[name].text.split()).rstrip(".") for name in FIELDS}
    if not all(written.values()):
        return
    sentence = words.steps.i_feel(*written.values())
    quiet(words.steps.YOURS_TO_SAY)
    st.html(markup('<p class="nearer-claim">{}</p>', sentence))
    if here.household.partner is not None:
        name = here.household.partner.nickname
        label, kept = words.steps.send_to(name), words.steps.sent_to(name)
        st.button(label, key="feel-send", type="primary", on_click=partial(_say, "sentence", sentence, kept))


def draw_talk_about(here: Visit, topic: str) -> None:
    """Button on a page of the guide, when both are in: put it on the list that both see."""
    if here.household.partner is None:
        return
    say_once(SAID)
    if any(one.text == topic for one in own_said(here.notebook, here.principal)):
        quiet(words.steps.TALK_ADDED)
    else:
        st.button(words.steps.TALK_ABOUT, key=f"talk-{topic}", on_click=partial(_say, "topic", topic, ""))


def draw_said(here: Visit) -> None:
    """What the other put here, and one's own with a way to take it back."""
    partner = here.household.partner
    if partner is None:
        return
    if theirs := said_by_partner(here.notebook, here.principal):
        part_top(words.steps.from_partner(partner.nickname))
        said_lines(_lines(theirs))
    if own := own_said(here.notebook, here.principal):
        part_top(words.steps.FROM_YOU)
        for one, line in zip(own, _lines(own), strict=True):
            with st.container(horizontal=True, vertical_alignment="center", key=f"said-row-{one.key}"):
                st.html(markup("<p>{}</p>", line))
                st.button(words.steps.TAKE_BACK, key=f"unsay-{one.key}", on_click=partial(_unsay, one.key))


def end_both(here: Visit) -> None:
    """Take back every yes and all that was said, as sharing ends."""
    withdraw_together(here.notebook, here.principal, None, here.now)
    unsay(here.notebook, here.principal, None)


def _lines(said: Iterable[Said]) -> Iterable[str]:
    titles = {topic.id: topic.title for topic in shipped_guide().topics.values()}
    return [words.steps.talk_about(titles.get(one.text, one.text)) if one.kind == "topic" else one.text for one in said]


def _mark(thing: str, key: str) -> None:
    mark = st.session_state.get(key)

    def change(here: Visit) -> None:
        marks = dict(look_together(here.notebook, here.principal, gentle_things(), here.now).marks)
        mark_together(here.notebook, here.principal, gentle_things(), marks | {thing: str(mark)}, here.now)

    if mark in MARKS:
        act(SAID, change)


def _withdraw() -> None:
    def change(here: Visit) -> None:
        marks = dict(look_together(here.notebook, here.principal, gentle_things(), here.now).marks)
        withdraw_together(here.notebook, here.principal, gentle_things(), here.now)
        _show_marks({})
        offer_undo(words.undo.MARKS, _mark_again, marks)

    act(SAID, change)


def _mark_again(notebook: Notebook, principal: Principal, marks: Mapping[str, str], now: datetime) -> None:
    mark_together(notebook, principal, gentle_things(), marks, now)
    _show_marks(marks)


def _show_marks(marks: Mapping[str, str]) -> None:
    for thing in gentle_things().ids:
        st.session_state[f"welcome-{thing}"] = marks.get(thing)


def _say(kind: Literal["topic", "sentence"], text: str, said: str) -> None:
    def change(here: Visit) -> None:
        say(here.notebook, here.principal, Said(uuid4(), kind, text, here.today), here.now)
        if kind == "sentence":
            clear_fields(*(TextField(f"feel-{name}", LONGEST_FIELD) for name in FIELDS))

    act(SAID, change, said)


def _unsay(key: UUID) -> None:
    def change(here: Visit) -> None:
        taken = next((one for one in own_said(here.notebook, here.principal) if one.key == key), None)
        unsay(here.notebook, here.principal, key)
        if taken is not None:
            offer_undo(words.undo.MESSAGE, say, taken)

    act(SAID, change)
