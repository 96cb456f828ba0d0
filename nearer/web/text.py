"""The sentences of the pages before Streamlit that do not stand in a template."""

from __future__ import annotations

from gettext import gettext as _

from nearer.domain.helplines import Country

BROKEN = _("Something went wrong on our side. Nothing was changed. Please go back and try again.")
BROKEN_SCRIPT = _("Something went wrong on our side. What you saved is kept. Please open the page again.")
NOT_FOUND = _("There is nothing here.")
WRONG_HOST = _("Nearer is not known under this name. Please use the address it was started with.")

NEEDS_SCRIPTS = _("The notebook itself needs JavaScript. Signing in, Help and Exit work without it.")
FOREIGN_FORM = _("This form came from somewhere else, so nothing was done. Please open Nearer and try again.")
TOO_LARGE = _("That was more than this form can hold. Please shorten it and try again.")
UNREADABLE = _("The form arrived incomplete. Please fill it in again.")

NO_MATCH = _("This name and passphrase do not belong together. Please look at both once more.")
NO_RECOVERY = _("This name and recovery code do not belong together. Please look at both once more.")
NAME_MISSING = _("Please write the name or nickname you want to use here, up to 40 letters.")
ROLE_MISSING = _("Please choose which of the two sentences is about you.")
ZONE_UNKNOWN = _("Please choose your time zone from the list.")
ADULT_MISSING = _("Nearer is for adults. Please tick that you are 18 or older.")
AGREEMENT_MISSING = _("Please tick that you have read what is kept and agree to it.")
CODE_MISSING = _("Please type the code your partner gave you: 16 letters and digits.")
GROUP_DIFFERS = _("That is not the last group of the code above. Please look at your note once more.")
OLD_DIFFERS = _("The present passphrase is not the one you typed. Nothing was changed.")
MADE_UP = _("These are made-up people, so there is nothing of yours to delete. They are gone as soon as you use Exit.")
SURE_MISSING = _("Please tick that everything of yours is to be deleted.")
CODE_NOT_NOW = _("This is not the code of this moment. Please take the newest one your app shows; each works once.")
HELP_NOW = _("If you need help now")


def help_now(country: Country) -> str:
    """Where to turn to in one country, as one sentence."""
    lines = " · ".join(f"{line.name} {line.number}" for line in country.lines)
    sentence = _("If you are in danger or need somebody now (%(country)s): %(lines)s.")
    return sentence % {"country": country.name, "lines": lines}


def format_wait(seconds: float) -> str:
    """What to do when there were too many tries: `seconds` still to wait."""
    minutes = max(1, -(-int(seconds) // 60))
    if minutes == 1:
        return _("There were several tries that did not match. Please wait about a minute, then try again.")
    return _("There were several tries that did not match. Please wait about %d minutes, then try again.") % minutes


def signed_in_since(opened: int, used: int) -> str:
    """When a sign-in began and was last used, in whole minutes ago."""
    return _("Signed in %(opened)d min ago, last used %(used)d min ago") % {"opened": opened, "used": used}
