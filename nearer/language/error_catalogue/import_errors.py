"""Why a file that somebody took along is not read back in."""

from __future__ import annotations

from nearer.language.explained_errors import ErrorText
from nearer.language.sentences import _


class ImportText(ErrorText):
    """No sentence holds anything of the file."""

    NOT_OURS = _("This is not a file that Nearer made under “What is yours”. Please choose that one; it ends in .json.")
    DAMAGED = _(
        "A part of this file is missing or was changed, so nothing of it was read in. Please make it again under "
        "“What is yours”, or choose another one."
    )
    OF_A_NEWER_VERSION = _("This file was made by a newer Nearer. Please update this one first.")
    MADE_UP = _(
        "The person in this file is made up, from the demo, and never goes into a real notebook. Please choose another "
        "file."
    )
    OF_THE_OTHER_ROLE = _(
        "This file is of somebody in the other role, who was asked other questions. Please choose a file of your own."
    )
    ANSWERS_HERE = _("You already have answers here. A file can only be read into a new notebook.")
    NOTHING_TO_READ = _("Nothing in this file can be read in here. Please choose another file that Nearer made.")
