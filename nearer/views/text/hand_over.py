"""Sentences of a hand-over and a cover, for the therapist who asks and for the person who is asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from nearer.language.dates_and_numbers import and_list, day
from nearer.language.sentences import _

HEADING = _("A colleague")
TITLE = _("Hand over, or ask a colleague to cover")
CODE_LABEL = _("The code of your colleague")
CODE_LEAD = _(
    "Your colleague makes a code under Connecting. Each person of this couple is asked. Nothing moves before a yes."
)
FOR_GOOD, FOR_A_TIME = _("For good"), _("Until a day")
HOW_LONG = _("For how long?")
LAST_DAY = _("The last day")
ASK = _("The same six words: ask them")
WITHDRAW = _("Stop asking")
WITHDRAWN = _("Nobody is asked any more. Anybody who said yes stays with your colleague.")
NO_DAY = _("Please choose the last day.")
SEE = _("Answer on Sharing")


def compare_lead(name: str) -> str:
    return _("Ask {name} to read out their six words. Are they these, in this order?").format(name=name)


def now_asked(name: str) -> str:
    return _("They are asked whether {name} may. Until they answer, everything stays as it is.").format(name=name)


def asked_on(name: str, when: date, until: date | None) -> str:
    if until is None:
        return _("You asked on {day} whether {name} may take over.").format(name=name, day=day(when))
    return _("You asked on {day} whether {name} may cover until {until}.").format(
        name=name, day=day(when), until=day(until)
    )


def answer_of(nickname: str, agreed: bool | None) -> str:
    if agreed is None:
        return _("{name} has not answered. Nothing has moved.").format(name=nickname)
    return (_("{name} said yes.") if agreed else _("{name} said no. Nothing has moved.")).format(name=nickname)


def notes_of(name: str) -> str:
    return _("{name} wrote these notes and handed them over to you.").format(name=name)


def notes_wait(name: str) -> str:
    return _("The notes of {name} open once everybody who was asked has said yes.").format(name=name)


def notes_lost(name: str) -> str:
    return _(
        "The notes of {name} cannot be opened any more. Perhaps one of the two has deleted everything. "
        "Please ask {name}."
    ).format(name=name)


def notes_until(name: str, until: date) -> str:
    return _("{name} wrote these notes. You can read them until {day}.").format(name=name, day=day(until))


def question(therapist: str, colleague: str, until: date | None) -> str:
    """The one question that a person is asked."""
    if until is None:
        return _("May {colleague} take over from {therapist}?").format(colleague=colleague, therapist=therapist)
    return _("May {colleague} cover for {therapist} until {day}?").format(
        colleague=colleague, therapist=therapist, day=day(until)
    )


def consequences(therapist: str, colleague: str, until: date | None, titles: Sequence[str]) -> tuple[str, ...]:
    """What a yes does; its hash is kept with the yes."""
    names = {"therapist": therapist, "colleague": colleague}
    reads = _("{colleague} can then read what {therapist} reads now: {titles}.")
    if not titles:
        reads = _("{therapist} reads nothing of yours now, so {colleague} reads nothing either.")
    if until is None:
        ends = _("{therapist} can no longer open anything of yours. What was read stays read.")
    else:
        ends = _("{therapist} reads on as before. After {day} {colleague} can open nothing any more.")
    sentences = (
        reads,
        ends,
        _("The notes of {therapist} go along once everybody who is asked says yes. Only {colleague} reads them."),
        _("{therapist} compared the key of {colleague} for you. You can end it at any time, here on Sharing."),
    )
    values = {**names, "titles": and_list(titles) if titles else "", "day": "" if until is None else day(until)}
    return tuple(sentence.format(**values) for sentence in sentences)


def yes(colleague: str) -> str:
    return _("Yes, {colleague} may").format(colleague=colleague)


NO = _("No, leave it as it is")
NOT_YET = _("Nothing moves until you answer. You can leave it open for as long as you like.")
CHANGED = _(
    "This question was changed outside Nearer. Please do not say yes, and speak with your therapist face to face."
)


def said_yes(colleague: str) -> str:
    return _("Saved. {colleague} can read it from now on.").format(colleague=colleague)


SAID_NO = _("Saved. Everything stays as it is.")


def logged(what: str) -> str:
    """A line of the access log about a hand-over; `what` as storage has it, {name} and {day} to be filled in."""
    return {
        "asks": _("{name} asked whether a colleague may read, {day}"),
        "takes-over": _("{name} took over with your yes, {day}"),
        "covers": _("{name} covers with your yes, {day}"),
    }[what]


def asks_you(therapist: str) -> str:
    """On the first page."""
    return _("{therapist} asks you something").format(therapist=therapist)


def covers_until(name: str, until: date) -> str:
    return _("{name} covers until {day}. Then it ends by itself.").format(name=name, day=day(until))


def covered_until(name: str, until: date) -> str:
    """The sentence on a cover that ended by itself."""
    return _("{name} covered until {day}, and now reads nothing of yours. It ended by itself.").format(
        name=name, day=day(until)
    )
