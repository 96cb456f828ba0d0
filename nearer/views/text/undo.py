"""Sentences of what was deleted and can be undone for ten seconds."""

from __future__ import annotations

from nearer.language.sentences import _

UNDO = _("Undo")
IS_BACK = _("It is back as it was.")
TOO_LATE = _("It can no longer be undone.")

EVENT = _("The event is deleted.")
NOTE = _("The note is deleted.")
VISIT = _("The visit is taken out.")
TOTAL = _("The total is deleted.")
QUESTIONS = _("The questions are deleted.")
QUESTIONNAIRE = _("The draft is deleted.")
ASKING = _("You no longer ask for it.")
MESSAGE = _("You took it back.")
DONE_STEP = _("The last mark is taken back.")
PLAN = _("It is no longer planned.")
COPY = _("It is taken away.")
MARKS = _("All your marks are taken back.")
