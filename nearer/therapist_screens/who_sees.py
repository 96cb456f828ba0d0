"""Choosing who sees a questionnaire: everybody who is connected, or a few people by name."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import streamlit as st

from nearer.presenters.who_sees import people_to_choose
from nearer.session.values import TherapistSession
from nearer.views import text as words
from nearer.views.layout.escape import plain
from nearer.views.text import therapist_questionnaires as sentences

FOR_EVERYBODY, FOR_CHOSEN = "everybody", "chosen"


def draw_choice(session: TherapistSession, key: str, before: Sequence[str] = ()) -> None:
    """The two ways and, for the second, everybody by name; `before` are those who were chosen (ids as text)."""
    ways = {FOR_EVERYBODY: sentences.EVERYBODY, FOR_CHOSEN: sentences.ONLY_CHOSEN}
    st.session_state.setdefault(_way(key), FOR_CHOSEN if before else FOR_EVERYBODY)
    st.radio(sentences.WHO_SEES, list(ways), key=_way(key), format_func=ways.__getitem__, horizontal=True)
    if st.session_state.get(_way(key)) == FOR_CHOSEN:
        named = people_to_choose(session)
        st.session_state.setdefault(_people(key), list(before))
        st.multiselect(
            sentences.WHOM, list(named), key=_people(key), format_func=lambda person: plain(named[person]),
            placeholder=words.form.CHOOSE,
        )  # fmt: skip


def read_choice(session: TherapistSession, key: str) -> frozenset[UUID] | None:
    """Whom it is for; None for everybody. What is not the id of somebody connected is left out."""
    if st.session_state.get(_way(key)) != FOR_CHOSEN:
        return None
    known = people_to_choose(session)
    return frozenset(UUID(one) for one in st.session_state.get(_people(key)) or () if one in known)


def _way(key: str) -> str:
    return f"who-sees-{key}"


def _people(key: str) -> str:
    return f"who-sees-people-{key}"
