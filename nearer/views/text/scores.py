"""Sentences of a score: its number, and what stands in its place where few answers bear none."""

from __future__ import annotations

from nearer.language.sentences import _, counted


def score_note(value: str, of_100: bool, higher: str) -> str:
    """The number of a score, said small, with the way it points where that is known: `better`, `worse` or `unsaid`."""
    number = _("{value} of 100").format(value=value) if of_100 else _("{value} points").format(value=value)
    direction = {"better": _("more is better"), "worse": _("more is harder")}.get(higher)
    return _("{number}; {direction}").format(number=number, direction=direction) if direction else number


def roughly(band: str) -> str:
    """A band that few answers bear."""
    return _("{band} (roughly)").format(band=band)


def few_answers(answered: int) -> str:
    """The words in place of a number, where too few answered."""
    return counted(
        "This comes from one answer only, so there is no number.",
        "This comes from {count} answers only, so there is no number.",
        answered,
    ).format(count=answered)


def quoted(person: str, scale_title: str, band: str) -> str:
    """A score, by the name of its band or a number, where its questionnaire has no sentence for it."""
    return _("For {name}, “{title}” came out as “{band}”").format(name=person, title=scale_title, band=band)


def shared_score(told: str) -> str:
    """The sentence on somebody's score for whoever may read it."""
    return _("{sentence}.").format(sentence=told)
