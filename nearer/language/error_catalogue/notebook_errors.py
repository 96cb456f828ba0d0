"""What can go wrong with the notebook; no sentence holds anybody's answer."""

from __future__ import annotations

from nearer.language.explained_errors import ErrorText
from nearer.language.sentences import _


class NotebookText(ErrorText):
    """Why something of a couple's notebook is not kept, or cannot be read."""

    NO_RECOVERY_CODE = _("People of the demo have no recovery code. Please look around again from the first page.")
    PERSON_KEYS_CHANGED = _("The keys of this person were changed outside Nearer. Please put back a copy.")
    FORM_TOO_LARGE = _("This form holds more than can be kept; please shorten the longest text.")
    NOTE_TOO_LONG = _("Please shorten the note to {limit} characters.")
    WEEK_NOT_BEGUN = _("This week has not begun yet. Please choose an earlier one.")
    DRAFT_DAMAGED = _(
        "The unfinished form {form} does not pass its seal check: it was damaged or changed outside Nearer. "
        "Everything else is untouched; please begin this form again."
    )
    NOTHING_TO_DELETE = _("People of the demo are made up; nothing here is yours to delete.")
    TOO_MANY_QUESTIONS = _("Please keep at most {most} questions, each of at most {limit} characters.")
    NOBODY_TO_INVITE = _("Your partner has joined already; there is nobody else to invite.")
    NOT_OF_THE_LIST = _("This does not belong to the list.")
    NEEDS_BOTH = _("Your partner has not joined yet. This needs both of you.")
    NAME_MISSING = _("Please choose a name or nickname.")
    NAME_TOO_LONG = _("Please choose a name of at most {limit} characters.")
    NAME_UNSHOWABLE = _("A character of this name cannot be shown; please choose another.")
    NAME_TAKEN = _("This name is already used here; please choose another.")
    ZONE_UNKNOWN = _("This time zone is not known; please choose one from the list.")
    MESSAGE_TOO_LONG = _("Please write a sentence of at most {limit} characters.")
    TOO_MANY_MESSAGES = _("There is much on the list already. Please take something back first.")
    MINUTES_OUT_OF_RANGE = _("Choose from 1 to 60 minutes, or not at all.")
    PASSPHRASE_MISSING = _("Please choose a passphrase.")
    WEEK_CLOSED = _("This week is closed. Check-ins belong to the week they are made in; please open a new one.")
    SENT_ALREADY = _("This form was sent already with other questions. Please open it again.")
    PART_MISSING = _("A part of the response to {questionnaire} is missing. Please put back a copy.")
    NOBODY_TO_SHARE_WITH = _(
        "Your partner has not joined yet. Invite them first; then you can choose what they may read."
    )
    PARTNER_HAS_NEW_KEYS = _(
        "{name} has new keys. Please compare your six words face to face first: they are on Sharing."
    )
    WORDS_OF_OTHER_KEYS = _("The six words have changed meanwhile. Please compare the ones you see now.")
    SAME_PASSPHRASE = _("This is the passphrase you have. Please choose another one.")
    EASE_OUT_OF_RANGE = _("Choose a number from 0 to 10.")
    TEXT_TOO_LONG = _("Please shorten the text to {limit} characters.")
    TOO_MANY_TEXTS = _("There are many texts that were not sent. Please send or empty one of them first.")
    DRAWER_KEY_CHANGED = _("The key of a drawer was changed outside Nearer. Please put back a copy.")
    NOT_FOUND = _("Not found.")
    OPEN_ELSEWHERE = _("You also have this open in another window, where it was changed. Please open it again.")
    INVITATION_REFUSED = _("That code did not work. Check it letter by letter, or ask your partner for a new one.")
    INVITATION_OVER = _(
        "This invitation has run out: it is open for seven days. Please ask your partner for a new one."
    )
    CODE_REFUSED = _("This code has been used, has run out, or has a typo. Check it, or ask for a new one.")
    ENTRY_DAMAGED = _(
        "One saved entry does not pass its seal check: the {kind} in {questionnaire}. It was damaged or changed "
        "outside Nearer. All else is untouched; a copy of the notebook may still hold it."
    )
    WEEKS_ENTRY_DAMAGED = _(
        "One saved entry does not pass its seal check: the {kind} in {questionnaire} of {week}. It was damaged or "
        "changed outside Nearer. All else is untouched; a copy of the notebook may still hold it."
    )
    VALUE_DAMAGED = _("A part of the notebook was changed outside Nearer and cannot be read. Please put back a copy.")
    SLOT_OUT_OF_BOUNDS = _(
        "The stored settings of this sign-in are weaker or larger than Nearer allows. Please put back a copy."
    )


class EntryName(ErrorText):
    """What an entry is, and where it stands if under no questionnaire: of these a sentence on a damaged one is made."""

    RECORD = _("record")
    ANSWERS = _("answers")
    SCORES = _("scores")
    NOTE = _("note")
    EVENT = _("event")
    TOPICS_READ = _("topics read")
    STEPS = _("steps")
    QUESTIONS = _("questions")
    TYPED = _("text drafts")
    MESSAGE = _("message")
    MARKS = _("marks")
    GUIDE = _("guide")
    GUIDE_SHARED_SINCE = _("guide shared since")
    LIST_OF_EVENTS = _("the list of events")
    OWN_LIST = _("one of your own lists")
    THE_GUIDE = _("the guide")
    MESSAGES = _("the list of messages")


class NotebookFileText(ErrorText):
    """Why a notebook's file is not opened or written."""

    UNSAFE_SQLITE = _(
        "This SQLite does not accept the setting {setting}, which keeps the notebook safe. Start Nearer with the "
        "Python that its installation brought."
    )
    OF_ANOTHER_PROGRAM = _(
        "{path} is a database of another program. It was left as it is. Move it away, or choose another folder "
        "with NEARER_DATA."
    )
    DAMAGED = _(
        "The notebook {path} is damaged or not complete. It was left as it is. No copy is beside it: if you have one "
        "elsewhere, put it in its place with nearer restore FILE."
    )
    DAMAGED_WITH_A_COPY = _(
        "The notebook {path} is damaged or not complete. It was left as it is. Put the newest copy in its place: "
        "nearer restore {copy}"
    )
    SCHEMA_CHANGED = _(
        "Somebody added something to the notebook {path} that Nearer did not put there, or changed its tables. It was "
        "left as it is. No copy is beside it: if you have one elsewhere, put it in its place with nearer "
        "restore FILE."
    )
    SCHEMA_CHANGED_WITH_A_COPY = _(
        "Somebody added something to the notebook {path} that Nearer did not put there, or changed its tables. It was "
        "left as it is. Put the newest copy in its place: nearer restore {copy}"
    )
    ANOTHER_KIND_OF_FILE = _(
        "{path} is not a notebook but another kind of file. It was left as it is. Move it away, or choose another "
        "folder with NEARER_DATA."
    )
    A_DEMO = _(
        "{path} is a demo with made-up people, and real notes are never kept in one. It was left as it is. Move "
        "it away, or choose another folder with NEARER_DATA."
    )
    A_REAL_NOTEBOOK = _(
        "{path} is a real notebook, and a demo is never opened from one. It was left as it is. Name a file that "
        "nearer demo --data wrote."
    )
    UNREADABLE = _("The notebook {path} cannot be read: {why}.")
    OF_A_NEWER_VERSION = _(
        "The notebook {path} was written by a newer version of Nearer. Please open it with that version. It was "
        "left as it is."
    )
    COPY_NOT_COMPLETE = _(
        "The copy {copy} is not complete, so the notebook was left as it is. Please try again, or choose another disk."
    )
    NO_COPY = _("No copy could be made in {copy}: {why}.")
    COPY_OF_ANOTHER_KIND = _(
        "{path} is not a notebook but another kind of file. The notebook was left as it is. Name a copy that nearer "
        "backup made."
    )
    COPY_OF_ANOTHER_PROGRAM = _(
        "{path} is a database of another program. The notebook was left as it is. Name a copy that nearer backup made."
    )
    COPY_OF_A_DEMO = _(
        "{path} is a demo with made-up people. The notebook was left as it is. Name a copy that nearer backup made."
    )
    COPY_DAMAGED = _("The copy {path} is damaged or not complete. The notebook was left as it is. Name an older copy.")
    NOT_RESTORED = _("The copy {file} cannot be put into {folder}: {why}. The notebook there was left as it is.")
    NOT_BROUGHT_UP_TO_DATE = _(
        "The notebook {path} could not be brought up to date and is as it was before. A copy is in {copy}. Use the"
        " version of Nearer that made it until then."
    )
    NOT_STARTED = _("The notebook {path} cannot be started: {why}.")
    FOLDER_UNUSABLE = _("The folder {folder} cannot be used: {why}.")
    FOLDER_NOT_WRITABLE = _("The folder {folder} cannot be written: {why}.")
    LINK_TO_NOTHING = _("{path} is a link to a file that is not there. Put the notebook there, or take the link away.")
    LOCK_UNUSABLE = _(
        "The file {path} cannot be opened by this user. If another user made it, perhaps root, give it to the one who "
        "runs Nearer."
    )
    OPEN_IN_ANOTHER_VERSION = _(
        "The notebook {path} is open in another version of Nearer. Use that version, or close it first."
    )
    IN_USE = _("The notebook in {folder} is already open in another Nearer. Please close that one first.")
    DEMO_IS_THERE = _("{path} is there already and was left as it is. Choose another folder.")
    MADE_UP_ONLY = _("Made-up people are never written into a real notebook. Choose another folder.")
    DEMO_ONLY = _("Only people of the demo open without a passphrase.")
    DISK_FULL = _(
        "The disk is full, so nothing new is kept. The person who looks after this computer has to make room. "
        "Nothing written earlier is touched."
    )
    BUSY = _("The notebook is busy and did not take this. Please try again in a moment.")
    DISK_FAULT = _(
        "The disk reports a fault, so nothing new is kept. Please try again. If it stays so, the person who looks "
        "after this computer has to check the disk."
    )
    NOT_OPENED = _(
        "Nearer is unable to open the notebook's file. The person who looks after this computer has to check "
        "that it is still in its folder, and the rights of both."
    )
    READ_ONLY = _("The notebook's file may not be written, so nothing new is kept. Check the rights of its folder.")


class TherapistText(ErrorText):
    """Why something of a therapist's is not kept, or cannot be read."""

    THERAPIST_KEYS_CHANGED = _("The keys of this therapist were changed outside Nearer. Please put back a copy.")
    WEEKS_OUT_OF_RANGE = _("Choose from 1 to {most} weeks.")
    OWN_KEYS_CHANGED = _("The keys of your account were changed outside Nearer. Please put back a copy.")
    NO_THERAPIST = _(
        "No therapist is connected with this notebook yet, so nothing can be shown to one. Please connect with one"
        " first, under Sharing."
    )
    FILE_CHANGED = _("This file was changed outside Nearer, so it is not given out. Please put back a copy.")
    FILE_TOO_LARGE = _("This file is larger than {n} MB, so it is not kept. Please divide it into several.")
    TOO_MANY_QUESTIONNAIRES = _("There are {most} questionnaires already. Please delete a draft first.")
    FLAGS_STAY = _("This one was offered, so its flags stay. Please add it again with a version of its own.")
    FLAGS_FIRST = _("Please look first at which of its questions may be about harm.")
    NOBODY_CHOSEN = _("Please choose at least one person who may see it.")
    NOT_OFFERED = _("This one was not offered so far. You can delete the draft.")
    OFFERED = _("This one was offered, and somebody may have answered it. You can retire it.")
    IS_BACK = _("This version is here again already.")
    OTHER_CONTENT = _(
        "'{id}' in version {version} is here already with other content. Answers name the version they were given "
        "to, so please give this file a version of its own."
    )
    RECORD_DAMAGED = _("One of your own records does not pass its seal check. Please put back a copy.")
    TOO_MANY_TAGS = _("Please keep at most {most} tags for a couple, each of at most {limit} characters.")
    NO_SUCH_SET = _(
        "A set needs a questionnaire, and a name of at most {limit} characters. There can be {most} of them."
    )
    TOO_MANY_TOTALS = _("There are {most} totals already. Please delete an old one first.")
    APP_SET_UP = _("An authenticator app is set up already. Please sign in with its code.")
    AUTHENTICATOR_CHANGED = _("The authenticator of this therapist was changed outside Nearer. Please put back a copy.")
    HAND_OVER_OVER = _("This is no longer asked. Nothing was changed.")
    HAND_OVER_CHANGED = _(
        "This question or its answer was changed outside Nearer. Nothing moved. Please speak with your therapist."
    )
    COLLEAGUE_GONE = _("The colleague no longer works here. Nothing was changed.")
    COVER_IN_THE_PAST = _("Please choose a day that is still to come.")
    NOBODY_TO_ASK = _("Nobody of this couple is connected with you now, so there is nobody to ask.")
    OWN_ACCOUNT = _("This is your own account. Another manager can end it, or a command on the server.")
    TRAIL_CHANGED_AGAIN = _("The trail has changed again. Please look at its lines once more.")
    OWN_CODE = _("This is your own code. Please type the code of your colleague.")
    ANOTHER_KEY = _("{name} is connected with you under another key. Please end that connection first.")
    WEEKS_DAMAGED = _("The weeks of one person were changed or removed outside Nearer. Please put back a copy.")
    KEY_CHANGED = _(
        "This therapist's key is not the one you compared, so nothing was opened to it. Please end the "
        "connection, speak with them face to face, and connect again."
    )


class FolderText(ErrorText):
    """Why the folder of a notebook is not a safe place for it; it is opened all the same."""

    SYNCED = _(
        "The notebook is in {folder}, and another program keeps “{synced}” in step with other devices. That can damage "
        "it. Please close Nearer, move the folder out of there and name the new place in NEARER_DATA."
    )
    ON_NETWORK = _(
        "The notebook is in {folder}, on a network drive. That can damage it when the connection breaks. Please close "
        "Nearer, move the folder to this computer's own disk and name the new place in NEARER_DATA."
    )
