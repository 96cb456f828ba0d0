"""What a therapist marks about the couple that is open: tags, dealt with until a day, out of the board."""

from __future__ import annotations

from datetime import date
from functools import partial
from uuid import UUID

import streamlit as st

from nearer.board.board_entries import board_entries, save_archived, save_dealt_with, save_tags, tags_text
from nearer.board.caseload import CaseloadEntry
from nearer.session.actions import run_therapist_action
from nearer.session.values import TherapistSession
from nearer.views import text as words
from nearer.views.layout.frame import caption


def draw_board_marks(entry: CaseloadEntry) -> None:
    """Behind one button, with what is marked now."""
    mark, couple = entry.case.mark, entry.case.couple
    tags, until = f"tags-{couple}", f"until-{couple}"
    with st.popover(words.board.MARKS, key="board-marks"):
        caption(words.board.MARKS_LEAD)
        st.session_state.setdefault(tags, tags_text(mark))
        st.text_input(words.board.TAGS_FIELD, key=tags, autocomplete="off", on_change=partial(_keep_tags, couple, tags))
        st.session_state.setdefault(until, mark.until)
        keep = partial(_keep_until, couple, until)
        st.date_input(words.board.DEALT_UNTIL, key=until, format="DD.MM.YYYY", on_change=keep)
        label = words.board.UNARCHIVE if mark.archived else words.board.ARCHIVE
        st.button(label, key="board-archive", on_click=partial(_archive_couple, couple, not mark.archived))


def _keep_tags(couple: UUID, key: str) -> None:
    text = str(st.session_state.get(key) or "")
    run_therapist_action(lambda session: save_tags(session, couple, text), words.board.MARKED)


def _keep_until(couple: UUID, key: str) -> None:
    day = st.session_state.get(key)

    def change(session: TherapistSession) -> None:
        entry = next((one for one in board_entries(session) if one.case.couple == couple), None)
        if entry is not None:
            save_dealt_with(session, entry, day if isinstance(day, date) else None)

    run_therapist_action(change, words.board.MARKED)


def _archive_couple(couple: UUID, archived: bool) -> None:
    run_therapist_action(lambda session: save_archived(session, couple, archived), words.board.MARKED)
