"""What a therapist says of the couple that is open on their board: tags, dealt with until a day, out of the board."""

from __future__ import annotations

from datetime import date
from functools import partial
from uuid import UUID

import streamlit as st

from nearer.caseload.board_entries import board_entries, save_archived, save_dealt_with, save_tags, tags_text
from nearer.caseload.caseload import CaseloadEntry
from nearer.session.actions import run_therapist_action
from nearer.session.values import TherapistSession
from nearer.views import text as words
from nearer.views.layout.frame import caption


def draw_board_status(entry: CaseloadEntry) -> None:
    """Behind one button, with what holds now."""
    status, couple = entry.case.status, entry.case.couple
    tags, until = f"tags-{couple}", f"until-{couple}"
    with st.popover(words.board.STATUS, key="board-status"):
        caption(words.board.STATUS_LEAD)
        st.session_state.setdefault(tags, tags_text(status))
        st.text_input(words.board.TAGS_FIELD, key=tags, autocomplete="off", on_change=partial(_keep_tags, couple, tags))
        st.session_state.setdefault(until, status.until)
        keep = partial(_keep_until, couple, until)
        st.date_input(words.board.DEALT_UNTIL, key=until, format="DD.MM.YYYY", on_change=keep)
        label = words.board.UNARCHIVE if status.archived else words.board.ARCHIVE
        st.button(label, key="board-archive", on_click=partial(_archive_couple, couple, not status.archived))


def _keep_tags(couple: UUID, key: str) -> None:
    text = str(st.session_state.get(key) or "")
    run_therapist_action(lambda session: save_tags(session, couple, text), words.board.STATUS_SAVED)


def _keep_until(couple: UUID, key: str) -> None:
    day = st.session_state.get(key)

    def change(session: TherapistSession) -> None:
        entry = next((one for one in board_entries(session) if one.case.couple == couple), None)
        if entry is not None:
            save_dealt_with(session, entry, day if isinstance(day, date) else None)

    run_therapist_action(change, words.board.STATUS_SAVED)


def _archive_couple(couple: UUID, archived: bool) -> None:
    run_therapist_action(lambda session: save_archived(session, couple, archived), words.board.STATUS_SAVED)
