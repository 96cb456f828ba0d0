"""The list of questionnaires: what became of files, several offered at once, those of Nearer, and titles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import streamlit as st

from nearer.custom_questionnaires.definitions import DRAFT, OFFERED
from nearer.custom_questionnaires.versions import (
    MAX_TITLE_CHARACTERS,
    CustomQuestionnaire,
    retitle_questionnaire,
)
from nearer.domain.questionnaire import Questionnaire
from nearer.instruments.licences import may_collect
from nearer.session.actions import run_therapist_action
from nearer.session.values import TherapistSession
from nearer.shipped import shipped_instruments
from nearer.therapist_presenters.therapist_questionnaires import (
    ImportOutcome,
    OpenQuestionnaire,
    definition_of,
    offer,
    read_versions,
)
from nearer.therapist_presenters.who_sees import WhoSees
from nearer.therapist_screens.import_report import draw_report
from nearer.therapist_screens.who_sees import draw_who_sees, read_who_sees
from nearer.views import text as words
from nearer.views.layout.escape import plain
from nearer.views.layout.expanders import lazy_expander
from nearer.views.layout.frame import caption, info, section_header
from nearer.views.layout.task_card import task_card
from nearer.views.screen_values import Task

BUILT_IN_KEY, OFFERED_TOGETHER, TITLE_FIELD = "custom-built-in", "custom-together", "custom-title"
TOGETHER = "together"

Versions = Sequence[tuple[CustomQuestionnaire, ...]]  # those of one id together, the newest first


def draw_reports(reports: Sequence[ImportOutcome]) -> None:
    """How many files were taken, and of each one what became of it; of several each in a fold of its own."""
    if len(reports) < 2:
        for name, report, sentence in reports:
            section_header(name)
            _draw_one(report, sentence)
        return
    taken = [_is_taken(report, sentence) for _name, report, sentence in reports]
    info(words.therapist_questionnaires.files_taken(sum(taken), len(taken) - sum(taken)))
    for index, ((name, report, sentence), is_taken) in enumerate(zip(reports, taken, strict=True)):
        title = plain(
            words.therapist_questionnaires.file_taken(name)
            if is_taken
            else words.therapist_questionnaires.file_not_taken(name)
        )
        lazy_expander(title, f"custom-report-{index}", partial(_draw_one, report, sentence))


def draw_several(session: TherapistSession, versions: Versions) -> None:
    """Drafts that can be offered, to be offered with one press; nothing stands here for fewer than two."""
    ready = {str(version.id): version for version in _list_ready(session, versions)}
    if len(ready) < 2:
        return
    st.multiselect(
        words.therapist_questionnaires.OFFER_WHICH,
        list(ready), format_func=lambda key: plain(ready[key].title), key=OFFERED_TOGETHER,
        placeholder=words.form.CHOOSE,
    )  # fmt: skip
    draw_who_sees(WhoSees(session), TOGETHER)
    st.button(words.therapist_questionnaires.OFFER_THESE, key="custom-offer-these", on_click=_offer_these)


def draw_built_in(session: TherapistSession) -> None:
    """Draw the questionnaires that come with Nearer, each to be looked at."""
    section_header(words.therapist_questionnaires.THESE_BUILT_IN)
    for questionnaire in session.shipped.questionnaires.values():
        count = words.therapist_questionnaires.many_questions(len(questionnaire.items))
        task = Task(questionnaire.title, count, "", words.therapist_questionnaires.LOOK)
        task_card(task, f"look-{questionnaire.id}", partial(_look_at, questionnaire.id))


def opened_built_in(session: TherapistSession) -> Questionnaire | None:
    """The one of these that lies open."""
    return session.shipped.questionnaires.get(st.session_state.get(BUILT_IN_KEY, ""))


def close_built_in() -> None:
    """Button: back to the list."""
    st.session_state.pop(BUILT_IN_KEY, None)


def draw_title(questionnaire: OpenQuestionnaire) -> None:
    """The title of a draft, which can be another one; it is kept as it is typed."""
    version = questionnaire.version
    if version.state == DRAFT and questionnaire.definition is not None:
        key = f"{TITLE_FIELD}-{version.id}"
        st.session_state.setdefault(key, version.title)
        st.text_input(
            words.therapist_questionnaires.TITLE_LABEL, key=key, max_chars=MAX_TITLE_CHARACTERS, autocomplete="off",
            on_change=_save_title, args=(version, key),
        )  # fmt: skip
        caption(words.therapist_questionnaires.TITLE_HINT)


def _draw_one(report: Mapping[str, Any], sentence: str) -> None:
    if sentence:
        info(sentence)
    else:
        draw_report(report)


def _is_taken(report: Mapping[str, Any], sentence: str) -> bool:
    """Whether a file was taken; also a file of value sets that came beside the form it belongs to."""
    return str(report["status"]).startswith("taken") and sentence in ("", report["scoring"])


def _list_ready(session: TherapistSession, versions: Versions) -> list[CustomQuestionnaire]:
    """The newest version of each id that may be offered and is not, and whose questions were looked at."""
    return [
        newest
        for newest, *_older in versions
        if newest.state != OFFERED
        and newest.harm_flags is not None
        and (definition := definition_of(session, newest)) is not None
        and may_collect(definition, shipped_instruments())
    ]


def _offer_these() -> None:
    questionnaire_keys = set(st.session_state.get(OFFERED_TOGETHER) or ())

    def change(session: TherapistSession) -> str:
        versions = [
            version for version in _list_ready(session, read_versions(session)) if str(version.id) in questionnaire_keys
        ]
        people = read_who_sees(session, TOGETHER)
        for version in versions:
            offer(session, version.id, people)
        st.session_state[OFFERED_TOGETHER] = []
        return words.therapist_questionnaires.offered_together(len(versions))

    run_therapist_action(change)


def _look_at(questionnaire: str) -> None:
    st.session_state[BUILT_IN_KEY] = questionnaire


def _save_title(version: CustomQuestionnaire, key: str) -> None:
    title = str(st.session_state.get(key) or "").strip()
    if not title:
        st.session_state[key] = version.title
    elif title != version.title:
        run_therapist_action(
            lambda session: retitle_questionnaire(session.notebook, session.therapist, version.id, title),
            words.therapist_questionnaires.TITLE_KEPT,
        )
