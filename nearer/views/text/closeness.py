"""Sentences of the Closeness screen: the figure, its text alternative, its table, the circles."""

from __future__ import annotations

from datetime import date

from nearer.language.names_apart import set_apart
from nearer.language.sentences import _, counted
from nearer.trends.usual_range import FIRST_ANSWERS
from nearer.views.text.small_numbers import number_word
from nearer.views.text.weeks import ago

TITLE = _("Closeness")
LEAD = _("How close the weeks felt, from 0 to 100, as you said it yourselves.")
NO_WEEKS = _("Your first week appears here after a check-in, once most questions are answered.")
TO_CHECK_IN = _("Check in for this week")
ONLY_YOURS = _("This is your own line. Your partner's line appears if they share it, once there is a week to show.")
GAPS = _("A week without a check-in is a gap, and hatched in the picture. It is never counted as low or as nothing.")
YOUR_USUAL_RANGE = _("your usual range")


def hatched(name: str) -> str:
    """What the hatched weeks are."""
    return _("{name}: no check-in").format(name=set_apart(name))


def range_of(name: str) -> str:
    """The words for the pale area in this person's colour."""
    return _("{name}: usual range").format(name=set_apart(name))


def person_in_week(name: str, score: str, circles: str) -> str:
    """One person's week; `circles` are the words of the pair they chose, or empty."""
    told = _("{name}: {score}").format(name=name, score=score)
    return _("{told}, {circles}").format(told=told, circles=circles) if circles else told


def quoted(note: str) -> str:
    return _("“{note}”").format(note=note)


RANGE = _("How far back")


def range_names() -> dict[int, str]:
    """By the number of weeks; 0 is all of them."""
    return {12: _("12 weeks"), 26: _("Half a year"), 0: _("All")}


CHANGED_QUESTIONS = _("Where the line breaks without a missing week, the questions had changed.")


def up_to(week: str) -> str:
    """Weeks have gone by since one's latest check-in; `week` as `weeks.ago` says it."""
    return _(
        "Your own line ends with your latest check-in, {week}. Nothing here is about the weeks since then."
    ).format(week=week)


def circles_of_week(monday: date, today: date) -> str:
    return _("Your circles {when}").format(when=ago(monday, today))


TABLE_TITLE = _("The weeks as a table")
WEEK_COLUMN = _("Week from")
APART_COLUMN = _("Apart")
NO_CHECK_IN = _("no check-in")
LOWEST_COLUMN = _("Dotted line")
ALT_NONE = _("A figure without any week yet.")


def alt_opening(first: str, last: str) -> str:
    return _("Closeness from 0 to 100 for each week from {first} to {last}.").format(first=first, last=last)


def alt_line(name: str, check_ins: int) -> str:
    return counted("{name}: {n} check-in.", "{name}: {n} check-ins.", check_ins).format(name=name, n=check_ins)


def alt_range(low: str, high: str) -> str:
    return _("Between {low} and {high}.").format(low=low, high=high)


def alt_latest(score: str, week: str) -> str:
    return _("Latest: {score}, in the week from {week}.").format(score=score, week=week)


def alt_gaps(gaps: int) -> str:
    return counted("{n} week without a check-in.", "{n} weeks without a check-in.", gaps).format(n=gaps)


def picture_alt(overlap: int) -> str:
    """What a drawing shows; `overlap` counts from 1, apart, to 7, almost one."""
    return _("Two overlapping circles, picture {step} of 7 from apart to almost one.").format(step=overlap)


PICTURE_MISSING = _("not shared, or no check-in")


def usual_range(low: str, high: str) -> str:
    return _("The pale area is your usual range, {low} to {high}, made from your first {n} weeks.").format(
        low=low, high=high, n=number_word(FIRST_ANSWERS)
    )


def alt_usual_range(name: str, low: str, high: str) -> str:
    return _("Usual range of {name}: {low} to {high}.").format(name=name, low=low, high=high)


def alt_events(events: str) -> str:
    return _("Events in your weeks: {events}.").format(events=events)


def alt_filled(name: str, lowest: str) -> str:
    return _("The weeks of {name}, and a dotted line in which every week without a check-in is {lowest}.").format(
        name=name, lowest=lowest
    )


def numbered(number: int, words: str) -> str:
    """One of several things, with the number that stands at its place in a picture or a table."""
    return _("{number} · {words}").format(number=number, words=words)


ITEMS_TITLE = _("Question by question")
ITEMS_LEAD = _(
    "Your own answers, one small picture a question. Nobody else sees them, unless you share single answers."
)
ITEMS_TABLE = _("Your answers in words")
ANSWER_COLUMN = _("Your answer")
NO_ANSWER = _("no answer")
ITEMS_CHANGED = _("Weeks answered to other wording are not shown here.")


def alt_item(words: str, answers: int, latest: str) -> str:
    return counted("{words} {n} answer, latest: {latest}.", "{words} {n} answers, latest: {latest}.", answers).format(
        words=words, n=answers, latest=latest
    )


def answer_in_week(answer: str, week: str) -> str:
    return _("Week from {week}: {answer}").format(week=week, answer=answer)


CSV, XLSX, SVG = _("Download the weeks (CSV)"), _("Download the weeks (XLSX)"), _("Download the picture (SVG)")
CSV_FILE, XLSX_FILE, SVG_FILE = _("nearer-weeks.csv"), _("nearer-weeks.xlsx"), _("nearer-weeks.svg")
