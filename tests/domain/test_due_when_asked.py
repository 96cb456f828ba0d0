"""What a therapist asks for is due until it is answered, and again when it comes back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from nearer.domain.schedule import DueState, asked_week, due_state, is_still_asked
from nearer.domain.weeks import Week

MONDAY = date(2026, 11, 23)
DUE = Week(2026, 50)
ASKED = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("every", "now", "about"),
    [
        (None, Week(2026, 48), DUE),
        (None, Week(2027, 10), DUE),
        (4, Week(2026, 48), DUE),
        (4, Week(2026, 53), DUE),
        (4, Week(2027, 1), Week(2027, 1)),  # 2026 has 53 weeks
        (4, Week(2027, 4), Week(2027, 1)),
        (4, Week(2027, 5), Week(2027, 5)),
        (1, Week(2027, 5), Week(2027, 5)),
    ],
)
def test_an_assignment_is_about_its_week_or_the_latest_it_came_back_in(
    every: int | None, now: Week, about: Week
) -> None:
    assert asked_week(DUE, every, now) == about


@pytest.mark.parametrize(
    ("about", "last", "still"),
    [
        (DUE, None, True),
        (DUE, date(2026, 11, 25), True),
        (DUE, date(2026, 11, 26), False),
        (DUE, date(2027, 3, 1), False),
        (Week(2027, 1), date(2027, 1, 3), True),
        (Week(2027, 1), date(2027, 1, 4), False),
    ],
)
def test_an_assignment_stands_until_it_is_answered_after_it_was_asked(
    about: Week, last: date | None, still: bool
) -> None:
    assert is_still_asked(DUE, about, ASKED, last) is still


@pytest.mark.parametrize(
    ("repeat", "days", "where"),
    [
        ("monthly", 27, DueState.FINISHED),
        ("monthly", 28, DueState.DUE),  # four whole weeks, so that it falls due on the same weekday
        ("weekly", 1, DueState.DUE),  # the Sunday before is of the week before
        ("weekly", 0, DueState.FINISHED),
        ("once", 400, DueState.FINISHED),
    ],
)
def test_a_questionnaire_is_due_again_after_its_time(repeat: str, days: int, where: DueState) -> None:
    assert due_state(repeat, MONDAY - timedelta(days=days), False, MONDAY) is where


def test_a_questionnaire_never_answered_is_due_and_one_begun_is_shown_as_begun() -> None:
    assert due_state("once", None, False, MONDAY) is DueState.DUE
    assert due_state("monthly", MONDAY, True, MONDAY) is DueState.STARTED
