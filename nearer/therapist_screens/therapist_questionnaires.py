"""A therapist's own questionnaires: importing files, looking at one, offering, retiring, its files and versions."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID

import streamlit as st

from nearer.custom_questionnaires.definitions import DRAFT, OFFERED
from nearer.custom_questionnaires.versions import (
    MAX_FILE_BYTES,
    CustomQuestionnaire,
    delete_custom_questionnaire,
    restore_questionnaire,
    retire_questionnaire,
)
from nearer.domain.questionnaire import Questionnaire
from nearer.instruments.licences import may_collect
from nearer.session.actions import run_therapist_action
from nearer.session.downloads import Download, draw_download, for_therapist
from nearer.session.therapist import current_therapist
from nearer.session.undo import delete_with_undo
from nearer.session.upload_place import drop_uploaded, note_uploader
from nearer.session.values import TherapistSession
from nearer.shipped import shipped_instruments
from nearer.therapist_presenters.therapist_questionnaires import (
    OpenQuestionnaire,
    find_listed_version,
    find_next_draft,
    offer,
    open_questionnaire,
    read_questionnaire_file,
    read_versions,
    report_file,
    save_files,
    state_of,
)
from nearer.therapist_presenters.who_sees import WhoSees, change_who_sees
from nearer.therapist_screens.import_report import differences, draw_report
from nearer.therapist_screens.therapist_questionnaires_list import draw_reports, draw_several, opened_built_in
from nearer.therapist_screens.who_sees import draw_who_sees, read_who_sees
from nearer.views import text as words
from nearer.views.layout.expanders import lazy_expander
from nearer.views.layout.frame import caption, info, section_header
from nearer.views.layout.tables import plain_table
from nearer.views.layout.task_card import task_card
from nearer.views.screen_values import Task

OPEN_KEY, UPLOAD, REPORTS, BESIDE_KEY = "custom-open", "custom-upload", "custom-reports", "custom-beside"
MAX_FILES = 20


def draw_upload() -> None:
    """The place for files, and what became of the last ones."""
    section_header(words.therapist_questionnaires.ADD_ONE)
    number = st.session_state.setdefault(UPLOAD, 0)
    note_uploader()
    st.file_uploader(
        words.therapist_questionnaires.upload_label(MAX_FILE_BYTES // 2**20),
        type=["json", "yaml", "yml"], accept_multiple_files=True, key=_field_key(number),
        on_change=_save_uploads,
    )  # fmt: skip
    caption(words.therapist_questionnaires.UPLOAD_HINT)
    draw_reports(st.session_state.get(REPORTS, ()))


def draw_questionnaires(session: TherapistSession) -> None:
    """The therapist's own, one card an id, the draft first that waits for them."""
    versions_of_each = read_versions(session)
    next_draft = find_next_draft(versions_of_each)
    section_header(
        words.therapist_questionnaires.YOURS, "" if versions_of_each else words.therapist_questionnaires.NONE_YET
    )
    if next_draft is not None:
        _draw_card(session, next_draft, words.therapist_questionnaires.NEXT_STEP)
    draw_several(session, versions_of_each)
    for versions in versions_of_each:
        version = find_listed_version(versions)
        if version != next_draft:
            _draw_card(session, version, words.therapist_questionnaires.many_versions(len(versions)))


def opened_questionnaire(session: TherapistSession) -> OpenQuestionnaire | None:
    """The custom questionnaire that is open; None when all of them are listed."""
    return open_questionnaire(session, st.session_state.get(OPEN_KEY))


def find_opened(session: TherapistSession) -> OpenQuestionnaire | Questionnaire | None:
    """The questionnaire that is open: a custom one, one that comes with Nearer, or None for the list."""
    return opened_built_in(session) or opened_questionnaire(session)


def draw_import_report(questionnaire: OpenQuestionnaire) -> None:
    """The report as sentences, and the same as a file for a program."""
    draw_report(questionnaire.report)
    file = Download(
        f"{questionnaire.version.id}-report",
        words.therapist_questionnaires.REPORT_FILE,
        "report.json",
        "application/json",
    )
    draw_download(file, for_therapist(partial(report_file, questionnaire.version.id)))


def draw_acts(questionnaire: OpenQuestionnaire) -> None:
    """Offer, retire or delete it, as its state and its licence let one."""
    version = questionnaire.version
    if questionnaire.definition is None:
        info(words.therapist_questionnaires.DAMAGED)
    elif not may_collect(questionnaire.definition, shipped_instruments()):
        caption(words.therapist_questionnaires.NOT_TO_COLLECT)
    elif version.harm_flags is None and version.state != OFFERED:
        caption(words.therapist_questionnaires.FLAGS_FIRST)
    elif version.state != OFFERED:
        label = (
            words.therapist_questionnaires.OFFER
            if version.state == DRAFT
            else words.therapist_questionnaires.OFFER_AGAIN
        )
        draw_who_sees(WhoSees(questionnaire.session), str(version.id))
        st.button(label, key="custom-offer", type="primary", on_click=_save_with_who_sees, args=(offer, version.id))
    if version.state == OFFERED:
        who = WhoSees(questionnaire.session, version)
        caption(who.sentence)
        lazy_expander(words.therapist_questionnaires.CHANGE_WHO, "custom-who", partial(_draw_who, who, version.id))
        st.button(words.therapist_questionnaires.RETIRE, key="custom-retire", on_click=_retire, args=(version.id,))
    if version.state == DRAFT:
        st.button(
            words.therapist_questionnaires.DROP,
            key="custom-drop",
            type="tertiary",
            on_click=_delete,
            args=(version.id,),
        )


def draw_file_links(questionnaire: OpenQuestionnaire) -> None:
    """A link to each form; nothing is made before it is pressed."""
    if questionnaire.definition is not None and not questionnaire.files:
        caption(words.therapist_questionnaires.NOT_GIVEN_OUT)
    elif questionnaire.files:
        with st.container(horizontal=True, key="custom-files"):
            for file in questionnaire.files:
                key = questionnaire.version.id
                download = Download(f"{key}-{file.kind}", file.label, file.name, file.media)
                draw_download(download, for_therapist(partial(read_questionnaire_file, key, file.kind)))


def draw_versions(questionnaire: OpenQuestionnaire) -> None:
    """Every version with its state; and, beside the open one, another to compare it with."""
    plain_table(
        words.therapist_questionnaires.VERSIONS,
        words.therapist_questionnaires.VERSION_COLUMNS,
        questionnaire.version_rows,
    )
    others = {version.version: version for version in questionnaire.versions if version.id != questionnaire.version.id}
    if not others or questionnaire.definition is None:
        return
    version_number = st.selectbox(words.therapist_questionnaires.BESIDE_WITH, list(others), index=None, key=BESIDE_KEY)
    other = questionnaire.definition_of(others[version_number]) if version_number in others else None
    if other is None:
        return
    if rows := differences(questionnaire.definition, other):
        plain_table(
            words.therapist_questionnaires.BESIDE, ("", questionnaire.version.version, str(version_number)), rows
        )
    else:
        caption(words.therapist_questionnaires.NO_DIFFERENCE)


def close_questionnaire() -> None:
    """Button: back to the list."""
    st.session_state.pop(OPEN_KEY, None)


def _draw_card(session: TherapistSession, version: CustomQuestionnaire, label: str) -> None:
    """A row; of the one that waits for the therapist, a card with what comes next."""
    is_next = label == words.therapist_questionnaires.NEXT_STEP
    state = words.therapist_questionnaires.version_state(version.version, state_of(session, version))
    button = words.therapist_questionnaires.LOOK_AND_OFFER if is_next else words.therapist_questionnaires.LOOK
    task_card(Task(version.title, state, label, button, is_next), f"look-{version.id}", partial(_open, version.id))


def _field_key(number: int) -> str:
    return f"{UPLOAD}-{number}"


def _save_uploads() -> None:
    """Read what was dropped, and empty the field, so that the bytes do not stay in the session."""
    session, number = current_therapist(), st.session_state.get(UPLOAD, 0)
    files = (st.session_state.get(_field_key(number)) or [])[:MAX_FILES]
    if session is not None and files:
        st.session_state[REPORTS] = save_files(session, [(file.name, file.getvalue()) for file in files])
    drop_uploaded()
    st.session_state[UPLOAD] = number + 1


def _open(key: UUID) -> None:
    st.session_state[OPEN_KEY] = key
    st.session_state.pop(REPORTS, None)


def _draw_who(who: WhoSees, key: UUID) -> None:
    draw_who_sees(who, str(key))
    st.button(
        words.therapist_questionnaires.SAVE_WHO,
        key="custom-who-save",
        on_click=_save_with_who_sees,
        args=(change_who_sees, key),
    )


def _save_with_who_sees(save: Callable[[TherapistSession, UUID, frozenset[UUID] | None], str], key: UUID) -> None:
    run_therapist_action(lambda session: save(session, key, read_who_sees(session, str(key))))


def _retire(key: UUID) -> None:
    run_therapist_action(
        lambda session: retire_questionnaire(session.notebook, session.therapist, key, session.now),
        words.therapist_questionnaires.RETIRED_NOW,
    )


def _delete(key: UUID) -> None:
    delete_with_undo(words.undo.QUESTIONNAIRE, delete_custom_questionnaire, restore_questionnaire, key)
