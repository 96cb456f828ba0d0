"""Days and weeks as people say them."""

from __future__ import annotations

from datetime import date

import pytest

from nearer.views import text as words

SUNDAY = date(2026, 11, 29)  # of week 48, which began on Monday 23 November


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (date(2026, 11, 29), "this week"), (date(2026, 11, 23), "this week"), (date(2026, 11, 22), "last week"),
        (date(2026, 11, 16), "last week"), (date(2026, 11, 15), "2 weeks ago"), (date(2026, 9, 28), "8 weeks ago"),
        (date(2026, 9, 27), "on 27 September 2026"), (date(2026, 11, 30), "on 30 November 2026"),
    ],
)  # fmt: skip
def test_a_day_that_is_over_is_said_by_its_week_and_after_two_months_by_its_date(day: date, sentence: str) -> None:
    assert words.weeks.ago(day, SUNDAY) == sentence


def test_the_turn_of_a_year_with_53_weeks_is_one_week() -> None:
    assert words.weeks.ago(date(2026, 12, 31), date(2027, 1, 4)) == "last week"
    assert words.weeks.week_ago(date(2026, 12, 28), date(2027, 1, 5)) == "Last week"


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (date(2026, 11, 27), "27 November"), (date(2026, 11, 28), "yesterday"), (date(2026, 11, 29), "today"),
        (date(2026, 11, 30), "tomorrow"), (date(2026, 12, 1), "Tuesday"), (date(2026, 12, 5), "Saturday"),
        (date(2026, 12, 6), "6 December"),
    ],
)  # fmt: skip
def test_a_day_within_the_coming_week_is_said_by_its_weekday(day: date, sentence: str) -> None:
    assert words.weeks.near(day, SUNDAY) == sentence


def test_a_week_is_headed_as_this_week_last_week_or_by_its_monday() -> None:
    weeks = [words.weeks.week_ago(date(2026, 11, day), SUNDAY) for day in (23, 16, 9)]
    assert weeks == ["This week", "Last week", "2 weeks ago"]
    assert words.weeks.week_ago(date(2026, 8, 3), SUNDAY) == "The week from 3 August 2026"


def test_a_check_in_can_be_changed_until_its_sunday() -> None:
    assert words.check_in.can_change(SUNDAY, date(2026, 11, 25)) == "You can change it until Sunday."
    assert words.check_in.can_change(SUNDAY, SUNDAY) == "You can change it until tonight."
