"""A therapist asks for a hand-over or a cover, and a person answers, in one line each."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from nearer.hand_over.hand_over_answers import HandOverAnswer, answer_hand_over, read_hand_over_questions
from nearer.hand_over.hand_over_proposals import HandOverRequest, propose_hand_over, read_colleague
from nearer.privacy.principal import Principal, Therapist
from nearer.storage.notebook import Notebook
from nearer.storage.therapist.own_records import TherapistNote
from nearer.storage.therapist.therapist_connections import create_therapist_code
from tests.storage.clinic import NOTICE
from tests.storage.making import NOW

CoupleAndTherapist = tuple[tuple[Principal, Principal], Therapist]  # who let in whom
LATER, UNTIL = NOW + timedelta(days=1), NOW + timedelta(days=14)
NOTE = TherapistNote(UUID(int=9), NOW.date(), "spoke of touch")


def propose_by_code(notebook: Notebook, by: Therapist, to: Therapist, of: UUID, until: datetime | None = None) -> None:
    code = create_therapist_code(notebook, to, NOW)
    keys = read_colleague(notebook, by, code, NOW).keys
    propose_hand_over(notebook, by, of, HandOverRequest(code, keys, until), NOW)


def answer_hand_over_question(notebook: Notebook, who: Principal, agreed: bool = True, now: datetime = LATER) -> None:
    [question] = read_hand_over_questions(notebook, who, now)
    answer_hand_over(notebook, who, HandOverAnswer(question.id, agreed, NOTICE), now)
