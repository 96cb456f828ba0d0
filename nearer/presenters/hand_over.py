"""What a person is asked about a hand-over: one question, what a yes does, and the answer."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from uuid import UUID

from nearer.hand_over.hand_over_answers import (
    HandOverAnswer,
    HandOverQuestion,
    answer_hand_over,
    read_hand_over_questions,
)
from nearer.presenters.sharing import sharing_rows
from nearer.session.values import PersonSession
from nearer.storage.couple.sharing import read_audiences
from nearer.views import text as words


@dataclass(frozen=True, slots=True)
class HandOverCard:
    """One question with its consequences; `is_intact` is False where it must not be answered with yes."""

    id: UUID
    therapist: str
    colleague: str
    question: str
    consequences: tuple[str, ...]
    is_intact: bool


def open_hand_overs(session: PersonSession) -> tuple[HandOverQuestion, ...]:
    """What the person is asked and has not answered, the newest first."""
    read = partial(read_hand_over_questions, session.notebook, session.principal, session.now)
    return session.load_until_written("hand-overs", read)


def read_questions(session: PersonSession) -> tuple[HandOverCard, ...]:
    """What the person is asked about hand-overs, as cards, each with its consequences."""
    open_now = open_hand_overs(session)
    if not open_now:
        return ()
    audiences = read_audiences(session.notebook, session.principal)
    rows = sharing_rows(session, "therapist", audiences)
    cards = []
    for proposal in open_now:
        until = last_day(session, proposal.until)
        titles = [row.title for row in rows if row.part in proposal.parts or row.answers in proposal.parts]
        consequences = words.hand_over.consequences(proposal.therapist, proposal.colleague, until, titles)
        question = words.hand_over.question(proposal.therapist, proposal.colleague, until)
        cards.append(
            HandOverCard(
                proposal.id, proposal.therapist, proposal.colleague, question, consequences, proposal.is_intact
            )
        )
    return tuple(cards)


def save_answer(session: PersonSession, card: HandOverCard, agreed: bool) -> None:
    """Save the answer with the hash of what was read."""
    notice = hashlib.sha256("\n".join((card.question, *card.consequences)).encode()).hexdigest()
    answer = HandOverAnswer(card.id, agreed, notice)
    answer_hand_over(session.notebook, session.principal, answer, session.now)


def last_day(session: PersonSession, until: datetime | None) -> date | None:
    """The last day of a cover, where the person lives."""
    return None if until is None else session.day_of(until - timedelta(seconds=1))
