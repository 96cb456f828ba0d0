"""What the card of a questionnaire says before it is opened: how long it takes, and when it was answered last."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from nearer.domain.schedule import DueState
from nearer.presenters.due_questionnaires import DueQuestionnaire, task_of
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
def test_what_is_due_again_says_when_it_was_answered(
    state: DueState, last: date | None, is_next: bool, sentence: str
) -> None:
    body = shipped_catalogue().questionnaires["physical-barriers"]
    assert task_of(DueQuestionnaire(body, state, last, TODAY), is_next).state == sentence


def test_the_check_in_is_a_new_one_each_week() -> None:
    check_in = shipped_catalogue().check_in
    assert task_of(DueQuestionnaire(check_in, DueState.DUE, FIVE_WEEKS_AGO, TODAY), False).state == "Waiting for you"
