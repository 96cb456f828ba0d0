"""Sentences of a therapist's caseload and of one couple's page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from nearer.domain.weeks import Week
from nearer.domain.written_numbers import written_number
from nearer.language.dates_and_numbers import day, format_number, short_day
from nearer.language.sentences import _, counted
from nearer.trends.side_by_side import CLOSE_POINTS

LEAD = _("What each of them granted, and nothing else. They see on which day you opened it.")
NO_WEEKS = _("No closeness scores can be read here.")
GOALS = _("What they hope for")
ANSWERS = _("The last answers and notes they granted")
ASSIGNED = _("What you ask for")
WHO = _("Of whom?")
WHICH = _("Which questionnaires?")
DUE = _("By the week of")
EVERY = _("Again every so many weeks (0: once)")
ASSIGN = _("Ask for it")
ASSIGNED_NOW = _("Saved. They see it on their page, with your name.")
GONE = _("a questionnaire that is not here any more")
WITHDRAW = _("Stop asking")
VISITS = _("Visits")
VISIT_DAY = _("A visit, past or to come")
DAY_FIRST, NOTE_FIRST = _("Please choose the day of the visit first."), _("Please write a note first.")
ADD_VISIT = _("Note this visit")
DROP_VISIT = _("Take it out")
VISIT = _("A visit")
NOTES = _("Your own notes")
NOTES_LEAD = _("Sealed with a key only you have. Nobody else here can read or count them.")
NOTE_LABEL = _("A new note")
KEEP_NOTE = _("Keep this note")
DROP_NOTE = _("Delete")
CHOOSE_FIRST = _("Please choose a person and at least one questionnaire.")


def both(names: tuple[str, ...]) -> str:
    return _(" and ").join(names)


def asked_of(name: str, title: str, week: Week, every: int | None) -> str:
    once = _("{name}: {title}, by the week from {day}").format(name=name, title=title, day=day(week.monday()))
    if every is None:
        return once
    again = counted("every week", "every {n} weeks", every).format(n=every)
    return _("{once}, then {again}").format(once=once, again=again)


def read_on(title: str, when: date) -> str:
    return _("{title}, read on {day}").format(title=title, day=day(when))


def done_on(title: str, when: date) -> str:
    return _("{title}, done on {day}").format(title=title, day=day(when))


GUIDE = _("Pages read and steps done")
NEW_KEYS = _("New keys")


def has_new_keys(person: str) -> str:
    return _(
        "{person} has new keys since you connected, because somebody may have known the passphrase. Ask when you meet."
    ).format(person=person)


QUESTIONS = _("Questions they keep for the visit")


def rated(hope: str, near: str) -> str:
    return _("{hope} (the last answer: {near})").format(hope=hope, near=near)


def visit_on(when: date) -> str:
    return _("A visit on {day}").format(day=day(when))


def apart(both: int, close: int, latest: str, monday: date) -> str:
    """`latest` is of the week of this Monday, the last one that both answered."""
    return _(
        "In {close} of the {both} weeks both answered, they were within {points} points. "
        "Latest, in the week from {day}: {latest} apart."
    ).format(both=both, close=close, latest=latest, points=format_number(CLOSE_POINTS), day=short_day(monday))


SHEET = _("Visit sheet (PDF)")
CSV, XLSX = _("The weeks (CSV)"), _("The weeks (XLSX)")
CSV_FILE, XLSX_FILE = _("weeks.csv"), _("weeks.xlsx")


TOTALS = _("Totals from paper")
TOTALS_LEAD = _(
    "What was filled in on paper: type each day and total. Only you can open them. ORS and SRS may be given on paper "
    "only."
)
TOTAL_WHO, TOTAL_WHICH = _("Whose totals?"), _("Which instrument?")
KEEP_TOTALS, MORE_ROWS, DROP_TOTAL = _("Keep these totals"), _("More rows"), _("Delete this total")
NO_TOTALS = _("Nothing is typed yet: each row takes a day and a total.")


def total_day(row: int) -> str:
    return _("Filled in on, row {row}").format(row=row)


def total_value(row: int, low: Decimal, high: Decimal) -> str:
    return _("Total from {low} to {high}, row {row}").format(
        low=written_number(low), high=written_number(high), row=row
    )


def totals_saved(number: int, left: Sequence[int], twice: Sequence[int]) -> str:
    """How many were kept; in which rows something is missing or does not fit, and which have the same day."""
    if not number and not left and not twice:
        return str(NO_TOTALS)
    saved = counted("{n} total is kept.", "{n} totals are kept.", number).format(n=number)
    missing = counted(
        "Row {rows} needs a day and a total that fits. What you typed is still there.",
        "Rows {rows} need a day and a total that fits. What you typed is still there.",
        len(left),
    ).format(rows=", ".join(map(str, left)))
    same = _("Rows {rows} have the same day. Please keep one of them.").format(rows=", ".join(map(str, twice)))
    return " ".join(filter(None, (saved if number else "", missing if left else "", same if twice else "")))


def total(title: str, value: Decimal, when: date, band: str) -> str:
    """A total with its day; `band` may be empty."""
    sentence = _("{title} {value} on {day}").format(title=title, value=value, day=day(when))
    return _("{sentence}: {band}").format(sentence=sentence, band=band) if band else sentence
