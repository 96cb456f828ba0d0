"""A questionnaire given out as a file, FHIR or ours; and its versions beside each other."""

from __future__ import annotations

from functools import partial
from uuid import UUID

import streamlit as st

from nearer.domain import Questionnaire, load_questionnaire
from nearer.fhir import as_bytes, write_questionnaire
from nearer.fhir.taking import FHIR, OURS
from nearer.instruments.licences import may_export
from nearer.privacy import Therapist
from nearer.shipped import shipped_instruments
from nearer.storage import Notebook, NotFound
from nearer.storage.definitions import find_definition_for
from nearer.storage.therapists.brought import original_of
from nearer.views import words
from nearer.views.brought import differences
from nearer.views.frame import quiet
from nearer.views.tables import plain_table
from nearer.web import TherapistSignedIn
from nearer.wiring.brought import Opened, state_of
from nearer.wiring.house import house
from nearer.wiring.visit import session_token

BESIDE = "brought-beside"
KINDS = {FHIR: ("json", "application/fhir+json"), OURS: ("yaml", "application/yaml")}


def draw_giving_out(opened: Opened) -> None:
    """Two buttons; nothing is made before one is pressed, and nothing where the licence does not allow it."""
    if opened.definition is None:
        return
    if not may_export(opened.definition, shipped_instruments()):
        quiet(words.brought.NOT_GIVEN_OUT)
        return
    one = opened.brought
    with st.container(horizontal=True, key="brought-files"):
        for kind, label in ((FHIR, words.brought.GIVE_FHIR), (OURS, words.brought.GIVE_YAML)):
            ending, media = KINDS[kind]
            # Streamlit keeps the callable beyond the lock, so it holds the token and no keys.
            data = partial(_made, session_token(), one.id, kind)
            name = f"{one.questionnaire}-{one.version}.{ending}"
            st.download_button(label, data, name, media, key=f"give-{kind}", on_click="ignore")


def given_out(notebook: Notebook, therapist: Therapist, key: UUID, kind: str) -> bytes:
    """The very file that came, or the same in the other form. NotFound where its licence keeps it in."""
    file = original_of(notebook, therapist, key)
    definition = load_questionnaire(file.definition, "the file")
    if not may_export(definition, shipped_instruments()):
        raise NotFound
    if file.kind == kind:
        return file.original
    return as_bytes(write_questionnaire(definition)[0]) if kind == FHIR else file.definition.encode()


def draw_versions(opened: Opened) -> None:
    """Every version with its state; and, beside the open one, another to compare it with."""
    rows = [
        (words.brought.version_name(one.version), state_of(opened.here, one), words.brought.came_as(one.kind))
        for one in opened.versions
    ]
    plain_table(words.brought.VERSIONS, words.brought.VERSION_COLUMNS, rows)
    others = {one.version: one for one in opened.versions if one.id != opened.brought.id}
    if not others or opened.definition is None:
        return
    chosen = st.selectbox(words.brought.BESIDE_WITH, list(others), index=None, key=BESIDE)
    other = _definition(opened, others[chosen].sha256) if chosen in others else None
    if other is None:
        return
    rows = differences(opened.definition, other)
    if rows:
        plain_table(words.brought.BESIDE, ("", opened.brought.version, str(chosen)), rows)
    else:
        quiet(words.brought.NO_DIFFERENCE)


def _definition(opened: Opened, sha256: str) -> Questionnaire | None:
    return find_definition_for(opened.here.notebook, opened.here.therapist, sha256)


def _made(token: str | None, key: UUID, kind: str) -> bytes:
    """The file of whoever is signed in at this moment; NotFound when the therapist's visit is over."""
    held = None if token is None else house().vault.find(token)
    if not isinstance(held, TherapistSignedIn) or held.only_at is not None:
        raise NotFound
    return given_out(held.notebook, held.therapist, key, kind)
