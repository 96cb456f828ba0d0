"""What is wrong with an answer, a number, an event."""

from __future__ import annotations

from nearer.language.explained_errors import ErrorText, plural
from nearer.language.sentences import _


class AnswerText(ErrorText):
    """Why an answer is not kept, without the answer."""

    OF_ANOTHER_QUESTIONNAIRE = _(
        "This answer does not belong to the questionnaire. Check the name of the item, or leave it out."
    )
    HIDDEN = _("This answer does not belong: with the other answers the item is not shown. Leave it out.")
    NO_STATE = _('Give the answer itself, null for skipped, or {{"state": "declined"}}.')
    NOT_OFFERED = _("This answer does not belong to the question; choose one of those offered.")
    NOT_OFFERED_CODES = _(
        "This answer does not belong to the question; choose one of those offered. The codes are {codes}."
    )
    NOT_OFFERED_NUMBER = _(
        "This answer does not belong to the question; choose one of those offered. The codes are {codes}, as text in "
        "quotes."
    )
    TOO_MANY = _("Choose at most {most}.")
    APPLIES_OR_NOT = _("Choose either what applies, or that it does not apply.")
    ALONE = _('"{option}" is an answer by itself; choose either that or the others.')
    NO_NUMBER = _("Give a number.")
    NO_UNIT = _("Choose one of the units offered.")
    NO_TEXT = _("Give a text.")
    TOO_LONG = _("Please shorten to {limit} characters.")
    UNSTORABLE = _("One of the characters cannot be stored; please write the text again.")
    NO_ADDRESS = _("Give an address such as https://example.org.")
    NO_DATE = _("Give a date such as 2026-11-23.")
    TOO_EARLY = _("Choose {day} or a later day.")
    TOO_LATE = _("Choose {day} or an earlier day.")
    NO_MOMENT = _("Give a date with a time such as 2026-11-23T18:30.")
    NO_TIME = _("Give a time such as 18:30.")
    NOT_ASKED = _("This text takes no answer.")


class NumberText(ErrorText):
    """Why a number is not taken."""

    NOT_WHOLE = _("Give a whole number.")
    NOT_ORDINARY = _("Give an ordinary number.")
    TOO_MANY_DIGITS = _("Give a number of at most {digits} digits.")
    WITH_A_SEPARATOR = _("Give a whole number, without a point or comma.")
    TWO_READINGS = _("This can mean {small} or {large}. Please type it like one of these two.")
    GROUPED = _("Please leave out what parts the thousands: 1500, not 1 500.")
    UNREAD_WHOLE = _("This is not yet a number. Please use figures only, such as 7.")
    UNREAD = _("This is not yet a number. Please use figures only, such as 7 or 1.5.")
    TOO_MANY_PLACES = plural(
        "Give a number with at most {n} figure after the point or comma.",
        "Give a number with at most {n} figures after the point or comma.",
    )
    OUTSIDE = _("Choose a value from {low} to {high}.")
    BELOW = _("Choose a value of {low} or more.")
    ABOVE = _("Choose a value of {high} or less.")


class EventText(ErrorText):
    """Why an event cannot stand, without its owner's words."""

    TOO_LONG = _("Please keep it to one line of at most {most} characters.")
    NO_WORDS = _("Please say in a few words of your own what it was.")
    NO_KIND = _("Please choose what it was.")
    NO_DAY = _("Please choose the day.")
    DAYS_OUT_OF_ORDER = _("The last day comes before the first. Please look at both once more.")


class PassphraseText(ErrorText):
    """What would make a passphrase safe."""

    TOO_SHORT = _("Please use at least {limit} characters; four unrelated words do well.")
    TOO_LONG = _("Please use at most {limit} characters.")
    EASY_TO_GUESS = _("This one is easy to guess. Five unrelated words do well; you can take the suggestion.")


class NoScoreText(ErrorText):
    """Why a scale has no score, in a report or at a terminal."""

    NO_ACTIVITY = _("{scale}: no score; by the answers there was no activity to rate")
    NOT_ASKED = plural(
        "{scale}: no score; {n} of its {items} questions was not asked",
        "{scale}: no score; {n} of its {items} questions were not asked",
    )
    NONE_APPLIES = _("{scale}: no score, since its questions do not apply")
    NOT_APPLICABLE = plural(
        "{scale}: no score; {n} of its {items} questions does not apply, and it needs {needed}",
        "{scale}: no score; {n} of its {items} questions do not apply, and it needs {needed}",
    )
    TOO_FEW = _("{scale}: no score; it needs {needed} answers and has {answered}")
