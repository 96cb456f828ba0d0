"""The sentences of the pages before Streamlit that do not stand in a template."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from nearer.language.sentences import SentenceModule, _, counted

if TYPE_CHECKING:
    from nearer.yaml_files.helplines import Country

sys.modules[__name__].__class__ = SentenceModule

BROKEN = _("Something went wrong on our side. Nothing was changed. Please go back and try again.")
BROKEN_SCRIPT = _("Something went wrong on our side. What you saved is kept. Please open the page again.")
NOT_FOUND = _("There is nothing here.")
NO_SUCH_SCREEN = _("There is no page at this address. Nothing of yours is lost.")
WRONG_HOST = _(
    "Nearer is not known under this name. On your own machine it has an address that no other program is told. You "
    "find it in the window in which Nearer was started. Start Nearer again, and it opens by itself."
)

NEEDS_SCRIPTS = _("The notebook itself needs JavaScript. The guide, signing in, Help and Exit work without it.")
WITHOUT_SCRIPTS = {"/read": _("The whole guide"), "/help": _("Help"), "/bye": _("Exit")}
FOREIGN_FORM = _("This form came from somewhere else, so nothing was done. Please open Nearer and try again.")
TOO_LARGE = _("That was more than this form can hold. Please shorten it and try again.")
TOO_MANY_FILES = _("These are too many files at a time. Please send fewer, or smaller ones.")
UNREADABLE = _("The form arrived incomplete. Please fill it in again.")

NO_MATCH = _("This name and passphrase do not belong together. Please look at both once more.")
NO_RECOVERY = _("This name and recovery code do not belong together. Please look at both once more.")
ROLE_MISSING = _("Please choose which of the two sentences is about you.")
ZONE_UNKNOWN = _("Please choose your time zone from the list.")
ADULT_MISSING = _("Nearer is for adults. Please tick that you are 18 or older.")
AGREEMENT_MISSING = _("Please tick that you agree to what is kept.")
OWN_INVITATION = _("This is your own invitation. Give the code to your partner: it lets one other person join you.")
GROUP_DIFFERS = _("That doesn't match. Check the last four characters of the code above.")
OLD_DIFFERS = _("The present passphrase is not the one you typed. Nothing was changed.")
MADE_UP = _("These are made-up people, so there is nothing of yours to delete. They are gone as soon as you use Exit.")
SURE_MISSING = _("Please tick that everything of yours is to be deleted.")
CODE_NOT_NOW = _("This is not the code of this moment. Please take the newest one your app shows; each works once.")
HELP_NOW = _("If you need help now")

# What a person reads and agrees to before starting: headings with their paragraphs.
NOTICE = (
    (
        _("What is kept"),
        _(
            "The name or nickname you choose, your time zone, and which of you has or had cancer. Also the answers, "
            "scores and notes you save, when you saved them, and what you chose to share."
        ),
    ),
    (
        _("Where it is kept"),
        _("In one file on the computer where this notebook runs. Nothing is sent to anybody else."),
    ),
    (
        _("Who can read it"),
        _(
            "Only you, until you choose to show a part to your partner, or to a therapist with whom you connect. "
            "You can stop showing it at any time; what was seen before stays seen."
        ),
    ),
    (
        _("If you connect a therapist"),
        _(
            "You connect by a code and compare six words face to face. Then you choose part by part what they may "
            "read, each of you two for yourselves. Each day on which they open your pages is written down for "
            "you. You can end it at any time, at once. Nobody has to connect with anybody."
        ),
    ),
    (
        _("If somebody gets hold of the file"),
        _(
            "They can see nicknames, time zones, which of you has or had cancer, and dates. They can see which "
            "questionnaire was answered and who shares with whom. If you connect a therapist, they can see who that "
            "is, when they looked and what they ask you to answer. They cannot read any answer, score or note: those "
            "are sealed, and only your passphrase or your recovery code opens them."
        ),
    ),
    (
        _("While you are signed in"),
        _(
            "The running program can read what you can read. Somebody who controls this computer could read "
            "along, so sign in only where you feel safe, and use Exit when you leave."
        ),
    ),
    (
        _("If you lose both keys"),
        _(
            "Without your passphrase or your recovery code nobody can open your answers, and nobody can replace a "
            "lost key for you."
        ),
    ),
    (
        _("What this is not"),
        _(
            "Nearer is not a medical device and gives no medical advice. Nobody watches the answers, and nobody "
            "is told about them. Scores are sums of what you chose."
        ),
    ),
)


def name_missing(max_letters: int) -> str:
    sentence = _("Please write the name or nickname you want to use here, up to {n} letters.")
    return sentence.format(n=max_letters)


def code_missing(characters: int) -> str:
    return _("Please type the code your partner gave you: {n} letters and digits.").format(n=characters)


def help_now(country: Country) -> str:
    """The sentence on where to turn to in one country."""
    lines = " · ".join(f"{line.name} {line.number}" for line in country.lines)
    sentence = _("If you are in danger or need somebody now ({country}): {lines}.")
    return sentence.format(country=country.name, lines=lines)


def format_wait(seconds: float) -> str:
    """The sentence after too many tries, with `seconds` still to wait."""
    minutes = max(1, -(-int(seconds) // 60))
    return counted(
        "There were several tries that did not match. Please wait about a minute, then try again.",
        "There were several tries that did not match. Please wait about {n} minutes, then try again.",
        minutes,
    ).format(n=minutes)


def signed_in_since(opened_minutes: int, used_minutes: int) -> str:
    """When a sign-in began and was last used, in whole minutes ago."""
    return _("Signed in {opened} min ago, last used {used} min ago").format(opened=opened_minutes, used=used_minutes)
