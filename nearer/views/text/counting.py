"""Sentences of a person's yes or no to be counted in their therapist's figures."""

from __future__ import annotations

from nearer.language.sentences import _

TITLE = _("May you be counted?")


def lead(name: str) -> str:
    return _("{name} can count what you let them read, together with other couples.").format(name=name)


def notice(name: str) -> tuple[str, ...]:
    """What is agreed to; its hash is kept with the agreement."""
    sentences = (
        _("Figures say how many people, never who. No figure is made of fewer than five."),
        _("Only what {name} may read is counted. This opens nothing new to {name}."),
        _("Totals that {name} typed in from your questionnaires on paper are counted too."),
        _("You can say no again at any time. From then on you are in no new figure."),
        _("What {name} saved or printed before stays as it is. Your partner decides for themselves."),
    )
    return tuple(sentence.format(name=name) for sentence in sentences)


YES = _("Yes, count me")
NO = _("No longer count me")
COUNTED = _("You are counted. Nobody can see from a figure that it is you.")
NOT_COUNTED = _("You are not counted.")
SAVED_YES = _("Saved. You are counted from now on.")
SAVED_NO = _("Saved. You are in no figure any more.")
