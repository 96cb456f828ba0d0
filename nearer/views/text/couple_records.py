"""Sentences of what a therapist keeps of a couple: the days of visits, and notes."""

from __future__ import annotations

from datetime import date

from nearer.language.dates_and_numbers import day
from nearer.language.sentences import _

VISITS = _("Visits")
VISIT_DAY = _("Day of a visit, past or planned")
DAY_FIRST, NOTE_FIRST = _("Please choose the day of the visit first."), _("Please write a note first.")
ADD_VISIT = _("Note this visit")
DROP_VISIT = _("Remove this visit")
NOTES = _("Your own notes")
NOTES_LEAD = _("Sealed with a key only you have. Nobody else here can read or count them.")
NOTE_LABEL = _("A new note")
KEEP_NOTE = _("Keep this note")
DROP_NOTE = _("Delete")
NOTE_VISIT = _("The visit it belongs to (today, if you choose none)")
TEMPLATE = _("Begin with headings")
TEMPLATE_TEXT = _("What was on their minds:\nWhat we did:\nAgreed until next time:")
SEARCH_NOTES = _("Find in your notes")
EDIT_NOTE = _("Change")


def visit_on(when: date) -> str:
    return _("A visit on {day}").format(day=day(when))
