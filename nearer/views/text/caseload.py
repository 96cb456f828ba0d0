"""Sentences of a therapist's caseload and of one couple's page."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from nearer.domain.weeks import Week
from nearer.language.dates_and_numbers import day
from nearer.language.sentences import _, counted
from nearer.typed_answers.typed_numbers import written_number

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
WITHDRAW = _("Ask no longer")
VISITS = _("Visits")
VISIT_DAY = _("A visit, past or to come")
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


def apart(both: int, close: int, latest: str) -> str:
    return _(
        "In {close} of the {both} weeks both answered, they were within 10 points. Latest: {latest} apart."
    ).format(both=both, close=close, latest=latest)


SHEET = _("Visit sheet (PDF)")
CSV, XLSX = _("The weeks (CSV)"), _("The weeks (XLSX)")
CSV_FILE, XLSX_FILE = _("weeks.csv"), _("weeks.xlsx")


TOTALS = _("Totals from paper")
TOTALS_LEAD = _(
    "Some instruments may not be given electronically (ORS, SRS). Here you can keep their totals, for yourself alone."
)
TOTAL_WHO, TOTAL_WHICH, TOTAL_DAY = _("Whose total?"), _("Which instrument?"), _("Filled in on")
KEEP_TOTAL, DROP_TOTAL = _("Keep this total"), _("Delete this total")
TOTAL_KEPT = _("Kept. Only you can open it.")
TOTAL_REFUSED = _("This is not a total of that instrument, or its day is still to come. Nothing was kept.")


def total_value(low: Decimal, high: Decimal) -> str:
    return _("Total, from {low} to {high}").format(low=written_number(low), high=written_number(high))


def total(title: str, value: Decimal, when: date, band: str) -> str:
    """A total with its day; `band` may be empty."""
    sentence = _("{title} {value} on {day}").format(title=title, value=value, day=day(when))
    return _("{sentence}: {band}").format(sentence=sentence, band=band) if band else sentence
