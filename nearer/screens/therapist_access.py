"""Letting a therapist read, from the person's screen: the code, the six words, part by part, and what was opened."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import partial

import streamlit as st

from nearer.presenters.hand_over import last_day
from nearer.presenters.sharing import load_own_therapists
from nearer.privacy.typed_codes import MAX_TYPED_CODE
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
    therapists = load_own_therapists(session)
    connected = [one for one in therapists if one.ended_by(session.now) is None]
    draw_message(MESSAGE)
    if len(connected) == 1:
        section_header(words.therapist_access.grant_title(connected[0].name))
        _draw_connected(session, connected[0])
    for therapist in connected if connected[1:] else ():
        title = plain_own(words.therapist_access.grant_title(therapist.name))
        lazy_expander(title, f"therapist-reads-{therapist.reader}", partial(_draw_connected, session, therapist))
    _draw_ended(session, therapists)
    if connected:
        lazy_expander(words.therapist_access.ANOTHER_TITLE, "another-therapist", partial(_draw_another, connected))
    else:
        section_header(words.therapist_access.LET_IN_TITLE, words.therapist_access.LET_IN_LEAD)
        _draw_meeting()
    read = partial(read_access_log, session.notebook, session.principal)
    access_days = session.load_until_written("access log", read)
    if access_days:
        section_header(words.therapist_access.OPENED_TITLE, words.therapist_access.OPENED_LEAD)
        plain_list([words.therapist_access.access_sentence(one.name, one.what, one.day) for one in access_days])


def _draw_connected(session: PersonSession, therapist: OwnTherapist) -> None:
    caption(words.therapist_access.connected_with(therapist.name, session.day_of(therapist.since)))
    if (until := last_day(session, therapist.until)) is not None:
        caption(words.hand_over.covers_until(therapist.name, until))
    caption(words.therapist_access.key_words(" ".join(therapist.words)))
    if therapist.as_compared:
        _draw_granted(session, therapist)
        draw_counting(session, therapist.reader, therapist.name)
    else:
        warning(words.therapist_access.KEY_CHANGED)
    section_header(words.therapist_access.END_TITLE, words.therapist_access.end_lead(therapist.name))
    label, key = plain_own(words.therapist_access.end(therapist.name)), f"end-{therapist.reader}"
    st.button(label, key=key, on_click=_end_access, args=(therapist.reader,))


def _draw_granted(session: PersonSession, therapist: OwnTherapist) -> None:
    """One step for the first time, then a switch for each."""
    audiences = read_audiences(session.notebook, session.principal)
    if any(therapist.reader in audience.others for part, audience in audiences.items() if part != TO_BE_COUNTED):
        draw_switches(session, therapist.reader, therapist.name)
    else:
        draw_first_grant(session, therapist.reader, therapist.name)


def _draw_ended(session: PersonSession, therapists: Sequence[OwnTherapist]) -> None:
    for therapist in therapists:
        ended = therapist.ended_by(session.now)
        if ended is not None and ended == therapist.until and (last := last_day(session, ended)) is not None:
            caption(words.hand_over.covered_until(therapist.name, last))
        elif ended is not None:
            caption(words.therapist_access.ended_with(therapist.name, session.day_of(ended)))


def _draw_another(connected: Sequence[OwnTherapist]) -> None:
    caption(words.therapist_access.another_lead([one.name for one in connected]))
    _draw_meeting()


def _draw_meeting() -> None:
    offered: TherapistOffer | None = st.session_state.get(OFFERED_KEY)
    draw_message(MEETING_PLACE)
    if offered is None:
        st.text_input(words.therapist_access.CODE_LABEL, key=TYPED_CODE, max_chars=MAX_TYPED_CODE, autocomplete="off")
        st.button(words.therapist_access.FIND, key="find-therapist", on_click=_find)
        return
    section_header(
        words.therapist_access.compare_title(offered.name), words.therapist_access.compare_lead(offered.name)
    )
    six_words(offered.keys.words)
    plain_list(words.therapist_access.agreement(offered.name))
    with st.container(horizontal=True, key="compare-steps"):
        st.button(words.therapist_access.SAME_WORDS, key="same-words", type="primary", on_click=_connect)
        st.button(words.therapist_access.OTHER_WORDS, key="other-words", on_click=_forget)


def _find() -> None:
    code = str(st.session_state.get(TYPED_CODE, ""))

    def change(session: PersonSession) -> None:
        offered = read_therapist_offer(session.notebook, session.principal, code, session.now)
        st.session_state[OFFERED_KEY] = offered

    run_action(change, place=MEETING_PLACE)


def _connect() -> None:
    offered: TherapistOffer | None = st.session_state.pop(OFFERED_KEY, None)
    if offered is None:
        return
    notice = "\n".join(words.therapist_access.agreement(offered.name))
    meeting = KeyComparison(offered.code, offered.keys, hashlib.sha256(notice.encode()).hexdigest())
    run_action(
        lambda session: save_connection(session.notebook, session.principal, meeting, session.now),
        words.therapist_access.connected_now(offered.name),
        MESSAGE,
    )


def _forget() -> None:
    st.session_state.pop(OFFERED_KEY, None)
    set_message(words.therapist_access.NOT_CONNECTED, MEETING_PLACE)


def _end_access(reader: str) -> None:
    run_action(
        lambda session: end_connection(session.notebook, session.principal, reader, session.now),
        words.therapist_access.ENDED,
        MESSAGE,
    )
