"""What a therapist says of the couple that is open: tags, dealt with until a day, off their caseload."""

from __future__ import annotations

from datetime import date
from functools import partial
from uuid import UUID

import streamlit as st

from nearer.caseload.caseload import CaseloadCouple
from nearer.caseload.caseload_couples import read_caseload_couples
from nearer.caseload.couple_status import save_archived, save_dealt_with, save_tags, tags_text
from nearer.session.actions import run_therapist_action
from nearer.session.values import TherapistSession
from nearer.views import text as words
from nearer.views.layout.frame import caption


def draw_couple_status(caseload_couple: CaseloadCouple) -> None:
    """Behind one button, with what holds now."""
    status, couple = caseload_couple.case.status, caseload_couple.case.couple
    tags, until = f"tags-{couple}", f"until-{couple}"
    with st.popover(words.couple_status.TITLE, key="couple-status"):
        caption(words.couple_status.LEAD)
        st.session_state.setdefault(tags, tags_text(status))
        st.text_input(
            words.couple_status.TAGS, key=tags, autocomplete="off", on_change=partial(_save_tags, couple, tags)
        )
        st.session_state.setdefault(until, status.until)
        save = partial(_save_until, couple, until)
        st.date_input(words.couple_status.DEALT_UNTIL, key=until, format="DD.MM.YYYY", on_change=save)
        label = words.couple_status.UNARCHIVE if status.archived else words.couple_status.ARCHIVE
        st.button(label, key="archive-couple", on_click=partial(_archive_couple, couple, not status.archived))


def _save_tags(couple: UUID, key: str) -> None:
    text = str(st.session_state.get(key) or "")
    run_therapist_action(lambda session: save_tags(session, couple, text), words.couple_status.SAVED)


def _save_until(couple: UUID, key: str) -> None:
    day = st.session_state.get(key)

    def change(session: TherapistSession) -> None:
        caseload_couple = next((one for one in read_caseload_couples(session) if one.case.couple == couple), None)
        if caseload_couple is not None:
            save_dealt_with(session, caseload_couple, day if isinstance(day, date) else None)

    run_therapist_action(change, words.couple_status.SAVED)


def _archive_couple(couple: UUID, archived: bool) -> None:
    run_therapist_action(lambda session: save_archived(session, couple, archived), words.couple_status.SAVED)
