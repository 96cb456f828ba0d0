"""A therapist's own questionnaires from the screen: bringing files, looking at one, offering and retiring it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

import streamlit as st

from nearer.fhir.import_file import ImportedFile, take_files
from nearer.instruments.licences import may_collect
from nearer.presenters.therapist_questionnaires import OpenQuestionnaire, state_of
from nearer.session.actions import run_therapist_action
from nearer.session.downloads import Download, draw_download, for_therapist
from nearer.session.therapist import current_therapist
from nearer.session.undo import offer_therapist_undo
from nearer.session.values import TherapistSession
from nearer.shipped import shipped_instruments
from nearer.storage.couple.questionnaire_definitions import DRAFT, OFFERED
from nearer.storage.errors import NotFound, NotSaved
from nearer.storage.therapist.custom_questionnaires import (
    CustomQuestionnaire,
    CustomQuestionnaireFile,
    delete_custom_questionnaire,
    offer_questionnaire,
    read_custom_questionnaires,
    restore_questionnaire,
    retire_questionnaire,
    save_custom_questionnaire,
)
from nearer.views import text as words
from nearer.views.import_report import draw_report
from nearer.views.layout.frame import caption, info, section_header
from nearer.views.layout.task_card import Task, task_card
from nearer.views.text import therapist_questionnaires as sentences

OPEN_KEY, UPLOAD, REPORTS = "brought-open", "brought-upload", "brought-reports"
MOST_FILES = 20


def draw_upload() -> None:
    """The place for files, and what became of the last ones."""
    number = st.session_state.setdefault(UPLOAD, 0)
    st.file_uploader(
        sentences.UPLOAD, type=["json", "yaml", "yml"], accept_multiple_files=True, key=_field(number),
        on_change=_take,
    )  # fmt: skip
    caption(sentences.UPLOAD_HINT)
    for name, report, sentence in st.session_state.get(REPORTS, ()):
        section_header(name)
        if sentence:
            info(sentence)
        else:
            draw_report(report)


def draw_questionnaires(session: TherapistSession) -> None:
    """One card an id, with the version that is offered, else the newest."""
    versions_by_id = _by_id(read_custom_questionnaires(session.notebook, session.therapist))
    if not versions_by_id:
        caption(sentences.NONE_YET)
    for versions in sorted(versions_by_id.values(), key=lambda versions: versions[0].title.lower()):
        version = next((one for one in versions if one.state == OFFERED), versions[0])
        version_state = sentences.version_state(version.version, state_of(session, version))
        task = Task(
            version.title,
            version_state,
            sentences.many_versions(len(versions)),
            sentences.LOOK,
        )
        task_card(task, f"look-{version.id}", partial(_open, version.id))


def opened_questionnaire(session: TherapistSession) -> OpenQuestionnaire | None:
    """What lies open; None when all of them are listed."""
    key = st.session_state.get(OPEN_KEY)
    every = read_custom_questionnaires(session.notebook, session.therapist) if key else ()
    version = next((one for one in every if one.id == key), None)
    if version is None:
        return None
    versions = tuple(each for each in every if each.questionnaire == version.questionnaire)
    definition = session.catalogue.as_answered(version.questionnaire, version.sha256)
    return OpenQuestionnaire(
        session, version, versions, replace(definition, marked=version.marks) if definition else None
    )


def draw_import_report(open_one: OpenQuestionnaire) -> None:
    """The report as sentences, and the same as a file for a program."""
    draw_report(open_one.report)
    file = Download(f"{open_one.version.id}-report", sentences.REPORT_FILE, "report.json", "application/json")
    draw_download(file, for_therapist(partial(_report, open_one.version.id)))


def _report(key: UUID, session: TherapistSession) -> bytes:
    """NotFound when the version is deleted."""
    every = read_custom_questionnaires(session.notebook, session.therapist)
    report = next((one.report for one in every if one.id == key), None)
    if report is None:
        raise NotFound
    return json.dumps(json.loads(report), ensure_ascii=False, indent=1).encode()


def draw_acts(open_one: OpenQuestionnaire) -> None:
    """Offer, retire or delete it, as its state and its licence let one."""
    version = open_one.version
    if open_one.definition is None:
        info(sentences.DAMAGED)
    elif not may_collect(open_one.definition, shipped_instruments()):
        caption(sentences.NOT_TO_COLLECT)
    elif version.marks is None and version.state != OFFERED:
        caption(sentences.MARKS_FIRST)
    elif version.state != OFFERED:
        label = sentences.OFFER if version.state == DRAFT else sentences.OFFER_AGAIN
        st.button(label, key="brought-offer", type="primary", on_click=_offer, args=(version.id,))
    if version.state == OFFERED:
        st.button(sentences.RETIRE, key="brought-retire", on_click=_retire, args=(version.id,))
    if version.state == DRAFT:
        st.button(sentences.DROP, key="brought-drop", type="tertiary", on_click=_drop, args=(version.id,))


def take(session: TherapistSession, name: str, content: bytes) -> tuple[Mapping[str, Any], str]:
    """Bring one file: its report, and a sentence where it was read and is not kept all the same."""
    [(_, report, sentence)] = take_together(session, [(name, content)])
    return report, sentence


def take_together(
    session: TherapistSession, files: Sequence[tuple[str, bytes]]
) -> list[tuple[str, Mapping[str, Any], str]]:
    """Bring files, each questionnaire with the value sets among them; as `take`, with the name of each file."""
    taken = take_files(files, shipped_instruments())
    return [(name[:100], *_bring(session, one)) for (name, _), one in zip(files, taken, strict=True)]


def _bring(session: TherapistSession, taken: ImportedFile) -> tuple[Mapping[str, Any], str]:
    report = taken.report.as_json()
    if taken.beside:
        return report, taken.report.scoring
    if taken.questionnaire is None or taken.definition is None:
        return report, ""
    if taken.questionnaire.id in session.shipped.questionnaires:
        return report, sentences.shipped_id(taken.questionnaire.id)
    file = CustomQuestionnaireFile(taken.kind, taken.original, taken.definition, json.dumps(report))
    try:
        save_custom_questionnaire(session.notebook, session.therapist, file, session.now)
    except NotSaved as reason:
        return report, str(reason)
    return report, ""


def offer(session: TherapistSession, key: UUID) -> str:
    """Offer a version, unless its licence does not let it be asked of people; what to say of it."""
    version = next(
        (one for one in read_custom_questionnaires(session.notebook, session.therapist) if one.id == key), None
    )
    definition = session.catalogue.as_answered(version.questionnaire, version.sha256) if version else None
    if definition is None:
        return sentences.DAMAGED
    if not may_collect(definition, shipped_instruments()):
        return sentences.NOT_TO_COLLECT
    offer_questionnaire(session.notebook, session.therapist, key, session.now)
    return sentences.OFFERED_NOW


def close_questionnaire() -> None:
    """Button: back to the list."""
    st.session_state.pop(OPEN_KEY, None)


def _by_id(every: tuple[CustomQuestionnaire, ...]) -> dict[str, list[CustomQuestionnaire]]:
    named = dict.fromkeys(one.questionnaire for one in every)
    return {name: [one for one in every if one.questionnaire == name] for name in named}


def _field(number: int) -> str:
    return f"{UPLOAD}-{number}"


def _take() -> None:
    """Read what was dropped, and empty the field, so that the bytes do not stay in the session."""
    session, number = current_therapist(), st.session_state.get(UPLOAD, 0)
    files = (st.session_state.get(_field(number)) or [])[:MOST_FILES]
    if session is not None and files:
        st.session_state[REPORTS] = take_together(session, [(file.name, file.getvalue()) for file in files])
    st.session_state[UPLOAD] = number + 1


def _open(key: UUID) -> None:
    st.session_state[OPEN_KEY] = key
    st.session_state.pop(REPORTS, None)


def _offer(key: UUID) -> None:
    run_therapist_action(lambda session: offer(session, key))


def _retire(key: UUID) -> None:
    run_therapist_action(
        lambda session: retire_questionnaire(session.notebook, session.therapist, key, session.now),
        sentences.RETIRED_NOW,
    )


def _drop(key: UUID) -> None:
    def change(session: TherapistSession) -> None:
        dropped = delete_custom_questionnaire(session.notebook, session.therapist, key)
        offer_therapist_undo(words.undo.QUESTIONNAIRE, restore_questionnaire, dropped)
        close_questionnaire()

    run_therapist_action(change)
