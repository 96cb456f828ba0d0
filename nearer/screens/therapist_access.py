"""Letting a therapist read, from the person's screen: the code, the six words, part by part, and what was opened."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import partial

import streamlit as st

from nearer.presenters.hand_over import last_day
from nearer.presenters.sharing import own_therapists
from nearer.screens.counting import draw_counting
from nearer.screens.sharing import draw_first_grant, draw_switches
from nearer.session.actions import draw_message, run_action, set_message
from nearer.session.values import PersonSession
from nearer.storage.couple.counting_consent import TO_BE_COUNTED
from nearer.storage.couple.sharing import read_audiences
from nearer.storage.therapist.access_log import read_access_log
from nearer.storage.therapist.therapist_connections import (
    KeyComparison,
    OwnTherapist,
    TherapistOffer,
    end_connection,
    read_therapist_offer,
    save_connection,
)
from nearer.views import text as words
from nearer.views.layout.escape import plain_own
from nearer.views.layout.expanders import lazy_expander
from nearer.views.layout.frame import caption, section_header, warning
from nearer.views.layout.lists import plain_list, six_words

TYPED_CODE, OFFERED_KEY = "therapist-code", "therapist-offered"
MESSAGE, MEETING_PLACE = "therapist-message", "meeting-message"


def draw_therapists(session: PersonSession) -> None:
    """See and change what each connected therapist may read, or connect with one."""
    every = own_therapists(session)
    connected = [one for one in every if one.ended_by(session.now) is None]
    draw_message(MESSAGE)
    if len(connected) == 1:
        _draw_connected(session, connected[0])
    for therapist in connected if connected[1:] else ():
        title = plain_own(words.therapist.grant_title(therapist.name))
        lazy_expander(title, f"therapist-reads-{therapist.reader}", partial(_draw_connected, session, therapist, False))
    _draw_ended(session, every)
    if connected:
        lazy_expander(words.therapist.ANOTHER_TITLE, "another-therapist", partial(_draw_another, connected))
    else:
        section_header(words.therapist.LET_IN_TITLE, words.therapist.LET_IN_LEAD)
        _draw_meeting()
    read = partial(read_access_log, session.notebook, session.principal)
    opened = session.load_until_written("access log", read)
    if opened:
        section_header(words.therapist.OPENED_TITLE, words.therapist.OPENED_LEAD)
        plain_list([words.therapist.opened(one.name, one.what, one.day) for one in opened])


def _draw_connected(session: PersonSession, therapist: OwnTherapist, with_title: bool = True) -> None:
    if with_title:
        section_header(words.therapist.grant_title(therapist.name))
    caption(words.therapist.connected_with(therapist.name, session.day_of(therapist.since)))
    if (until := last_day(session, therapist.until)) is not None:
        caption(words.hand_over.covers_until(therapist.name, until))
    caption(words.therapist.key_words(" ".join(therapist.words)))
    if therapist.as_compared:
        _draw_granted(session, therapist)
        draw_counting(session, therapist.reader, therapist.name)
    else:
        warning(words.therapist.KEY_CHANGED)
    section_header(words.therapist.END_TITLE, words.therapist.end_lead(therapist.name))
    label, key = plain_own(words.therapist.end(therapist.name)), f"end-{therapist.reader}"
    st.button(label, key=key, on_click=_end_access, args=(therapist.reader,))


def _draw_granted(session: PersonSession, therapist: OwnTherapist) -> None:
    """One step for the first time, then a switch for each."""
    audiences = read_audiences(session.notebook, session.principal)
    if any(therapist.reader in audience.others for part, audience in audiences.items() if part != TO_BE_COUNTED):
        draw_switches(session, therapist.reader, therapist.name)
    else:
        draw_first_grant(session, therapist.reader, therapist.name)


def _draw_ended(session: PersonSession, every: Sequence[OwnTherapist]) -> None:
    for therapist in every:
        ended = therapist.ended_by(session.now)
        if ended is not None and ended == therapist.until and (last := last_day(session, ended)) is not None:
            caption(words.hand_over.covered_until(therapist.name, last))
        elif ended is not None:
            caption(words.therapist.ended_with(therapist.name, session.day_of(ended)))


def _draw_another(connected: Sequence[OwnTherapist]) -> None:
    caption(words.therapist.another_lead([one.name for one in connected]))
    _draw_meeting()


def _draw_meeting() -> None:
    code_and_offer: tuple[str, TherapistOffer] | None = st.session_state.get(OFFERED_KEY)
    draw_message(MEETING_PLACE)
    if code_and_offer is None:
        st.text_input(words.therapist.CODE_LABEL, key=TYPED_CODE, max_chars=40, autocomplete="off")
        st.button(words.therapist.FIND, key="find-therapist", on_click=_find)
        return
    offered = code_and_offer[1]
    section_header(words.therapist.compare_title(offered.name), words.therapist.compare_lead(offered.name))
    six_words(offered.keys.words)
    plain_list(words.therapist.agreement(offered.name))
    with st.container(horizontal=True, key="compare-steps"):
        st.button(words.therapist.SAME_WORDS, key="same-words", type="primary", on_click=_connect)
        st.button(words.therapist.OTHER_WORDS, key="other-words", on_click=_forget)


def _find() -> None:
    code = str(st.session_state.get(TYPED_CODE, ""))

    def change(session: PersonSession) -> None:
        offer = read_therapist_offer(session.notebook, session.principal, code, session.now)
        st.session_state[OFFERED_KEY] = (code, offer)

    run_action(change, place=MEETING_PLACE)


def _connect() -> None:
    code_and_offer: tuple[str, TherapistOffer] | None = st.session_state.pop(OFFERED_KEY, None)
    if code_and_offer is None:
        return
    code, offered = code_and_offer
    notice = "\n".join(words.therapist.agreement(offered.name))
    meeting = KeyComparison(code, offered.keys, hashlib.sha256(notice.encode()).hexdigest())
    run_action(
        lambda session: save_connection(session.notebook, session.principal, meeting, session.now),
        words.therapist.connected_now(offered.name),
        MESSAGE,
    )


def _forget() -> None:
    st.session_state.pop(OFFERED_KEY, None)
    set_message(words.therapist.NOT_CONNECTED, MEETING_PLACE)


def _end_access(reader: str) -> None:
    run_action(
        lambda session: end_connection(session.notebook, session.principal, reader, session.now),
        words.therapist.ENDED,
        MESSAGE,
    )
