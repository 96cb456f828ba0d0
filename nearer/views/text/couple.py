"""Sentences of one couple's page for their therapist, and of the screen that both can see."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from nearer.language.dates_and_numbers import day, day_in_table, day_of_year, format_number, format_signed, short_day
from nearer.language.sentences import _, counted
from nearer.trends.reliable_change import ChangeKind, ScoreChange
from nearer.trends.side_by_side import CLOSE_POINTS
from nearer.views.text.small_numbers import number_word

LEAD = _("What each of them granted, and nothing else. They see on which day you opened it.")
NO_WEEKS = _("No closeness scores can be read here.")
GOALS = _("What they hope for")
VISIT = _("A visit")
GUIDE = _("Pages read and steps done")
NEW_KEYS = _("New keys")
QUESTIONS = _("Questions they keep for the visit")
SHEET = _("Visit sheet (PDF)")
CSV, XLSX = _("The weeks (CSV)"), _("The weeks (XLSX)")
CSV_FILE, XLSX_FILE = _("weeks.csv"), _("weeks.xlsx")
NAVIGATION = _("Caseload and the couples beside")
PREVIOUS, NEXT = _("‹ Previous"), _("Next ›")
NOTHING_NEW = _("Nothing that you can read changed.")
MORE_THAN_CHANCE = _("(more than chance)")
SCALES = _("Every scale over time")
HOW_FAR_BACK = _("How far back")
ANSWERS = _("The last answers and notes they granted")
TAKE_ALONG = _("Take along")


def dates_left_out(number: int) -> str:
    return counted("{n} earlier event is in the table only.", "{n} earlier events are in the table only.",
                   number).format(n=number)  # fmt: skip


def since_visit(day: date) -> str:
    return _("Since the visit on {day}").format(day=day_of_year(day))


def last_weeks(weeks: int) -> str:
    """The heading of what changed where no visit was entered to count from."""
    return counted("In the last week", "In the last {n} weeks", weeks).format(n=number_word(weeks))


def visit_on(day: date) -> str:
    return _("Visit {day}").format(day=short_day(day))


def closeness_of(name: str) -> str:
    return _("Closeness, {name}").format(name=name)


def scale_of(title: str, name: str) -> str:
    return _("{title}, {name}").format(title=title, name=name)


def missed(name: str, weeks: int) -> str:
    return counted("{name} missed {n} week", "{name} missed {n} weeks", weeks).format(name=name, n=weeks)


def note_of(name: str, day: date) -> str:
    return _("A note by {name}, {day}").format(name=name, day=short_day(day))


def question_of(name: str, question: str) -> str:
    return _("{name} asks: “{question}”").format(name=name, question=question)


def read_page(name: str, title: str) -> str:
    return _("{name} read “{title}”").format(name=name, title=title)


def did_step(name: str, title: str) -> str:
    return _("{name} did “{title}”").format(name=name, title=title)


def weeks_choice(weeks: int) -> str:
    return counted("{n} week", "{n} weeks", weeks).format(n=weeks) if weeks else str(_("All"))


def direction(higher: str) -> str:
    return {"better": _("more is better"), "worse": _("more is harder")}.get(higher, "")


def scale_now(name: str, score: str, band: str, when: str) -> str:
    """The last score, with its band where there is one, and its day."""
    if not band:
        return _("{name} {score} on {day}").format(name=name, score=score, day=when)
    return _("{name} {score} ({band}) on {day}").format(name=name, score=score, band=band, day=when)


def scale_day(when: date, year: int) -> str:
    """The day, without the year where that is this `year`."""
    return short_day(when) if when.year == year else day_in_table(when)


def scale_in_words(name: str, scores: Sequence[tuple[str, str]]) -> str:
    """What a small picture shows of one person: each day with its score, oldest first."""
    dated = ", ".join(_("{score} on {day}").format(score=score, day=when) for when, score in scores)
    return _("{name}: {scores}").format(name=name, scores=dated)


SCALES_LEAD = _(
    "A hollow dot is the time before, a thin line where a band begins. A ring means more than chance, by published "
    "points; where none are published, a change cannot be told from chance."
)


def scale_as_before(now: str, when: str) -> str:
    """The line for a score that has not moved, or is in the same band where no number can be said; with the day
    before."""
    return _("{now}, as on {day}").format(now=now, day=when)


def scale_before(score: str, when: str) -> str:
    """The score before, or its band, with its day."""
    return _("{score} on {day}").format(score=score, day=when)


def scale_was(now: str, before: str, difference: Decimal, change: ScoreChange) -> str:
    """The line with the score before, and what published points say of the difference, where there are any."""
    was, needed = _("{now}, was {before}").format(now=now, before=before), change.needed
    if change.kind is ChangeKind.CANNOT_TELL or needed is None:
        return was
    reliable = change.kind is not ChangeKind.NO_RELIABLE_CHANGE
    sentence = (
        _("{was}: {points}, more than chance ({needed})")
        if reliable
        else _("{was}: {points}, may be chance (less than {needed})")
    )
    return sentence.format(
        was=was, points=format_signed(float(difference)).removesuffix(".0"), needed=format_number(needed)
    )


def couple_names(names: tuple[str, ...]) -> str:
    return _(" and ").join(names)


def read_on(title: str, when: date) -> str:
    return _("{title}, read on {day}").format(title=title, day=day(when))


def done_on(title: str, when: date) -> str:
    return _("{title}, done on {day}").format(title=title, day=day(when))


def has_new_keys(person: str) -> str:
    return _(
        "{person} has new keys since you connected, because somebody may have known the passphrase. Ask when you meet."
    ).format(person=person)


def rated(hope: str, near: str) -> str:
    return _("{hope} (the last answer: {near})").format(hope=hope, near=near)


def gap_sentence(weeks_of_both: int, close: int, latest: str, monday: date) -> str:
    """`latest` is of the week of this Monday, the last one that both answered."""
    return _(
        "Both answered in {both} weeks; in {close} of them they were within {points} points. "
        "Latest, in the week from {day}: {latest} points between them."
    ).format(both=weeks_of_both, close=close, latest=latest, points=format_number(CLOSE_POINTS), day=short_day(monday))


def position_of(position: int, number: int) -> str:
    return _("{place} of {number}").format(place=position, number=number)


def shares_no_more(ended: str) -> str:
    """`ended` says who ended it and when."""
    return _("{ended}, and shares nothing with you any more. What you keep yourself stays.").format(ended=ended)
