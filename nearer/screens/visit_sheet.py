"""A person's own sheet: ticking what stands on it, questions for the visit, and the file."""

from __future__ import annotations

from datetime import datetime
from functools import partial

import streamlit as st

from nearer.presenters.visit_sheet import OwnSheet, own_sheet
from nearer.privacy.principal import Principal
from nearer.screens.text_drafts import TextField, clear_fields, draw_lines
from nearer.screens.undo_bar import show_undo
from nearer.session.actions import draw_message, run_action
from nearer.session.downloads import Download, draw_download, for_person
from nearer.session.person import current_person
from nearer.session.undo import offer_undo
from nearer.session.values import PersonSession
from nearer.sheet.page import sheet_pdf
from nearer.storage.couple.guide import read_visit_questions, save_visit_questions
from nearer.storage.notebook import Notebook
from nearer.storage.therapist.therapist_connections import read_own_therapist
from nearer.views import text as words
from nearer.views.layout.frame import caption, warning
from nearer.views.sheet import draw_offered

MESSAGE = "sheet-message"


MAX_QUESTION_CHARACTERS, MAX_QUESTIONS = 1200, 8  # characters of own questions together, and how many of them


OWN_QUESTIONS_FIELD = TextField("sheet-questions", MAX_QUESTION_CHARACTERS)


@st.fragment
def draw_own_sheet() -> None:
    """Everything there is to tick, own questions, and the button that makes the file."""
    session = current_person()
    if session is None:
        st.rerun()
    show_undo()
    caption(words.sheet.LEAD)
    draw_message(MESSAGE)
    own = own_sheet(session)
    ticked = draw_offered(own.offered)
    draw_lines(OWN_QUESTIONS_FIELD, words.sheet.OWN_QUESTIONS)
    questions = _questions()
    if ticked or questions:
        if unprintable := own.sheet(ticked, questions).unprintable:
            warning(f"{words.sheet.unprintable(unprintable)} {words.sheet.REWRITE}")
        file = Download("own-sheet", words.sheet.MAKE, words.sheet.FILE, "application/pdf")
        draw_download(file, for_person(partial(_sheet, ticked, questions)), primary=True)
        caption(words.sheet.STAYS)
    else:
        caption(words.sheet.NOTHING_YET)
    _draw_keeping(own, ticked, questions)


def _draw_keeping(own: OwnSheet, ticked: frozenset[str], questions: tuple[str, ...]) -> None:
    """Questions for the next visit, to be kept for a therapist and taken out again."""
    if own.visit_questions:
        caption(words.sheet.questions_kept(len(own.visit_questions)))
        st.button(words.sheet.FORGET, key="forget-questions", type="tertiary", on_click=_forget)
    wanted = tuple(dict.fromkeys((*own.visit_questions, *questions, *own.of_guide(ticked))))
    therapist = read_own_therapist(own.closeness.visit.notebook, own.closeness.visit.principal)
    if wanted != own.visit_questions and therapist is not None and therapist.ended is None:
        caption(words.sheet.keep_lead(therapist.name))
        st.button(words.sheet.KEEP, key="keep-questions", on_click=_keep, args=(tuple(own.of_guide(ticked)),))


def _forget() -> None:
    def change(session: PersonSession) -> None:
        questions = read_visit_questions(session.notebook, session.principal)
        save_visit_questions(session.notebook, session.principal, (), session.now)
        offer_undo(words.undo.QUESTIONS, _keep_again, questions)

    run_action(change, place=MESSAGE)


def _keep_again(notebook: Notebook, principal: Principal, questions: tuple[str, ...], now: datetime) -> None:
    """With what was kept since."""
    since = read_visit_questions(notebook, principal)
    save_visit_questions(notebook, principal, tuple(dict.fromkeys((*questions, *since))), now)


def _keep(of_guide: tuple[str, ...]) -> None:
    run_action(partial(_keep_more, of_guide), place=MESSAGE)


def _questions() -> tuple[str, ...]:
    """As many as a sheet has room for."""
    return _lines()[:MAX_QUESTIONS]


def _sheet(ticked: frozenset[str], questions: tuple[str, ...], session: PersonSession) -> bytes:
    return sheet_pdf(own_sheet(session).sheet(ticked, questions))


def _keep_more(of_guide: tuple[str, ...], session: PersonSession) -> None:
    """Beside what is kept now, which another window may have changed, all that stands in the field now."""
    before = read_visit_questions(session.notebook, session.principal)
    save_visit_questions(
        session.notebook, session.principal, tuple(dict.fromkeys((*before, *_lines(), *of_guide))), session.now
    )
    clear_fields(OWN_QUESTIONS_FIELD)


def _lines() -> tuple[str, ...]:
    lines = (line.strip() for line in OWN_QUESTIONS_FIELD.text.splitlines())
    return tuple(line for line in lines if line)
