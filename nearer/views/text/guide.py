"""Sentences of the guide: what fits and why, the library, the search, one page of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from nearer.guide.topics import Shelf
from nearer.language.dates_and_numbers import and_list
from nearer.language.sentences import _, counted
from nearer.views.text.weeks import ago

TITLE = _("Guide")
LEAD = _("Short pages, to read alone or together. Nobody sees what you read, unless you show it to a therapist.")

SEARCH = _("Look for something")
SEARCH_EXAMPLE = _("In your own words")
SEARCH_NOT_KEPT = _("What you type here is never saved. A page you open stays in the browser's history, by its name.")
NOTHING_SURE = _(
    "Nothing sure. Other words may find a page, and the library below holds them all. "
    "If you would rather talk to somebody:"
)
PEOPLE_NOW = _("If you need somebody now:")
FOUND = _("Pages that may fit")


def pages_found(number: int) -> str:
    return counted("{n} page", "{n} pages", number).format(n=number)


FOR_YOU = _("For you")
FOR_YOU_LEAD = _("Chosen from your own answers and from dates you can see, each with its reason.")
NOTHING_FITS = _(
    "When something you answered fits a page, you find it here with the reason. The library is always open."
)
FIRST_OF_ALL = _("Please read this first")


def read_on_below(headings: Sequence[str]) -> str:
    """The fold at the end of a page, by what waits in it."""
    return _("Read on: {headings}").format(headings=", ".join(headings))


def because_answered(questionnaire: str, parts: list[str]) -> str:
    """`parts` are what `scale_part` gives."""
    return _("Because you answered “{questionnaire}”: {parts}.").format(
        questionnaire=questionnaire, parts="; ".join(parts)
    )


def scale_part(scale: str, band: str) -> str:
    """A scale with the name of its band, as in: Dryness – Quite a lot."""
    return _("{scale} – {band}").format(scale=scale, band=band)


def because(reason: str) -> str:
    """`reason` ends a sentence that begins with "because"."""
    return _("Because {reason}.").format(reason=reason)


def because_on(reasons: list[str], answered: date | None, today: date) -> str:
    """Reasons that each end a sentence beginning with "because", and the day of the answers they come from."""
    reason = and_list(reasons)
    if answered is None:
        return because(reason)
    return _("Because {reason}, in your answers {when}.").format(reason=reason, when=ago(answered, today))


HELD_TITLE = _("Held back for now, and why")
HELD_LEAD = _("These would fit, and something speaks against them today. You can read them all the same.")


def held_because(reason: str) -> str:
    return _("Held back because {reason}.").format(reason=reason)


STOP_AND_SOURCES = _("When to stop, and where this comes from")
WHEN_TO_STOP = _("When to stop or call")
WHERE_FROM = _("Where this comes from")
LIBRARY = _("Library")
LIBRARY_LEAD = _("Every page, for both of you.")


def shelf_names() -> dict[Shelf, str]:
    """The name of each shelf of the library, in its order."""
    return {
        "body": _("The body"),
        "feelings": _("Feelings"),
        "two": _("The two of you"),
        "team": _("Your care team"),
    }


READ = _("read")


def topic_kind_words(kind: str) -> str:
    """How near a page is to the body's care."""
    return {
        "everyday": _("For any day."),
        "medical": _("About the body's care, with rules for stopping."),
        "urgent": _("About safety. It comes before all others."),
    }[kind]


NOT_REVIEWED = _("No clinician has reviewed this page yet.")


def reviewed(by: str) -> str:
    """`by` is the day and the initials of whoever signed."""
    return _("Reviewed by a clinician: {by}.").format(by=by)


def read_on(when: date, today: date) -> str:
    return _("You read this page {when}.").format(when=ago(when, today))


READ_BUTTON = _("Mark as read")
READ_AGAIN_BUTTON = _("Mark as read today")
READ_IS_YOURS = _("Only you see what you have read.")
SOURCES = _("The sources, one by one")


def not_compared(keys: list[str]) -> str:
    """`keys` are those of its citations."""
    return _("No clinician has compared this page yet with {keys}.").format(keys=", ".join(keys))


def source(key: str, title: str, detail: str) -> str:
    """One source, by the key that cites it in the page's file."""
    return _("[{key}] {title}. {where}").format(key=key, title=title, where=detail)


def quoted(sentence: str) -> str:
    return _("“{sentence}”").format(sentence=sentence)


def source_for(source: str, sentences: str) -> str:
    """A source with what the page says from it."""
    return _("{source}. For: {sentences}").format(source=source, sentences=sentences)


RELATED = _("Pages beside this one")
PRINT_HINT = _("Your browser's Print takes this page alone, without your name.")
ADDRESS_STAYS = _(
    "This page's address names its subject and stays in the browser's history. Exit clears the screen but not the "
    "history; a private window keeps none."
)
ALL_PAGES = _("All pages of the guide")
UNKNOWN_TITLE = _("There is no page here")
UNKNOWN = _("The guide has no page at this address; it may have another name by now. The library holds every page.")
