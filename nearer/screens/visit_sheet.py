"""A person's own sheet: ticking what stands on it, questions for the visit, and the file."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from itertools import groupby

import streamlit as st

from nearer.presenters.visit_questions import add_questions, delete_questions, questions_in, restore_questions
from nearer.screens.next_thing import draw_next_line
from nearer.session.actions import draw_message, note_saved, run_action
from nearer.session.downloads import Download, draw_download, for_person
from nearer.session.person import current_person
from nearer.session.text_drafts import TextField, clear_fields, draw_lines
from nearer.session.undo import offer_undo, show_undo
from nearer.session.values import PersonSession
from nearer.sheet.page import sheet_pdf
from nearer.storage.therapist.therapist_connections import read_own_therapists
from nearer.takeaway.own_sheet import OwnSheet, make_own_sheet
from nearer.views import text as words
from nearer.views.layout.escape import markup, plain_own
from nearer.views.layout.frame import caption, warning
from nearer.views.screen_values import SheetChoice

MESSAGE = "sheet-message"
MAX_QUESTION_CHARACTERS, MAX_QUESTIONS = 1200, 8  # of all questions together, and how many a sheet has room for
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
    own = make_own_sheet(session)
    ticked = _draw_choices(own.offered)
    draw_lines(OWN_QUESTIONS_FIELD, words.sheet.OWN_QUESTIONS)
    questions = questions_in(OWN_QUESTIONS_FIELD.text)[:MAX_QUESTIONS]
    if ticked or questions:
        if unprintable := own.sheet(ticked, questions).unprintable:
            warning(f"{words.sheet.unprintable(unprintable)} {words.sheet.REWRITE}")
        file = Download("own-sheet", words.sheet.MAKE, words.sheet.FILE, "application/pdf")
        draw_download(file, for_person(partial(_make_sheet, ticked, questions)), primary=True)
        caption(words.sheet.STAYS)
    else:
        caption(words.sheet.NOTHING_YET)
    _draw_keeping(own, ticked, questions)


def _draw_choices(lines: Iterable[SheetChoice]) -> frozenset[str]:
    """The lines that can go on a sheet, each with a box to tick, none ticked beforehand; the keys of those ticked."""
    ticked = set()
    for heading, of_heading in groupby(lines, key=lambda choice: choice.heading):
        st.html(markup('<div class="nearer-words"><h3>{}</h3></div>', heading))
        for choice in of_heading:
            if st.checkbox(plain_own(choice.text), key=f"sheet-{choice.key}"):
                ticked.add(choice.key)
    return frozenset(ticked)


def _draw_keeping(own: OwnSheet, ticked: frozenset[str], questions: tuple[str, ...]) -> None:
    """Questions for the next visit, to be kept for a therapist and taken out again."""
    if own.visit_questions:
        caption(words.sheet.questions_kept(len(own.visit_questions)))
        draw_next_line(own.closeness.session, MESSAGE)
        st.button(words.sheet.FORGET, key="forget-questions", type="tertiary", on_click=_forget)
    questions_to_take = tuple(dict.fromkeys((*own.visit_questions, *questions, *own.of_guide(ticked))))
    therapists = read_own_therapists(own.closeness.session.notebook, own.closeness.session.principal)
    names = [one.name for one in therapists if one.ended_by(own.closeness.session.now) is None]
    if questions_to_take != own.visit_questions and names:
        caption(words.sheet.keep_lead(names))
        st.button(words.sheet.KEEP, key="keep-questions", on_click=_save_questions, args=(tuple(own.of_guide(ticked)),))


def _forget() -> None:
    def change(session: PersonSession) -> None:
        offer_undo(words.undo.QUESTIONS, restore_questions, delete_questions(session))

    run_action(change, place=MESSAGE)


def _save_questions(of_guide: tuple[str, ...]) -> None:
    def change(session: PersonSession) -> None:
        add_questions(session, (*questions_in(OWN_QUESTIONS_FIELD.text), *of_guide))
        clear_fields(OWN_QUESTIONS_FIELD)

    if run_action(change, place=MESSAGE):
        note_saved(MESSAGE)


def _make_sheet(ticked: frozenset[str], questions: tuple[str, ...], session: PersonSession) -> bytes:
    return sheet_pdf(make_own_sheet(session).sheet(ticked, questions))
