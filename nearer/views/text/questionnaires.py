"""Sentences of Questionnaires."""

from __future__ import annotations

from datetime import date

from nearer.language.sentences import _, counted
from nearer.views.text.weeks import ago

TITLE = _("Questionnaires")
LEAD = _("Questions to think with, in your own time. Nobody else sees an answer unless you choose to share it.")
START = _("Begin")
RESUME = _("Go on where you left off")
WAITING = _("Waiting for you")
BEGUN = _("Begun")
FINISHED = _("Answered")
BACK_TO_LIST = _("Back to the questionnaires")
ANSWER_AGAIN = _("Answer again")


def answered_on(when: date, today: date) -> str:
    return _("Answered {when}").format(when=ago(when, today))


def about_minutes(minutes: int) -> str:
    return counted("about {minutes} minute", "about {minutes} minutes", minutes).format(minutes=minutes)
