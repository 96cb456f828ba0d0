"""A questionnaire given out as a file, FHIR or ours; and its versions beside each other."""

from __future__ import annotations

from functools import partial
from uuid import UUID

import streamlit as st

from nearer.domain.questionnaire import Questionnaire
from nearer.fhir_questionnaires.import_file import FHIR, OUR_FILE_KIND
from nearer.fhir_questionnaires.writer import as_bytes, write_questionnaire
from nearer.instruments.licences import may_export
from nearer.presenters.therapist_questionnaires import OpenQuestionnaire, state_of
from nearer.session.downloads import Download, draw_download, for_therapist
from nearer.session.values import TherapistSession
from nearer.shipped import shipped_instruments
from nearer.storage.couple.questionnaire_definitions import find_definition_for
from nearer.storage.errors import NotFound
from nearer.storage.therapist.custom_questionnaires import read_original
from nearer.views.import_report import differences
from nearer.views.layout.frame import caption
from nearer.views.layout.tables import plain_table
from nearer.views.text import therapist_questionnaires as sentences
from nearer.yaml_files.loader import load_questionnaire

BESIDE_KEY = "brought-beside"
DOWNLOAD_KINDS = {FHIR: ("json", "application/fhir+json"), OUR_FILE_KIND: ("yaml", "application/yaml")}


def draw_file_links(opened: OpenQuestionnaire) -> None:
    """Two buttons; nothing is made before one is pressed, and nothing where the licence does not allow it."""
    if opened.definition is None:
        return
    if not may_export(opened.definition, shipped_instruments()):
        caption(sentences.NOT_GIVEN_OUT)
        return
    version = opened.version
    with st.container(horizontal=True, key="brought-files"):
        for kind, label in (
            (FHIR, sentences.GIVE_FHIR),
            (OUR_FILE_KIND, sentences.GIVE_YAML),
        ):
            ending, media = DOWNLOAD_KINDS[kind]
            file = Download(f"{version.id}-{kind}", label, f"{version.questionnaire}-{version.version}.{ending}", media)
            draw_download(file, for_therapist(partial(questionnaire_file, version.id, kind)))


def questionnaire_file(key: UUID, kind: str, session: TherapistSession) -> bytes:
    """The very file that came, or the same in the other form. NotFound where its licence keeps it in."""
    file = read_original(session.notebook, session.therapist, key)
    definition = load_questionnaire(file.definition, "the file")
    if not may_export(definition, shipped_instruments()):
        raise NotFound
    if file.kind == kind:
        return file.original
    return as_bytes(write_questionnaire(definition)[0]) if kind == FHIR else file.definition.encode()


def draw_versions(opened: OpenQuestionnaire) -> None:
    """Every version with its state; and, beside the open one, another to compare it with."""
    rows = [
        (
            sentences.version_name(one.version),
            state_of(opened.session, one),
            sentences.came_as(one.kind),
        )
        for one in opened.versions
    ]
    plain_table(sentences.VERSIONS, sentences.VERSION_COLUMNS, rows)
    others = {one.version: one for one in opened.versions if one.id != opened.version.id}
    if not others or opened.definition is None:
        return
    chosen = st.selectbox(sentences.BESIDE_WITH, list(others), index=None, key=BESIDE_KEY)
    other = _definition(opened, others[chosen].sha256) if chosen in others else None
    if other is None:
        return
    rows = differences(opened.definition, other)
    if rows:
        plain_table(sentences.BESIDE, ("", opened.version.version, str(chosen)), rows)
    else:
        caption(sentences.NO_DIFFERENCE)


def _definition(opened: OpenQuestionnaire, sha256: str) -> Questionnaire | None:
    return find_definition_for(opened.session.notebook, opened.session.therapist, sha256)
