"""Sentences of Settings: the lock, the time zone, the two keys, taking one's own with one, leaving."""

from __future__ import annotations

from nearer.language.sentences import _, counted

TITLE = _("Settings")
LEAD = _("How Nearer behaves for you. Nobody else sees or changes this.")
LOCK = _("Close the notebook when nothing happens for")
ZONE = _("Your time zone")
ZONE_HINT = _("It decides when your week begins and ends.")
LANGUAGE = _("Language")
LANGUAGE_HINT = _("What you and others wrote, the guide and the questions stay in the language they are written in.")
SHIFT = _("Shift three times leaves at once")
SHIFT_HINT = _("Turn it off if your screen reader, or your hand by itself, presses Shift often. Exit always works.")
SAVE = _("Save these settings")
SAVED = _("Saved. They hold from now on.")
EIGHT_HOURS = 480  # minutes
REMINDER_TITLE = _("A weekly reminder")
REMINDER_LEAD = _("A file for your own calendar. It says “Something planned”, and nothing of what or with whom.")
REMINDER_DAY, REMINDER_HOUR = _("Day"), _("Hour")
REMINDER = _("Download the reminder")
REMINDER_HINT = _("Open the file on your phone or computer. To stop it, delete it in your calendar.")
KEYS_TITLE = _("Passphrase and recovery code")
KEY_TITLE = _("Passphrase")
CHANGE_PASSPHRASE = _("Change my passphrase")
NEW_RECOVERY = _("Make a new recovery code")
NEW_KEYS = _("Somebody knew my passphrase")
SIGNED_IN = _("Where I am signed in")
OWN_TITLE = _("What is yours")
OWN_LEAD = _(
    "Everything you wrote here, as a file for you. It is not sealed: keep it where only you can open it, and delete "
    "it when done."
)
DOWNLOAD = _("Download what I wrote")
FHIR_HINT = _(
    "For another program, at a clinic for example: your answers in your words, and scores, without your nickname."
)
FHIR = _("My answers as FHIR (.json)")
LEAVE = _("Delete everything of mine")

COPIES_TITLE = _("Copies of this notebook")
NO_COPY = _("There is no copy yet. Nearer makes the first one when somebody signs in.")
AT_RISK = _(
    "This notebook is in a folder that another program or a network can damage. Please tell the person who "
    "looks after this computer. “nearer status” says what to do."
)
COPY_NOW = _("Make a copy now")
COPIED = _("There is a copy of everything as it is now.")
COPIED_JUST_NOW = _("The newest copy is not ten minutes old. Please try again later.")
NOT_COPIED = _("No copy could be made. On the computer of this notebook, “nearer backup” says why.")
COPIED_BY_CLINIC = _("Your clinic makes the copies of this notebook, sealed as it is.")
NEVER_COPIED = _("The people of the demo are never copied.")
EVERY_COPY = _("All copies, and how to put one back")
PUT_BACK = _(
    "They are in the folder “backups” beside the notebook. To put one back, close Nearer on its computer and type "
    "“nearer restore” with the name of the file. What was there is kept beside it."
)


def last_copy(day: str) -> str:
    return _("The newest is of {day}. Nearer makes one a day, sealed like the notebook, on the same computer.").format(
        day=day
    )


def minutes(number: int) -> str:
    """A span of idle time; eight hours is as long as anybody stays signed in."""
    if number == EIGHT_HOURS:
        return _("Not at all, this device is mine alone")
    return counted("{n} minute", "{n} minutes", number).format(n=number)
