"""A therapist's own questionnaires from the screen: bringing files, looking at one, offering and retiring it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any
from uuid import UUID

import streamlit as st

from nearer.domain import Questionnaire
from nearer.fhir.taking import Taken, take_files
from nearer.instruments.licences import instruments_in, may_collect
from nearer.instruments.safety import asks_of_harm
from nearer.shipped import shipped_instruments
from nearer.storage import NotFound, NotSaved
from nearer.storage.definitions import DRAFT, OFFERED
from nearer.storage.therapists.brought import (
    Brought,
    BroughtFile,
    bring_questionnaire,
    drop_questionnaire,
    offer_questionnaire,
    own_questionnaires,
    restore_questionnaire,
    retire_questionnaire,
)
from nearer.views import words
from nearer.views.brought import draw_report
from nearer.views.cards import Task, task_card
from nearer.views.frame import note, part_top, quiet
from nearer.wiring.sharing import SAID
from nearer.wiring.therapist_visit import TherapistVisit, therapist_visit
from nearer.wiring.undo import offer_therapist_undo

OPEN, UPLOAD, REPORTS = "brought-open", "brought-upload", "brought-reports"
MOST_FILES = 20


@dataclass(frozen=True)
class Opened:
    """One version as it lies on the screen, with the others of its id. `definition` is None for a damaged one."""

    here: TherapistVisit
    brought: Brought
    versions: tuple[Brought, ...]
    definition: Questionnaire | None

    @property
    def said(self) -> str:
        return words.brought.version_state(self.brought.version, state_of(self.here, self.brought))

    @property
    def report(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = json.loads(self.brought.report)
        return found

    @property
    def licences(self) -> tuple[str, ...]:
        """What may be done with the published instruments in it."""
        known = shipped_instruments()
        found = instruments_in(self.definition, known) if self.definition else ()
        said = [
            words.brought.licence(
                one.name,
                one.licence.kind,
                (one.may.display, one.may.collect, one.may.calculate, one.may.export),
            )
            for one in found
        ]
        asked_for = any(one.licence.kind in ("B", "C") for one in found)
        of_harm = self.definition is not None and asks_of_harm(self.definition, known)
        more = ((words.brought.PERMISSION, asked_for), (words.brought.ANSWERS_STAY, of_harm))
        return (*said, *(sentence for sentence, holds in more if holds))


def draw_bringing() -> None:
    """The place for files, and what became of the last ones."""
    number = st.session_state.setdefault(UPLOAD, 0)
    st.file_uploader(
        words.brought.UPLOAD, type=["json", "yaml", "yml"], accept_multiple_files=True, key=_field(number),
        on_change=_take,
    )  # fmt: skip
    quiet(words.brought.UPLOAD_HINT)
    for name, report, sentence in st.session_state.get(REPORTS, ()):
        part_top(name)
        if sentence:
            note(sentence)
        else:
            draw_report(report)


def draw_brought(here: TherapistVisit) -> None:
    """One card an id, with the version that is offered, else the newest."""
    found = _by_id(own_questionnaires(here.notebook, here.therapist))
    if not found:
        quiet(words.brought.NONE_YET)
    for versions in sorted(found.values(), key=lambda versions: versions[0].title.lower()):
        one = next((one for one in versions if one.state == OFFERED), versions[0])
        said = words.brought.version_state(one.version, state_of(here, one))
        task = Task(one.title, said, words.brought.many_versions(len(versions)), words.brought.LOOK)
        task_card(task, f"look-{one.id}", partial(_open, one.id))


def opened_questionnaire(here: TherapistVisit) -> Opened | None:
    """What lies open; None when all of them are listed."""
    key = st.session_state.get(OPEN)
    every = own_questionnaires(here.notebook, here.therapist) if key else ()
    one = next((one for one in every if one.id == key), None)
    if one is None:
        return None
    versions = tuple(each for each in every if each.questionnaire == one.questionnaire)
    definition = here.catalogue.as_answered(one.questionnaire, one.sha256)
    return Opened(here, one, versions, replace(definition, marked=one.marks) if definition else None)


def draw_what_became(open_one: Opened) -> None:
    """The report as sentences, and the same as a file for a program."""
    draw_report(open_one.report)
    written = json.dumps(open_one.report, ensure_ascii=False, indent=1)
    st.download_button(
        words.brought.REPORT_FILE, written, "report.json", "application/json", key="brought-report-file",
        on_click="ignore",
    )  # fmt: skip


def draw_acts(open_one: Opened) -> None:
    """Offer, retire or delete it, as its state and its licence let one."""
    one = open_one.brought
    if open_one.definition is None:
        note(words.brought.DAMAGED)
    elif not may_collect(open_one.definition, shipped_instruments()):
        quiet(words.brought.NOT_TO_COLLECT)
    elif one.marks is None and one.state != OFFERED:
        quiet(words.brought.MARKS_FIRST)
    elif one.state != OFFERED:
        label = words.brought.OFFER if one.state == DRAFT else words.brought.OFFER_AGAIN
        st.button(label, key="brought-offer", type="primary", on_click=_offer, args=(one.id,))
    if one.state == OFFERED:
        st.button(words.brought.RETIRE, key="brought-retire", on_click=_retire, args=(one.id,))
    if one.state == DRAFT:
        st.button(words.brought.DROP, key="brought-drop", type="tertiary", on_click=_drop, args=(one.id,))


def take(here: TherapistVisit, name: str, content: bytes) -> tuple[Mapping[str, Any], str]:
    """Bring one file: its report, and a sentence where it was read and is not kept all the same."""
    [(_, report, sentence)] = take_together(here, [(name, content)])
    return report, sentence


def take_together(here: TherapistVisit, files: Sequence[tuple[str, bytes]]) -> list[tuple[str, Mapping[str, Any], str]]:
    """Bring files, each questionnaire with the value sets among them; as `take`, with the name of each file."""
    taken = take_files(files, shipped_instruments())
    return [(name[:100], *_bring(here, one)) for (name, _), one in zip(files, taken, strict=True)]


def _bring(here: TherapistVisit, taken: Taken) -> tuple[Mapping[str, Any], str]:
    report = taken.report.as_json()
    if taken.beside:
        return report, taken.report.scoring
    if taken.questionnaire is None or taken.definition is None:
        return report, ""
    if taken.questionnaire.id in here.shipped.questionnaires:
        return report, words.brought.shipped_id(taken.questionnaire.id)
    file = BroughtFile(taken.kind, taken.original, taken.definition, json.dumps(report))
    try:
        bring_questionnaire(here.notebook, here.therapist, file, here.now)
    except NotSaved as reason:
        return report, str(reason)
    return report, ""


def offer(here: TherapistVisit, key: UUID) -> str:
    """Offer a version, unless its licence does not let it be asked of people; what to say of it."""
    one = next((one for one in own_questionnaires(here.notebook, here.therapist) if one.id == key), None)
    definition = here.catalogue.as_answered(one.questionnaire, one.sha256) if one else None
    if definition is None:
        return words.brought.DAMAGED
    if not may_collect(definition, shipped_instruments()):
        return words.brought.NOT_TO_COLLECT
    offer_questionnaire(here.notebook, here.therapist, key, here.now)
    return words.brought.OFFERED_NOW


def close_brought() -> None:
    """Button: back to the list."""
    st.session_state.pop(OPEN, None)


def state_of(here: TherapistVisit, one: Brought) -> str:
    moment = {DRAFT: one.brought, OFFERED: one.offered}.get(one.state, one.retired) or one.brought
    return words.brought.state(one.state, replace(here, now=moment).today)


def _by_id(every: tuple[Brought, ...]) -> dict[str, list[Brought]]:
    named = dict.fromkeys(one.questionnaire for one in every)
    return {name: [one for one in every if one.questionnaire == name] for name in named}


def _field(number: int) -> str:
    return f"{UPLOAD}-{number}"


def _take() -> None:
    """Read what was dropped, and empty the field, so that the bytes do not stay in the session."""
    here, number = therapist_visit(), st.session_state.get(UPLOAD, 0)
    files = (st.session_state.get(_field(number)) or [])[:MOST_FILES]
    if here is not None and files:
        st.session_state[REPORTS] = take_together(here, [(file.name, file.getvalue()) for file in files])
    st.session_state[UPLOAD] = number + 1


def _open(key: UUID) -> None:
    st.session_state[OPEN] = key
    st.session_state.pop(REPORTS, None)


def _offer(key: UUID) -> None:
    _say(lambda here: offer(here, key))


def _retire(key: UUID) -> None:
    def act(here: TherapistVisit) -> str:
        retire_questionnaire(here.notebook, here.therapist, key, here.now)
        return words.brought.RETIRED_NOW

    _say(act)


def _drop(key: UUID) -> None:
    def act(here: TherapistVisit) -> str:
        dropped = drop_questionnaire(here.notebook, here.therapist, key)
        offer_therapist_undo(words.undo.QUESTIONNAIRE, restore_questionnaire, dropped)
        close_brought()
        return ""

    _say(act)


def _say(act: Callable[[TherapistVisit], str]) -> None:
    here = therapist_visit()
    if here is None:
        return
    try:
        st.session_state[SAID] = act(here)
    except (NotSaved, NotFound) as reason:
        st.session_state[SAID] = str(reason)
