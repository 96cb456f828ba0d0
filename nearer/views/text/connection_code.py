"""Sentences of a therapist's connection code, and of the six words of their key."""

from __future__ import annotations

from nearer.language.sentences import _

TITLE = _("Connecting")
LEAD = _("With your code a person finds you; with your six words, read aloud face to face, they know that it is you.")
WORDS_TITLE = _("Your six words")
HOW = _(
    "The code works for seven days and for everybody you give it to, so that both partners can use it, each on their "
    "own. By itself it shows nothing to anybody: each person compares the six words and then chooses what you may read."
)
NEW_CODE = _("Make a code")
NEW_CODE_AGAIN = _("Make a new code")
SHOWN_ONCE = _("It is shown now and not again.")


def open_until(until: str) -> str:
    return _("The code you made works until {day}. A new one replaces it.").format(day=until)
