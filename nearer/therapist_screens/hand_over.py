"""Handing a couple over, or asking a colleague to cover: the colleague's code, six words, and for how long."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from uuid import UUID
from zoneinfo import ZoneInfo

import streamlit as st

from nearer.caseload.couple import Couple
from nearer.hand_over.hand_over_proposals import (
    HandOverRequest,
    HandOverState,
    propose_hand_over,
    read_colleague,
    read_hand_over,
    withdraw_hand_over,
)
from nearer.hand_over.handed_notes import HandedNotes, read_handed_notes
from nearer.privacy.typed_codes import MAX_TYPED_CODE
from nearer.session.actions import run_therapist_action
from nearer.session.therapist import current_therapist_or_stop
from nearer.session.values import TherapistSession
from nearer.storage.therapist.therapist_connections import TherapistOffer
from nearer.views import text as words
from nearer.views.layout.expanders import lazy_expander
from nearer.views.layout.frame import caption
from nearer.views.layout.lists import plain_list, six_words

COLLEAGUE_CODE, COLLEAGUE, HOW_LONG, COVER_DAY = "colleague-code", "colleague-offered", "cover-long", "cover-day"


def handed_notes_of(couple: Couple) -> HandedNotes | None:
    """The notes that a colleague handed over with this couple, read once; None without any."""
    session, key = couple.session, couple.record.couple
    read = partial(read_handed_notes, session.notebook, session.therapist, key, session.now)
    return session.read_once("handed notes", key, read)


def _draw_handed_notes(session: TherapistSession, couple: Couple) -> None:
    """Nothing stands here without any."""
    handed = handed_notes_of(couple)
    if handed is None:
        return
    if handed.is_waiting:
        caption(words.hand_over.notes_wait(handed.by))
    elif handed.is_lost:
        caption(words.hand_over.notes_lost(handed.by))
    elif handed.until is not None:
        caption(words.hand_over.notes_until(handed.by, _last_day(session, handed.until)))
    elif handed.notes:
        caption(words.hand_over.notes_of(handed.by))
    for note in handed.notes:
        caption(words.weeks.day(note.day))
        st.text(note.text)


def draw_hand_over(couple: Couple) -> None:
    """The notes that came along, what was asked and answered, and a fold to ask."""
    session, key = current_therapist_or_stop(), couple.record.couple
    _draw_handed_notes(session, couple)
    state = read_hand_over(session.notebook, session.therapist, key)
    if state is not None:
        _draw_state(session, key, state)
    if couple.connected:
        lazy_expander(words.hand_over.TITLE, "hand-over", partial(_draw_asking, key))


def _draw_state(session: TherapistSession, couple: UUID, state: HandOverState) -> None:
    until = None if state.until is None else _last_day(session, state.until)
    proposed = session.day_of(state.proposed)
    caption(words.hand_over.asked_on(state.colleague, proposed, until))
    plain_list([words.hand_over.answer_of(name, agreed) for name, agreed in state.answers])
    if not all(agreed for _name, agreed in state.answers):
        st.button(
            words.hand_over.WITHDRAW, key="withdraw-hand-over", type="tertiary", on_click=_withdraw, args=(couple,)
        )


def _draw_asking(couple: UUID) -> None:
    colleague: TherapistOffer | None = st.session_state.get(COLLEAGUE)
    if colleague is None:
        caption(words.hand_over.CODE_LEAD)
        st.text_input(words.hand_over.CODE_LABEL, key=COLLEAGUE_CODE, max_chars=MAX_TYPED_CODE, autocomplete="off")
        st.button(words.therapist_access.FIND, key="find-colleague", on_click=_find)
        return
    caption(words.hand_over.compare_lead(colleague.name))
    six_words(colleague.keys.words)
    lengths = {"good": words.hand_over.FOR_GOOD, "time": words.hand_over.FOR_A_TIME}
    st.radio(words.hand_over.HOW_LONG, list(lengths), key=HOW_LONG, format_func=lengths.__getitem__, horizontal=True)
    if st.session_state.get(HOW_LONG) == "time":
        st.date_input(words.hand_over.LAST_DAY, value=None, key=COVER_DAY, format="DD.MM.YYYY")
    with st.container(horizontal=True, key="hand-over-steps"):
        st.button(words.hand_over.ASK, key="ask-hand-over", type="primary", on_click=_ask, args=(couple,))
        st.button(words.therapist_access.OTHER_WORDS, key="other-colleague", on_click=_forget)


def _find() -> None:
    code = str(st.session_state.get(COLLEAGUE_CODE, ""))

    def change(session: TherapistSession) -> None:
        st.session_state[COLLEAGUE] = read_colleague(session.notebook, session.therapist, code, session.now)

    run_therapist_action(change)


def _ask(couple: UUID) -> None:
    colleague: TherapistOffer = st.session_state[COLLEAGUE]
    for_a_time, day = st.session_state.get(HOW_LONG) == "time", st.session_state.get(COVER_DAY)

    def change(session: TherapistSession) -> str:
        until = _end_of(session, day) if for_a_time and isinstance(day, date) else None
        if for_a_time and until is None:
            return words.hand_over.NO_DAY
        request = HandOverRequest(colleague.code, colleague.keys, until)
        propose_hand_over(session.notebook, session.therapist, couple, request, session.now)
        _forget()
        return words.hand_over.now_asked(colleague.name)

    run_therapist_action(change)


def _forget() -> None:
    for key in (COLLEAGUE, COLLEAGUE_CODE, HOW_LONG, COVER_DAY):
        st.session_state.pop(key, None)


def _withdraw(couple: UUID) -> None:
    run_therapist_action(
        lambda session: withdraw_hand_over(session.notebook, session.therapist, couple), words.hand_over.WITHDRAWN
    )


def _end_of(session: TherapistSession, day: date) -> datetime:
    """The end of the last day, where the therapist lives, in UTC."""
    zone = ZoneInfo(session.therapist.zone)
    return datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC)


def _last_day(session: TherapistSession, until: datetime) -> date:
    return session.day_of(until - timedelta(seconds=1))
