"""Sentences of the sheet for a visit, and of putting one's own together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from nearer.language.dates_and_numbers import and_list, day_in_table
from nearer.language.dates_and_numbers import day as day_as_text
from nearer.language.sentences import _, counted
from nearer.trends.worsening import Worsening
from nearer.views.text.reasons import before_and_after

FILE = _("sheet.pdf")
CHANGED = _("What changed")
WEEKS = _("What the weeks say")
BARRIERS = _("What gets in the way most")
HOPES = _("Hopes")
DATES = _("Dates")
QUESTIONS = _("Questions")
SCALES = _("Every scale, with its band and change")
WRITE_ON = _("Notes")
OUTSIDE_PICTURE = _("Not in these weeks")
NUMBER = _("Record number for the visit sheet (not kept)")
FOOT = _("Not a medical device. Made from what was granted on this day; a direction, not an outcome.")
OWN_FOOT = _("Not a medical device. Put together line by line by the person it is about; a direction, not an outcome.")

TITLE = _("A sheet for a visit")
LEAD = _(
    "One page of paper for your doctor, your nurse or anybody you see. Only what you tick goes in. Nothing is ticked "
    "beforehand, names become initials, and nothing of anybody else is offered here."
)
OWN_QUESTIONS = _("Questions of your own, one in each line")
MAKE = _("Make the sheet (PDF)")
NOTHING_YET = _("Tick or write something, and the sheet can be made.")
STAYS = _(
    "The file is where your browser keeps downloads. Closing this part forgets what you ticked. Your own questions "
    "stay."
)


def made(day: date, therapist: str) -> str:
    return _("Made on {day} for {therapist}").format(day=day_as_text(day), therapist=therapist)


def period(first: date, last: date) -> str:
    """The days from the Monday of the first week to the Sunday of the last."""
    return _("weeks from {first} to {last}").format(
        first=day_as_text(first), last=day_as_text(last + timedelta(days=6))
    )


def record_number(number: str) -> str:
    return _("record number {number}").format(number=number)


def scale_title(title: str, direction: str) -> str:
    """The scale's title, with which way is better where that is known."""
    return _("{title} ({direction})").format(title=title, direction=direction) if direction else title


def of_scale(title: str, sentences: Sequence[str]) -> str:
    return _("{title}: {sentences}").format(title=title, sentences="; ".join(sentences))


REWRITE = _("Write it another way if you can, or leave it out.")
MAX_NAMED, MAX_SHOWN = 5, 12  # how many stretches of letters are named, and how many characters of each


def unprintable(runs: tuple[str, ...]) -> str:
    """Before the file is made: which letters or signs none of its fonts has."""
    quotes = ", ".join(_("“{text}”").format(text=_shorten(run)) for run in runs[:MAX_NAMED])
    more = counted("{named} and {n} more", "{named} and {n} more", len(runs) - MAX_NAMED)
    quote_list = more.format(named=quotes, n=len(runs) - MAX_NAMED) if len(runs) > MAX_NAMED else quotes
    return _("The sheet cannot print {listed}. There will be an empty box instead.").format(listed=quote_list)


def _shorten(run: str) -> str:
    return run if len(run) <= MAX_SHOWN else f"{run[:MAX_SHOWN]}…"


KEEP = _("Keep these questions for the next visit")
FORGET = _("Delete the kept questions")


def keep_lead(names: Sequence[str]) -> str:
    """Beside the button that keeps questions, while therapists are connected."""
    if len(names) == 1:
        return _(
            "The questions you ticked or wrote can stay here until you meet {name}. {name} reads them only if you "
            "grant “Guide, steps and questions” under Sharing."
        ).format(name=names[0])
    return _(
        "The questions you ticked or wrote can stay here until you meet {names}. Each reads them only if you grant "
        "them “Guide, steps and questions” under Sharing."
    ).format(names=and_list(names))


def questions_kept(number: int) -> str:
    return counted("{n} question is kept for the next visit.", "{n} questions are kept for the next visit.",
                   number).format(n=number)  # fmt: skip


def picture(weeks: int) -> str:
    """The line that stands for the drawing of one's weeks."""
    return counted("The picture of my weeks, {n} check-in", "The picture of my weeks, {n} check-ins", weeks).format(
        n=weeks
    )


def of_hundred(title: str, score: str) -> str:
    return _("{title}, {score} of 100").format(title=title, score=score)


def on_day(answered: str, day: date) -> str:
    """What was answered, and when: on paper it would be read as of now."""
    return _("{answered}, on {day}").format(answered=answered, day=day_in_table(day))


def in_words(title: str, band: str) -> str:
    """A scale whose few answers bear no number."""
    return _("{title}, {band}").format(title=title, band=band)


def scored_again(name: str, change: Worsening) -> str:
    """For the person it is about: the two scores with bands and days, and no verdict."""
    return _("{name}: {instrument} went from {before} on {first} to {after} on {last}").format(
        name=name, instrument=change.instrument, **before_and_after(change)
    )
