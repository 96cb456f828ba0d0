"""Sentences of a therapist's own questionnaires: importing one, what became of the file, offering, retiring."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from nearer.language.dates_and_numbers import day
from nearer.language.sentences import _, counted

TITLE = _("Questionnaires")
LEAD = _("What you ask of the people who let you in. A new one is a draft that only you see, until you offer it.")
YOURS, ADD_ONE = _("Yours"), _("Add one of yours")
NONE_YET = _("You have added none so far. Add a file of one that you already use.")
UPLOAD_HINT = _(
    "The file is read here, and nothing is fetched for it. Add a questionnaire and its value sets together. Formulas "
    "are not run."
)
NEXT_STEP = _("Next")
LOOK_AND_OFFER = _("Look, then offer it")
LOOK = _("Open")
BUILT_IN, THESE_BUILT_IN = _("Comes with Nearer"), _("These come with Nearer")
OFFER_WHICH, OFFER_THESE = _("Offer several at once"), _("Offer these")
TITLE_LABEL, TITLE_KEPT = _("Its title"), _("Kept. This is its title here.")
TITLE_HINT = _("The file keeps its own title.")
ALL = _("All questionnaires")
PREVIEW = _("As a person sees it")
PREVIEW_LEAD = _("Try it: nothing you choose here is kept.")
PREVIEW_PHONE = _("As wide as on a phone")
PREVIEW_END = _("See the closing page")
PREVIEW_AGAIN = _("Start again")
REPORT = _("What became of the file")
REPORT_FILE = _("The same as a file (.json)")
VERSIONS = _("Versions")
VERSION_COLUMNS = (_("Version"), _("State"), _("Came as"))
BESIDE = _("Two versions side by side")
BESIDE_WITH = _("Compare with")
NO_DIFFERENCE = _("Both ask and score the same.")
NOT_ASKED = _("not asked")


def upload_label(megabytes: int) -> str:
    return _("Choose files: FHIR R4 as .json, or ours as .yaml, at most {n} MB each").format(n=megabytes)


def files_taken(taken: int, left: int) -> str:
    """The outcome of reading several files."""
    added = counted("{n} file is added.", "{n} files are added.", taken).format(n=taken)
    return _("{added} Not added: {left}. Below is why.").format(added=added, left=left) if left else added


def file_taken(name: str) -> str:
    return _("{name}: added").format(name=name)


def file_not_taken(name: str) -> str:
    return _("{name}: not added").format(name=name)


def offered_together(number: int) -> str:
    return counted("{n} is offered now.", "{n} are offered now.", number).format(n=number)


def _setting(key: str) -> str:
    return {
        "show_if": _("condition"), "type": _("kind of answer"), "options": _("code or weight of an answer"),
        "limits": _("lowest or highest number"), "days": _("earliest or latest day"), "units": _("unit"),
        "required": _("star"), "repeats": _("number of times"), "section": _("place"), "under": _("place"),
        "unit_limits": _("lowest or highest number"),
        "help": _("help"), "bands": _("bands"), "need": _("number of answers that are needed"),
        "method": _("way to add"), "higher": _("direction"), "factors": _("factors"), "reverse": _("direction"),
    }.get(key, _("setting"))  # fmt: skip


def otherwise(keys: Sequence[str]) -> str:
    """Names of what differs between two versions with the same wording, by the keys of a file."""
    settings = dict.fromkeys(_setting(key) for key in keys)
    return _("the same words; another: {settings}").format(settings=", ".join(settings))


OFFER, OFFER_AGAIN = _("Offer it"), _("Offer it again")
WHO_SEES, EVERYBODY, ONLY_CHOSEN = _("Who sees it"), _("Everybody who let you in"), _("Only people I choose")
WHOM, SAVE_WHO = _("Which people"), _("Save who sees it")
CHANGE_WHO, WHO_SAVED = _("Change who sees it"), _("Saved. This is who sees it from now on.")
EVERYBODY_SEES = _("Everybody who let you in sees it. Who connects later does, too.")
RETIRE = _("Retire it")
DROP = _("Delete this draft")
OFFERED_NOW = _("Offered. It is in the list of those who see it, and on the page of a couple you can ask for it.")
RETIRED_NOW = _("Retired. It is asked of nobody any more; what was answered can still be read.")
GIVE_FHIR, GIVE_YAML = _("As FHIR (.json)"), _("As a file of ours (.yaml)")
NOT_GIVEN_OUT = _("Its licence does not let its questions be given out as a file.")
NOT_TO_COLLECT = _("Its licence does not let it be asked of people here, so it cannot be offered.")
DAMAGED = _("This version was changed outside Nearer, so it is asked of nobody. Please add the file again.")
PROBLEMS, CHANGES, KEPT = (
    _("What needs mending first"),
    _("What was changed"),
    _("What was kept and means nothing here"),
)
NO_CHANGES = _("Nothing was changed, and everything in it has a place here.")


def shipped_id(own: str) -> str:
    return _("'{id}' is the name of a questionnaire that comes with Nearer. Please give this file another id.").format(
        id=own
    )


def headline(status: str, items: int) -> str:
    """The outcome of reading a file of so many items."""
    count = counted("{n} item", "{n} items", items).format(n=items)
    sentence = {
        "taken": _("Taken whole: {count}."),
        "taken_with_changes": _("Taken with changes, listed below: {count}."),
    }.get(status, _("Not taken. Nothing of it was kept."))
    return sentence.format(count=count)


def of_items(names: Sequence[str], sentence: str) -> str:
    """A sentence of the report with the items it is about, as the file names them."""
    return _("{names}: {sentence}").format(names=", ".join(names), sentence=sentence)


def state(kind: str, since: date) -> str:
    """`kind` is draft, offered or retired."""
    sentence = {
        "draft": _("Draft, added on {day}"),
        "offered": _("Offered since {day}"),
        "retired": _("Retired on {day}"),
    }[kind]
    return sentence.format(day=day(since))


def version_state(version: str, state_sentence: str) -> str:
    return _("{version}. {sentence}.").format(version=version_name(version), sentence=state_sentence)


def version_name(version: str) -> str:
    """`unversioned` is what a file without a version has."""
    return _("Without a version") if version == "unversioned" else _("Version {version}").format(version=version)


def came_as(kind: str) -> str:
    return _("FHIR") if kind == "fhir" else _("A file of ours")


def many_versions(count: int) -> str:
    """How many there are of one questionnaire; nothing where there is but one."""
    return counted("{n} version", "{n} versions", count).format(n=count) if count > 1 else ""


def many_questions(count: int) -> str:
    return counted("{n} question", "{n} questions", count).format(n=count)


def licence(name: str, kind: str, may: tuple[bool, bool, bool, bool]) -> str:
    """The permissions of a published instrument: to show it, ask people, score, give it out."""
    kinds = {
        "A": _("free, electronic too"),
        "B": _("free with conditions"),
        "C": _("by permission of its owner"),
        "D": _("not to be given electronically"),
    }
    acts = (_("shown"), _("asked of people"), _("scored"), _("given out as a file"))
    allowed = ", ".join(act for act, may_be in zip(acts, may, strict=True) if may_be) or _("nothing")
    return _("Known as {name}. Its licence ({kind}) allows here: {allowed}.").format(
        name=name, kind=kinds[kind], allowed=allowed
    )


ANSWERS_STAY = _(
    "It may ask about harm, so its single answers stay with the person, whatever they share, and nobody is told. You "
    "read its score where that is granted; please ask for the rest when you meet."
)
HARM_FLAGS = _("Questions about harm")
FLAGS_LEAD = _(
    "A question about self-harm, violence or fear opens help for the person who answers it. "
    "Please check which of yours do."
)
FLAGS_FIRST = _("You can offer it once you have looked at the questions about harm and kept the flags.")
FLAGS_FIXED = _("Flagged, and this stays")
FLAGS_PROPOSED = _("These may be about harm. Take the flag away where that is not so.")
FLAGS_NONE = _("We found no question about harm in it. Please make sure.")
FLAGS_MORE = _("Flag other questions")
FLAGS_KEEP = _("I have looked: keep these flags")
FLAGS_OF_NONE = _("No question is flagged.")
FLAGS_STAY = _("It was offered with these flags, so they stay. A new version of the file can have others.")


def why_proposed(about: Sequence[str]) -> str:
    """`about` is what its words may be about; nothing where only its place says so."""
    if not about:
        return _("In a questionnaire like this one, the question in this place is often about harm.")
    return _("Its words may be about: {about}.").format(about="; ".join(about))


def flagged(count: int) -> str:
    if not count:
        return _("You have looked: no question is flagged as being about harm.")
    return counted(
        "You have looked: {n} question is flagged as being about harm.",
        "You have looked: {n} questions are flagged as being about harm.",
        count,
    ).format(n=count)


def flags_kept(count: int) -> str:
    if not count:
        return _("Kept. No question is flagged. You can offer it now.")
    return counted(
        "Kept. {n} question opens help when it is answered. You can offer it now.",
        "Kept. {n} questions open help when they are answered. You can offer it now.",
        count,
    ).format(n=count)


PERMISSION = _("Whether you hold the permission it takes is between you and its owner; Nearer cannot know it.")


def sees_it(names: Sequence[str]) -> str:
    """The sentence on whom it is offered to; they may all have left since."""
    if not names:
        return _("Nobody sees it now. The people you chose are not connected any more.")
    return _("Only these people see it: {names}.").format(names=", ".join(names))


def with_partner(name: str, partner: str) -> str:
    """Somebody in a list of everybody, so that two people of one name can be told apart."""
    return _("{name} (with {partner})").format(name=name, partner=partner) if partner else name
