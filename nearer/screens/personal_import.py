"""Reading a file of one's own back in: chosen, looked at, and saved with one press."""

from __future__ import annotations

import streamlit as st

from nearer.personal_import.own_file import OwnFileRefused
from nearer.presenters.personal_import import ImportPlan, import_plan, is_new_notebook, plan_import
from nearer.session.actions import PAGE, draw_message, note_saved, run_action, set_message
from nearer.session.person import current_person
from nearer.session.upload_place import drop_uploaded, note_uploader
from nearer.session.values import PersonSession
from nearer.views import text as words
from nearer.views.layout.frame import caption, section_header
from nearer.views.layout.lists import plain_list

PLAN_KEY, FILE_NUMBER, IMPORT_PLACE = "import-plan", "import-number", "import-message"


def draw_import(session: PersonSession) -> None:
    """Nothing once a form was finished here; else a place for the file, and what is in the one that was chosen."""
    if not is_new_notebook(session):
        return
    plan = st.session_state.get(PLAN_KEY)
    with st.expander(words.personal_import.FOLD, expanded=plan is not None, key="import-fold"):
        draw_message(IMPORT_PLACE)
        if isinstance(plan, ImportPlan):
            _draw_plan(plan)
        else:
            _draw_place()


def _draw_place() -> None:
    caption(words.personal_import.LEAD)
    number = st.session_state.setdefault(FILE_NUMBER, 0)
    note_uploader()
    st.file_uploader(words.personal_import.UPLOAD, type=["json"], key=_field_key(number), on_change=_read_chosen_file)


def _draw_plan(plan: ImportPlan) -> None:
    section_header(words.personal_import.TITLE)
    plain_list(plan.sentences)
    caption(words.personal_import.ONLY_YOU)
    with st.container(horizontal=True):
        st.button(words.personal_import.READ_IN, key="import-save", type="primary", on_click=_save)
        st.button(words.personal_import.NOT_NOW, key="import-drop", type="tertiary", on_click=_drop_plan)


def _read_chosen_file() -> None:
    session, number = current_person(), st.session_state[FILE_NUMBER]
    upload = st.session_state.get(_field_key(number))
    if session is None or upload is None:
        return
    try:
        st.session_state[PLAN_KEY] = plan_import(session, upload.getvalue())
    except OwnFileRefused as refused:
        set_message(str(refused), IMPORT_PLACE)
    st.session_state[FILE_NUMBER] = number + 1  # a field that was never used, for the next file
    drop_uploaded()


def _save() -> None:
    plan = st.session_state.pop(PLAN_KEY, None)
    if isinstance(plan, ImportPlan) and run_action(lambda session: import_plan(session, plan)):
        note_saved(PAGE)


def _drop_plan() -> None:
    st.session_state.pop(PLAN_KEY, None)


def _field_key(number: int) -> str:
    return f"import-file-{number}"
