"""Choosing who sees a questionnaire: everybody who is connected, or a few people by name."""

from __future__ import annotations

from uuid import UUID

import streamlit as st

from nearer.session.values import TherapistSession
from nearer.therapist_presenters.who_sees import WhoSees
from nearer.views import text as words
from nearer.views.layout.escape import plain

FOR_EVERYBODY, FOR_CHOSEN = "everybody", "chosen"


def draw_who_sees(who: WhoSees, key: str) -> None:
    """The two ways and, for the second, everybody by name, with those chosen before."""
    audience_labels = {
        FOR_EVERYBODY: words.therapist_questionnaires.EVERYBODY,
        FOR_CHOSEN: words.therapist_questionnaires.ONLY_CHOSEN,
    }
    st.session_state.setdefault(_choice_key(key), FOR_EVERYBODY if who.chosen_ids is None else FOR_CHOSEN)
    st.radio(
        words.therapist_questionnaires.WHO_SEES,
        list(audience_labels),
        key=_choice_key(key),
        format_func=audience_labels.__getitem__,
        horizontal=True,
    )
    if st.session_state.get(_choice_key(key)) == FOR_CHOSEN:
        st.session_state.setdefault(_people_key(key), who.chosen_ids or [])
        st.multiselect(
            words.therapist_questionnaires.WHOM,
            list(who.names), key=_people_key(key), format_func=lambda person: plain(who.names[person]),
            placeholder=words.form.CHOOSE,
        )  # fmt: skip


def read_who_sees(session: TherapistSession, key: str) -> frozenset[UUID] | None:
    """The ids of the people it is for; None for everybody. What is not the id of somebody connected is left out."""
    if st.session_state.get(_choice_key(key)) != FOR_CHOSEN:
        return None
    name_by_id = WhoSees(session).names
    return frozenset(UUID(one) for one in st.session_state.get(_people_key(key)) or () if one in name_by_id)


def _choice_key(key: str) -> str:
    return f"who-sees-{key}"


def _people_key(key: str) -> str:
    return f"who-sees-people-{key}"
