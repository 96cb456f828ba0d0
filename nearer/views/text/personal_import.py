"""Sentences of reading a file of one's own back in."""

from __future__ import annotations

from datetime import date

from nearer.language.dates_and_numbers import day_of_year
from nearer.language.sentences import _, counted

FOLD = _("I have a file from an earlier notebook")
LEAD = _("Choose the file that you downloaded under “What is yours”. You see what is in it before anything is saved.")
UPLOAD = _("Your file (.json)")
TITLE = _("This would come back")
ONLY_YOU = _("Only you can read it. What your partner or therapist could read before is not shared again.")
READ_IN = _("Save all of it here")
NOT_NOW = _("Not now")
DONE = _("Saved. It is back, with the dates it had.")


def forms(number: int, first: date, last: date) -> str:
    if first == last:
        return counted("{n} finished form, of {day}", "{n} finished forms, of {day}", number).format(
            n=number, day=day_of_year(first)
        )
    return counted("{n} finished form, {first} to {last}", "{n} finished forms, {first} to {last}", number).format(
        n=number, first=day_of_year(first), last=day_of_year(last)
    )


def events(number: int) -> str:
    """How many events; empty for none, as for steps and pages below."""
    return counted("{n} event", "{n} events", number).format(n=number) if number else ""


def steps(number: int) -> str:
    return counted("{n} step, planned or done", "{n} steps, planned or done", number).format(n=number) if number else ""


def pages(number: int) -> str:
    return counted("{n} page you have read", "{n} pages you have read", number).format(n=number) if number else ""


def questions(number: int) -> str:
    return counted("{n} question for a visit", "{n} questions for a visit", number).format(n=number) if number else ""


def unfinished(number: int) -> str:
    return counted("{n} unfinished form", "{n} unfinished forms", number).format(n=number) if number else ""


def left_out(number: int) -> str:
    if not number:
        return ""
    return counted(
        "{n} form stays in the file: this Nearer does not know its questions.",
        "{n} forms stay in the file: this Nearer does not know their questions.",
        number,
    ).format(n=number)
