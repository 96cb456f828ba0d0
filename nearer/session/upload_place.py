"""A place for files on a screen: while it is drawn, and no longer, this sign-in may send some."""

from __future__ import annotations

import streamlit as st
from streamlit.runtime import Runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from nearer.session.person import signed_in

DRAWN = "uploader-drawn"


def note_uploader() -> None:
    """The screen has a place for files."""
    context, party = get_script_run_ctx(), signed_in(touch=False)
    if context is not None and party is not None:
        st.session_state[DRAWN] = True
        party.uploads.screens.add(context.session_id)


def forget_uploader() -> None:
    """After a screen is drawn: if it has none, nothing more is taken from it."""
    context, party = get_script_run_ctx(), signed_in(touch=False)
    if not st.session_state.pop(DRAWN, False) and context is not None and party is not None:
        party.uploads.screens.discard(context.session_id)


def drop_uploaded() -> None:
    """Take the files that were read out of memory."""
    context = get_script_run_ctx()
    if context is not None and Runtime.exists():
        Runtime.instance().uploaded_file_mgr.remove_session_files(context.session_id)
