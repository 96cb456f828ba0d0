"""The person as the guide sees them: their own answers, the events they may read and the pages they read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from nearer.domain.answers import Answer
from nearer.domain.events import Event
from nearer.guide.profile import GuideProfile, profile_scores
from nearer.session.values import PersonSession
from nearer.storage.couple.events import read_own_events, read_partner_events
from nearer.storage.couple.responses import read_last_saved, read_latest_answers
from nearer.typed_answers.answer_parsing import read_answers


def read_guide_profile(session: PersonSession, topics_read: Mapping[str, date]) -> GuideProfile:
    """What topics are chosen from; `topics_read` has the day each was last read, by the topic's id.

    Answers to a questionnaire that has changed since are left out.
    """
    answers: dict[str, Mapping[str, Answer]] = {}
    for latest in session.read_unchanged(read_latest_answers):
        questionnaire = session.catalogue.get(latest.questionnaire)
        if questionnaire is not None and questionnaire.sha256 == latest.sha256:
            answers[questionnaire.id] = read_answers(questionnaire, latest.answers or {})
    return GuideProfile(
        role=session.principal.role,
        today=session.today,
        scores=profile_scores(session.catalogue, answers),
        answers=answers,
        events=_read_events(session),
        read=topics_read,
        answered={
            questionnaire: session.day_of(saved)
            for questionnaire, saved in session.read_unchanged(read_last_saved).items()
            if questionnaire in answers
        },
    )


def _read_events(session: PersonSession) -> tuple[Event, ...]:
    own = (saved.event for saved in session.read_unchanged(read_own_events))
    return (*own, *session.read_unchanged(read_partner_events))
