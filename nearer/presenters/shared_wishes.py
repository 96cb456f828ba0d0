"""Which options of the welcome list are welcome to two people, and the end of all that they told each other."""

from __future__ import annotations

from nearer.session.values import PersonSession
from nearer.shipped import shipped_welcome_list
from nearer.storage.couple.mutual_agreements import AGREEMENT_LASTS, AgreementList, withdraw_marks
from nearer.storage.couple.partner_messages import delete_messages
from nearer.views import text as words


def welcome_list() -> AgreementList:
    """The list of what would be welcome, in which chance leaves out some matches."""
    return AgreementList("welcome", tuple(option.id for option in shipped_welcome_list().options), chance=True)


def welcome_texts() -> dict[str, str]:
    """Each option of the welcome list in words, by its id."""
    return {option.id: option.text for option in shipped_welcome_list().options}


def sure_of_no() -> str:
    """How sure a missing match can make anybody, in a sentence for the about page."""
    return words.steps.sure_of_no(round(100 * welcome_list().most_sure_of_no))


def agreement_days() -> int:
    """How long a yes or another mark lasts."""
    return AGREEMENT_LASTS.days


def withdraw_all(session: PersonSession) -> None:
    """Take back every yes and every message, as sharing ends. NotSaved when it could not be saved."""
    withdraw_marks(session.notebook, session.principal, None, session.now)
    delete_messages(session.notebook, session.principal, None)
