"""The visit sheet of a couple: one page from what is granted now, with initials in place of names."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from nearer.caseload.caseload import CaseloadCouple
from nearer.caseload.caseload_couples import find_caseload_couple
from nearer.caseload.couple import Couple
from nearer.caseload.scale_cards import ScaleCard, scale_cards
from nearer.caseload.since_visit import ChangeLine, since_visit
from nearer.sheet.initials import initials_of, with_initials
from nearer.sheet.page import Sheet, SheetEvent, sheet_pdf
from nearer.takeaway.sheet_lines import drawn_ends, sheet_line
from nearer.views import text as words

MAX_NUMBER = 64  # characters of a record number


def make_couple_sheet(couple: Couple, number: str) -> bytes:
    """The visit sheet as PDF; `number` is what the clinic knows them by, and is kept nowhere else."""
    return sheet_pdf(sheet_of(couple, number))


def find_unprintable(couple: Couple) -> tuple[str, ...]:
    """What the sheet cannot print, worked out once until something is written."""
    session, key = couple.session, couple.record.couple
    return session.read_once("unprintable", key, lambda: sheet_of(couple, "").unprintable)


def sheet_of(couple: Couple, number: str) -> Sheet:
    """The sheet for a visit: changes since the last one, questions, hopes, weeks, each scale with band and change."""
    caseload_couple, couple = _with_initials(couple)
    cards = scale_cards(couple)
    since = since_visit(couple, caseload_couple, cards)
    sections = (
        (words.reasons.WORSENED_TITLE, couple.worsened),
        (since.title, tuple(_format_change(line) for line in since.lines if not line.is_question)),
        (words.sheet.QUESTIONS, couple.questions),
        (words.sheet.HOPES, couple.hopes),
        (words.sheet.WEEKS, (*couple.week_reasons_with_rates, *couple.gap_sentences)),
        (words.sheet.BARRIERS, couple.barriers),
        (words.sheet.SCALES, tuple(map(_scale_text, cards))),
    )
    events = tuple(SheetEvent(event.begin, event.label) for event in couple.annotations.events)
    lines = tuple(sheet_line(who, scores) for who, scores in couple.people)
    head, foot = _head_text(couple, number), words.sheet.FOOT
    until = couple.this_week.monday()
    write_on, outside, ends = words.sheet.WRITE_ON, words.sheet.OUTSIDE_PICTURE, drawn_ends(lines, until)
    return Sheet(couple.names, head, lines, events, sections, foot, write_on, outside, ends, until)


def _head_text(couple: Couple, number: str) -> str:
    """When it was made and by whom, of which weeks, and the number that was typed."""
    days = [scored.week.monday() for _who, scores in couple.people for scored in scores.scores]
    period = words.sheet.period(min(days), couple.this_week.monday()) if days else ""
    typed = words.sheet.record_number(number.strip()[:MAX_NUMBER]) if number.strip() else ""
    made = words.sheet.made(couple.session.today, couple.session.therapist.name)
    return " · ".join(filter(None, (made, period, typed)))


def _format_change(line: ChangeLine) -> str:
    return " ".join(filter(None, (line.text, line.number, line.after)))


def _scale_text(card: ScaleCard) -> str:
    """Which scale, which way is better, and of each person the score with its band and the change."""
    title = words.sheet.scale_title(card.title, words.couple.direction(card.higher))
    return words.sheet.of_scale(title, card.sentences)


def _with_initials(couple: Couple) -> tuple[CaseloadCouple, Couple]:
    """The couple and its place on the caseload, with initials for names in what they wrote, too."""
    caseload_couple, record = find_caseload_couple(couple.session, couple.record.couple), couple.record
    initials = initials_of([one.who.nickname for one in record.people])
    people = tuple(replace(one, who=replace(one.who, nickname=initials[one.who.nickname])) for one in record.people)
    cases = tuple(
        replace(one, who=replace(one.who, nickname=initials[one.who.nickname])) for one in caseload_couple.case.people
    )
    format_own_words = partial(with_initials, initials)
    return (
        replace(caseload_couple, case=replace(caseload_couple.case, people=cases)),
        replace(couple, record=replace(record, people=people), format_own_words=format_own_words),
    )
