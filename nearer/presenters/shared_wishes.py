"""What two people tell each other through Nearer: which gentle things would be welcome, and what they sent."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import uuid4

from nearer.addresses import ADDRESSES
from nearer.domain.roles_and_audiences import Part, SharedPart
from nearer.session.values import PersonSession
from nearer.shipped import shipped_catalogue, shipped_gentle_things, shipped_guide
from nearer.storage.couple.mutual_agreements import AgreementList, withdraw_marks
from nearer.storage.couple.partner_messages import (
    PartnerMessage,
    delete_messages,
    post_message,
    read_own_messages,
)
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


def message_lines(messages: Iterable[PartnerMessage]) -> list[tuple[str, str]]:
    """Each message as it is read and where it leads: a sentence as it was sent, a page of the guide by its title."""
    return [_message_line(message) for message in messages]


def _message_line(message: PartnerMessage) -> tuple[str, str]:
    if message.kind == "sentence":
        return message.text, ""
    if message.kind == "shared":
        screen = "closeness" if message.text == Part.CLOSENESS else "sharing"
        return words.this_week.newly_shared(_shared_title(message.text)), f"/{ADDRESSES[screen]}"
    topic = shipped_guide().topics.get(message.text)
    address = f"/{ADDRESSES['guide']}?page={topic.id}" if topic else ""
    return words.steps.talk_about(topic.title if topic else message.text), address


def _shared_title(label: str) -> str:
    """What can be read now: weeks, a questionnaire of ours by its title, or what belongs to none."""
    part = SharedPart.parse_label(label)
    questionnaire = shipped_catalogue().get(part.questionnaire) if part else None
    return questionnaire.title if questionnaire else words.this_week.shared_part(label.partition("/")[0])


def tell_of(session: PersonSession, part: SharedPart) -> None:
    """Let the partner find on their first screen that they can read this now."""
    post_message(
        session.notebook, session.principal, PartnerMessage(uuid4(), "shared", part.label, session.today), session.now
    )


def untell(session: PersonSession, part: SharedPart) -> None:
    """Take that back, as the part is closed again."""
    for message in read_own_messages(session.notebook, session.principal):
        if (message.kind, message.text) == ("shared", part.label):
            delete_messages(session.notebook, session.principal, message.key)


def withdraw_all(session: PersonSession) -> None:
    """Take back every yes and every message, as sharing ends. NotSaved when it could not be saved."""
    withdraw_marks(session.notebook, session.principal, None, session.now)
    delete_messages(session.notebook, session.principal, None)
