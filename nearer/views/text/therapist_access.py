"""Sentences of a person's therapists: letting one read, comparing six words, and what was opened."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from nearer.language.dates_and_numbers import and_list, day
from nearer.language.sentences import _
from nearer.views.text.hand_over import logged

LET_IN_TITLE = _("Let a therapist read")
LET_IN_LEAD = _(
    "Only what you choose, part by part, for as long as you like. It does not change what anybody else sees."
)
ANOTHER_TITLE = _("Let another therapist read")


def another_lead(names: Sequence[str]) -> str:
    return _("Each therapist reads only what you share with them. Nothing changes for {names}.").format(
        names=and_list(names)
    )


CODE_LABEL = _("The code from your therapist")
FIND = _("Whose code is it?")
SAME_WORDS = _("Yes, the same six words")
OTHER_WORDS = _("No, not the same")
NOT_CONNECTED = _("Nobody was connected. Please ask for a new code when you meet.")


def compare_title(name: str) -> str:
    return _("Compare six words with {name}").format(name=name)


def compare_lead(name: str) -> str:
    return _(
        "Ask {name}, face to face, to read out their six words. Are they these, in this order? If not, choose no: "
        "somebody else may be in between."
    ).format(name=name)


def agreement(name: str) -> tuple[str, ...]:
    """What is agreed to by connecting; its hash is kept with the agreement."""
    sentences = (
        _("Connecting by itself shows nothing. Afterwards you choose for each part whether {name} may read it."),
        _("Every day on which {name} opens your pages is written down here for you."),
        _("You can close a part or end the connection at any time, at once. What was read stays read."),
        _("Your choices are yours alone: nobody else who writes in this notebook is told of them."),
    )
    return tuple(sentence.format(name=name) for sentence in sentences)


def connected_with(name: str, since: date) -> str:
    return _("{name} is connected with you since {day}.").format(name=name, day=day(since))


def ended_with(name: str, when: date) -> str:
    return _("{name} reads nothing of yours any more; it ended on {day}.").format(name=name, day=day(when))


def connected_now(name: str) -> str:
    return _("{name} is connected. Nothing can be read yet: choose below what may be.").format(name=name)


def key_words(sentence: str) -> str:
    return _("The six words you compared: {words}").format(words=sentence)


KEY_CHANGED = _(
    "The key of this therapist is not the one you compared. Nothing new is opened to it. Please end the connection, "
    "speak with them face to face, and connect again."
)


def grant_title(name: str) -> str:
    return _("What may {name} read?").format(name=name)


END_TITLE = _("End the connection")


def end_lead(name: str) -> str:
    return _("Closes every part to {name} at once. {name} sees the date, and nothing else.").format(name=name)


def end(name: str) -> str:
    return _("End it with {name}").format(name=name)


ENDED = _("Saved. The connection has ended.")
OPENED_TITLE = _("What was opened")
OPENED_LEAD = _("Each day on which pages of yours were opened by a therapist, as it was written down at that moment.")


def access_sentence(name: str, what: str, when: date) -> str:
    """One line of what was opened, asked or begun."""
    opens = {
        "pages": _("{name} opened your weeks, {day}"),
        "service": _("{name} counted you in the figures of all couples, {day}"),
        "caseload": _("{name} opened the overview, {day}"),
    }
    sentence = opens[what] if what in opens else logged(what)
    return sentence.format(name=name, day=day(when))
