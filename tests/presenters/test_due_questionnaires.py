"""What the card of a questionnaire says before it is opened: how long it takes, and when it was answered last."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from nearer.domain.schedule import DueState
from nearer.presenters.due_questionnaires import DueQuestionnaire, QuestionnairesScreen, task_of
from nearer.shipped import shipped_catalogue

TODAY = date(2026, 11, 23)
FIVE_WEEKS_AGO = TODAY - timedelta(weeks=5)


@pytest.mark.parametrize(
    ("state", "last", "is_next", "sentence"),
    [
        (DueState.DUE, None, False, "Waiting for you, about 7 minutes"),
        (DueState.DUE, FIVE_WEEKS_AGO, False, "Answered 5 weeks ago, about 7 minutes"),
        (DueState.DUE, FIVE_WEEKS_AGO, True, "Next, about 7 minutes"),
        (DueState.STARTED, FIVE_WEEKS_AGO, False, "Begun, about 7 minutes"),
        (DueState.FINISHED, TODAY, False, "Answered this week"),
    ],
)
def test_a_questionnaire_that_is_due_again_says_when_it_was_answered_last(
    state: DueState, last: date | None, is_next: bool, sentence: str
) -> None:
    body = shipped_catalogue().questionnaires["physical-barriers"]
    assert task_of(DueQuestionnaire(body, state, last, TODAY), is_next).state == sentence


def test_the_check_in_is_a_new_one_each_week() -> None:
    check_in = shipped_catalogue().check_in
    assert task_of(DueQuestionnaire(check_in, DueState.DUE, FIVE_WEEKS_AGO, TODAY), False).state == "Waiting for you"


@pytest.mark.parametrize(
    ("has_barriers", "states", "next_place"),
    [
        (True, (DueState.STARTED, DueState.DUE), 0),
        (True, (DueState.FINISHED, DueState.FINISHED), None),
        (False, (DueState.DUE, DueState.DUE), None),
    ],
)
def test_one_questionnaire_stands_out_and_none_while_the_short_start_is_offered(
    has_barriers: bool, states: tuple[DueState, ...], next_place: int | None
) -> None:
    questionnaires = shipped_catalogue().questionnaires.values()
    due = tuple(DueQuestionnaire(one, state, None, TODAY) for one, state in zip(questionnaires, states, strict=False))
    screen = QuestionnairesScreen(due, has_barriers)
    assert [place for place, one in enumerate(due) if screen.is_next(one)] == [
        place for place in (next_place,) if place is not None
    ]


def test_only_the_one_next_questionnaire_says_what_it_is_about() -> None:
    due = DueQuestionnaire(shipped_catalogue().questionnaires["physical-barriers"], DueState.DUE, None, TODAY)
    assert task_of(due, is_next=True).lead == due.questionnaire.summary
    assert task_of(due, is_next=False).lead == ""
