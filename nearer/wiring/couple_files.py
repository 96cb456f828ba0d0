"""Files of one couple, the visit sheet and the weeks: each read anew when it is asked for, named after nobody."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from uuid import UUID

import streamlit as st

from nearer.sheet import Sheet, SheetLine, SheetMark, sheet_pdf
from nearer.storage import NotFound
from nearer.views import words
from nearer.views.exports import XLSX_KIND, weeks_csv, weeks_xlsx
from nearer.views.frame import caution
from nearer.views.items import Items
from nearer.views.weeks import Accent, Line
from nearer.web import TherapistSignedIn
from nearer.wiring.couple import Couple, read_couple
from nearer.wiring.house import house
from nearer.wiring.initials import initials_of, with_initials
from nearer.wiring.therapist_visit import TherapistVisit
from nearer.wiring.visit import session_token

NO_ANSWERS = Items((), (), Accent.TEAL)
Make = Callable[[Couple], bytes]


def draw_files(couple: Couple) -> None:
    """Three buttons; nothing is made before one is pressed, and what the sheet cannot print is named before."""
    offered: tuple[tuple[str, str, str, Make], ...] = (
        (words.caseload.SHEET, words.sheet.FILE, "application/pdf", couple_sheet),
        (words.caseload.CSV, words.caseload.CSV_FILE, "text/csv", couple_csv),
        (words.caseload.XLSX, words.caseload.XLSX_FILE, XLSX_KIND, couple_xlsx),
    )
    if unprintable := sheet_of(couple).unprintable:
        caution(words.sheet.unprintable(unprintable))
    with st.container(horizontal=True, key="couple-files"):
        for label, file, kind, make in offered:
            # Streamlit keeps the callable beyond the lock, so it holds the token and no keys.
            data = partial(_made, session_token(), couple.pages.couple, make)
            st.download_button(label, data, file, kind, key=file, on_click="ignore")


def couple_sheet(couple: Couple) -> bytes:
    return sheet_pdf(sheet_of(couple))


def sheet_of(couple: Couple) -> Sheet:
    """One page: weeks, events, claims in their words, barriers in the way most, hopes; initials in place of names."""
    couple = _initialled(couple)
    parts = (
        (words.reasons.WORSENED_TITLE, couple.worsened),
        (words.sheet.WEEKS, (*couple.said, *couple.apart)),
        (words.sheet.BARRIERS, couple.barriers),
        (words.sheet.HOPES, couple.hopes),
        (words.sheet.QUESTIONS, couple.questions),
    )
    marks = tuple(SheetMark(mark.begin, mark.said) for mark in couple.beside.marks)
    lines = tuple(map(sheet_line, couple.lines))
    made = words.weeks.day(couple.here.today)
    return Sheet(couple.names, made, lines, marks, parts, words.sheet.FOOT)


def couple_csv(couple: Couple) -> bytes:
    return weeks_csv(couple.lines, couple.beside.marks, NO_ANSWERS)


def couple_xlsx(couple: Couple) -> bytes:
    return weeks_xlsx(couple.lines, couple.beside.marks, NO_ANSWERS)


def sheet_line(line: Line) -> SheetLine:
    """A line under the initial that stands in place of its name."""
    points = tuple((point.week.monday(), float(point.score)) for point in line.points)
    return SheetLine(line.name, points, line.accent is Accent.CLAY)


def _initialled(couple: Couple) -> Couple:
    initials = initials_of([one.who.nickname for one in couple.pages.people])
    people = tuple(
        replace(one, who=replace(one.who, nickname=initials[one.who.nickname])) for one in couple.pages.people
    )
    own_words = partial(with_initials, initials)
    return replace(couple, pages=replace(couple.pages, people=people), own_words=own_words)


def _made(token: str | None, couple: UUID, make: Make) -> bytes:
    """The file from what is granted at this moment; NotFound when the therapist's visit is over."""
    held = None if token is None else house().vault.find(token)
    if not isinstance(held, TherapistSignedIn) or held.only_at is not None:
        raise NotFound
    here = TherapistVisit(held.notebook, held.therapist, house().catalogue, house().clock())
    return make(read_couple(here, couple, joint=False))
