"""What a therapist takes along of a couple: the visit sheet and the granted weeks, as files."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from nearer.presenters.couple import Couple
from nearer.presenters.exports import weeks_csv, weeks_xlsx
from nearer.sheet.initials import initials_of, with_initials
from nearer.sheet.page import Sheet, SheetMark, sheet_pdf
from nearer.takeaway.own_sheet import sheet_line
from nearer.views import text as words


def couple_sheet(couple: Couple) -> bytes:
    """The visit sheet as PDF."""
    return sheet_pdf(sheet_of(couple))


def sheet_of(couple: Couple) -> Sheet:
    """One page: weeks, events, claims in their words, barriers in the way most, hopes; initials in place of names."""
    couple = _initialled(couple)
    parts = (
        (words.reasons.WORSENED_TITLE, couple.worsened),
        (words.sheet.WEEKS, (*couple.week_reasons, *couple.apart)),
        (words.sheet.BARRIERS, couple.barriers),
        (words.sheet.HOPES, couple.hopes),
        (words.sheet.QUESTIONS, couple.questions),
    )
    marks = tuple(SheetMark(mark.begin, mark.label) for mark in couple.beside.marks)
    lines = tuple(sheet_line(who, scores) for who, scores in couple.people)
    made = words.weeks.day(couple.session.today)
    return Sheet(couple.names, made, lines, marks, parts, words.sheet.FOOT)


def couple_csv(couple: Couple) -> bytes:
    """The granted weeks as CSV, a row a week."""
    return weeks_csv(couple.file)


def couple_xlsx(couple: Couple) -> bytes:
    """The granted weeks as a spreadsheet, a row a week."""
    return weeks_xlsx(couple.file)


def _initialled(couple: Couple) -> Couple:
    initials = initials_of([one.who.nickname for one in couple.record.people])
    people = tuple(
        replace(one, who=replace(one.who, nickname=initials[one.who.nickname])) for one in couple.record.people
    )
    own_words = partial(with_initials, initials)
    return replace(couple, record=replace(couple.record, people=people), own_words=own_words)
