"""What somebody changed in the notebook's file past Nearer; each sentence says what it means and what to do."""

from __future__ import annotations

from nearer.language.explained_errors import ErrorText
from nearer.language.sentences import _


class ChangeText(ErrorText):
    """Which of somebody's rows are not as they left them. Nothing of it was followed, and nothing was opened by it."""

    LEDGER = _(
        "Somebody changed or removed your list of what belongs in your notebook, outside Nearer. Nothing was opened. "
        "Please put back a copy."
    )
    ROLLED_BACK = _(
        "An older state of your notebook was put in place of the newest one, outside Nearer. "
        "Please put back the newest copy."
    )
    SCHEMA = _(
        "Somebody added something to the notebook's file while it was open, outside Nearer. Nothing more was saved. "
        "Please put back a copy."
    )
    PERSON = _("Your name, keys or settings were changed outside Nearer. Nothing was opened. Please put back a copy.")
    SIGN_IN = _("Your passphrase or recovery code was exchanged outside Nearer. Please put back a copy.")
    CONSENTS = _("What you agreed to was changed outside Nearer. Please put back a copy.")
    THERAPIST = _("Who your therapist is was changed outside Nearer. Nothing was shown. Please put back a copy.")
    DRAWERS = _(
        "Somebody changed who may read what you write, outside Nearer. Nothing more was saved there. Please put back a "
        "copy, then look at Sharing."
    )
    READERS = _(
        "Somebody gave or took a key to what you wrote, outside Nearer. Nothing more was saved there. "
        "Please put back a copy, then look at Sharing."
    )
    RESPONSES = _("One of your forms was moved, changed or removed outside Nearer. Please put back a copy.")
    ENTRIES = _("Something you saved was moved, changed or removed outside Nearer. Please put back a copy.")
    DRAFTS = _("A form you had begun was changed or removed outside Nearer. Please put back a copy.")
    PARTNER_KEYS = _(
        "The keys of {name} are not the ones you know, so nothing was shared. Please put back a copy, and compare your "
        "six words face to face."
    )
    PARTNER_NAME = _(
        "Your partner's name, role or time zone was changed outside Nearer. Nothing was shown. Please put back a copy."
    )
    PARTNER_ROLLED_BACK = _(
        "An older state of {name}'s part was put in the notebook outside Nearer. Please put back the newest copy."
    )
    NOT_INVITED = _(
        "Somebody joined your notebook whom you did not invite. Nothing of yours was shown. Please put back a copy."
    )
    INVITATION = _(
        "This invitation was not made by Nearer, so it lets nobody in. Please put back a copy, and invite again."
    )
    BLINDED_LIST = _(
        "What one of you two marked was changed or removed outside Nearer, so it was not answered. Please put back a "
        "copy."
    )
    FACTOR = _(
        "Your authenticator or your backup codes were changed outside Nearer, so nobody is let in. Please put back a "
        "copy."
    )
    THERAPIST_ACCOUNT = _("Your account was changed outside Nearer. Nothing was opened. Please put back a copy.")
    THERAPIST_RECORDS = _(
        "One of your notes or records was moved, changed or removed outside Nearer. Please put back a copy."
    )
    HAND_OVER = _(
        "A question about another therapist, or an answer to it, was changed or removed outside Nearer. Please put "
        "back a copy."
    )
    QUESTIONNAIRE = _(
        "A questionnaire from your therapist was changed outside Nearer, so it is not shown. Please tell them, and put "
        "back a copy."
    )
    THERAPIST_FILES = _("A questionnaire you added was changed outside Nearer. Please put back a copy.")
    CLIENT_KEYS = _(
        "The keys of {name} are not the ones they connected with, so nothing was opened. Please put back a copy, and "
        "speak with them."
    )
    CLIENT_NAME = _(
        "The name, role or time zone of {name} was changed outside Nearer, so nothing of theirs was opened. Please put "
        "back a copy, and speak with them."
    )
