"""A check-in belongs to the ISO week of the person's own time zone."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nearer.domain.weeks import Week, local_week


@pytest.mark.parametrize(
    ("day", "week"),
    [
        (date(2026, 11, 23), "2026-W48"),
        (date(2026, 12, 27), "2026-W52"),
        (date(2026, 12, 28), "2026-W53"),
        (date(2027, 1, 3), "2026-W53"),
        (date(2027, 1, 4), "2027-W01"),
        (date(2024, 12, 30), "2025-W01"),
    ],
)
def test_the_days_around_new_year_belong_to_their_iso_week(day: date, week: str) -> None:
    assert str(Week.of(day)) == week
    assert Week.parse(week) == Week.of(day)


def test_one_instant_is_in_different_weeks_in_two_time_zones() -> None:
    instant = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)
    assert str(local_week(instant, "Asia/Kolkata")) == "2026-W48"
    assert str(local_week(instant, "America/New_York")) == "2026-W47"


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        local_week(datetime(2026, 11, 22), "Asia/Kolkata")


@pytest.mark.parametrize("text", ["2027-W53", "2026-W00", "2026-W54", "2026-53", "2026-W5", "W01", "", "2026-W٠١"])
def test_a_week_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Week.parse(text)


def test_a_week_begins_on_monday() -> None:
    assert Week(2026, 53).monday() == date(2026, 12, 28)


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(-60, 60))
def test_weeks_are_counted_across_years_and_back(day: date, weeks: int) -> None:
    week = Week.of(day)
    assert week.plus(weeks).plus(-weeks) == week
    assert (week.plus(weeks).monday() - week.monday()).days == 7 * weeks
    assert (week.plus(weeks) > week) is (weeks > 0)
    assert Week.parse(str(week)) == week
