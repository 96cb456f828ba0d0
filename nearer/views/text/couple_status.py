"""Sentences of what a therapist says of a couple in their caseload: tags, dealt with until a day, archived."""

from __future__ import annotations

from nearer.language.sentences import _

TITLE = _("Tags and status")
LEAD = _("For your caseload alone, sealed as your notes are.")
TAGS = _("Tags, divided by commas")
DEALT_UNTIL = _("Dealt with until")
ARCHIVE, UNARCHIVE = _("Archive this couple"), _("Back on the caseload")
SAVED = _("Saved. Only you can see it.")
