"""Responses about what gets in the way, of one person, as the tables take them."""

from __future__ import annotations

from collections.abc import Iterable

from nearer.frames.columns import FramePerson, FrameResponse
from nearer.presenters.weekly_scores import frame_person
from nearer.session.values import PersonSession
from nearer.storage.couple.people import Member
from nearer.storage.couple.responses import SavedResponse
from nearer.typed_answers.answer_parsing import read_answers


def frame_responses(session: PersonSession, who: Member, saved: Iterable[SavedResponse]) -> tuple[FrameResponse, ...]:
    """The responses about barriers, by the definitions they were given to."""
    person = frame_person(session, who)
    responses = (_frame_response(session, person, one) for one in saved)
    return tuple(one for one in responses if one is not None)


def _frame_response(session: PersonSession, who: FramePerson, saved: SavedResponse) -> FrameResponse | None:
    """None where the questionnaire is not about barriers, or is not known any more."""
    definition = session.catalogue.find_definition(saved.questionnaire, saved.sha256)
    if definition is None or definition.purpose != "barriers":
        return None
    answers = read_answers(definition, saved.answers or {})
    return FrameResponse(who, definition, saved.day, scores=saved.scores or {}, answers=answers)
