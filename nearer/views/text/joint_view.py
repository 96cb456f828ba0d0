"""Sentences of the screen that a couple and their therapist look at together."""

from __future__ import annotations

from nearer.language.sentences import _

TITLE = _("Joint view")
LEAD = _("Only what you both share with each other.")
TALK = _("To talk about")
ASK_ANYWAY = _("What made you feel close in these weeks, if only for a moment?")
CLOSE = _("Back to the couple's page")
