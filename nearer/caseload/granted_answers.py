"""The last answers and notes that each of a couple granted, as they are read."""

from __future__ import annotations

from nearer.caseload.couple import Couple
from nearer.session.values import TherapistSession
from nearer.storage.couple.responses import SavedResponse
from nearer.views import text as words
from nearer.views.screen_values import SharedResponse


def granted_answers(couple: Couple) -> tuple[SharedResponse, ...]:
    """The last response with granted answers or a note, for each person and questionnaire."""
    all_of = ((one.who, response) for one in couple.record.people for response in one.responses)
    readable = ((who, response) for who, response in all_of if response.answers or response.note)
    last = {(who.id, response.questionnaire): (who.nickname, response) for who, response in readable}
    views = (_make_view(couple.session, name, response) for name, response in last.values())
    return tuple(view for view in views if view is not None)


def _make_view(session: TherapistSession, name: str, response: SavedResponse) -> SharedResponse | None:
    questionnaire = session.catalogue.find_definition(response.questionnaire, response.sha256)
    if questionnaire is None:
        return None
    assert response.day is not None, "a therapist is given the day"
    when = words.weeks.week_from(response.week.monday()) if response.week else words.weeks.day(response.day)
    return SharedResponse(
        name, questionnaire, f"{name} · {when}", response.scores or {}, response.answers or {}, response.note or ""
    )
