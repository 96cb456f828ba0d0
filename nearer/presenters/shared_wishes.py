"""Which gentle things would be welcome to two people, and the end of all that they told each other."""

from __future__ import annotations

from nearer.session.values import PersonSession
from nearer.shipped import shipped_gentle_things
from nearer.storage.couple.mutual_agreements import AGREEMENT_LASTS, AgreementList, withdraw_marks
from nearer.storage.couple.partner_messages import delete_messages
from nearer.views import text as words


def gentle_things() -> AgreementList:
    """The list of what would be welcome, in which chance leaves out some matches."""
    return AgreementList("gentle", tuple(thing.id for thing in shipped_gentle_things().things), chance=True)


def gentle_texts() -> dict[str, str]:
    """Each gentle thing in words, by its id."""
    return {thing.id: thing.text for thing in shipped_gentle_things().things}


def sure_of_no() -> str:
    """How sure a missing match can make anybody, in a sentence for the about page."""
    return words.steps.sure_of_no(round(100 * gentle_things().most_sure_of_no))


def agreement_days() -> int:
    """How long a yes or another mark lasts."""
    return AGREEMENT_LASTS.days


def withdraw_all(session: PersonSession) -> None:
    """Take back every yes and every message, as sharing ends. NotSaved when it could not be saved."""
    withdraw_marks(session.notebook, session.principal, None, session.now)
    delete_messages(session.notebook, session.principal, None)
