"""The reason in a line of the caseload: its number and its bars are of the weeks it speaks of, and of no others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from uuid import uuid4

import pytest

from nearer.caseload.caseload import CaseloadCouple
from nearer.caseload.short_reasons import alert_weeks, short_reason
from nearer.domain.roles_and_audiences import Role
from nearer.domain.weekly_scores import WeeklyScore, WeeklyScores
from nearer.storage.therapist.caseload import Case, CasePerson, ConnectedPerson
from nearer.trends.caseload_reasons import CaseloadReason, ReasonKind, reasons_of
from nearer.trends.series import comparable_series
from tests.storage.making import NOW
from tests.trends.series_builders import week_of_series

STEADY = (50, 60, 50, 60, 50, 60, 50, 60)
Scores = Sequence[int | None]


def person(name: str, scores: Scores) -> CasePerson:
    who = ConnectedPerson(uuid4(), name, Role.SURVIVOR, name == "Al", "UTC", frozenset(), NOW, None)
    weekly = WeeklyScores.of(
        WeeklyScore(week_of_series(number), Decimal(score))
        for number, score in enumerate(scores, start=1)
        if score is not None
    )
    return CasePerson(who, weekly, weekly.latest and weekly.latest.week)


def entry(over: int, *scores: Scores) -> CaseloadCouple:
    """A couple of which each answered these weeks, when `over` weeks are over."""
    people = tuple(person(name, listed) for name, listed in zip(("Al", "Bo"), scores, strict=False))
    series = [comparable_series(one.weekly, week_of_series(over)) for one in people]
    return CaseloadCouple(Case(uuid4(), people), reasons_of([tuple(series)])[0], None, None, open_assignments=())


def reason(looked: CaseloadCouple, kind: ReasonKind) -> CaseloadReason:
    return next(one for one in looked.reasons if one.kind is kind)


def written(looked: CaseloadCouple, kind: ReasonKind) -> str:
    short = short_reason(looked, reason(looked, kind))
    return f"{short.text} {short.number}".strip()


def test_a_year_that_fell_and_rose_again_has_gone_up_from_where_the_claim_begins_to_look() -> None:
    fell_and_rose = [80] * 26 + [20 + round(30 * n / 25) for n in range(26)]
    assert written(entry(52, fell_and_rose), ReasonKind.RISING) == "Al: has likely gone up 20 → 50"


def test_a_fall_begins_at_the_first_score_of_the_weeks_looked_at_also_where_the_first_of_them_has_none() -> None:
    rose_and_fell = [10] * 26 + [None] + [80 - round(30 * n / 24) for n in range(25)]
    assert written(entry(52, rose_and_fell), ReasonKind.FALLING) == "Al: has likely gone down 80 → 50"


def test_a_wide_gap_keeps_the_scores_it_was_found_by_when_one_of_the_couple_checks_in_again() -> None:
    both = entry(7, [80] * 6 + [45], [80, 80, 80, 45, 45, 45])
    assert written(both, ReasonKind.WIDE_GAP) == "Differ widely three weeks running 80 / 45"


def test_a_wide_gap_has_bars_below_the_weeks_of_both_and_none_where_one_of_them_answered_alone() -> None:
    both = entry(8, [80] * 8, [80, 80, 80, 45, 45, 45])
    assert alert_weeks(replace(both, reasons=(reason(both, ReasonKind.WIDE_GAP),))) == (
        week_of_series(4),
        week_of_series(5),
        week_of_series(6),
    )


def test_low_weeks_of_one_have_no_bar_where_only_their_partner_answered() -> None:
    both = entry(12, (*STEADY, 10, 10), (*STEADY, 50, 60, 50, 60))
    low = reason(both, ReasonKind.LOW_WEEKS)
    assert alert_weeks(replace(both, reasons=(low,))) == (week_of_series(9), week_of_series(10))
    assert written(both, ReasonKind.LOW_WEEKS) == "Al: two weeks below usual range 60 → 10"


@pytest.mark.parametrize("over", [9, 11, 15])
def test_weeks_of_silence_are_counted_to_the_last_one_that_is_over_and_each_has_a_bar(over: int) -> None:
    silent = entry(over, STEADY[:7])
    assert written(silent, ReasonKind.QUIET_WEEKS) == f"Al: silent for {over - 7} weeks"
    assert alert_weeks(silent) == tuple(map(week_of_series, range(8, over + 1)))


def test_without_an_alert_there_is_no_bar() -> None:
    assert alert_weeks(entry(8, STEADY)) == ()
