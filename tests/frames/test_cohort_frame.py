"""The service in numbers: counted by hand, by quarter, and nothing of fewer than five."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nearer.domain.roles_and_audiences import Role
from nearer.domain.weekly_scores import WeeklyScores
from nearer.frames.cases_frame import cases_frame
from nearer.frames.cohort_facts import OUTCOMES
from nearer.frames.cohort_frame import MIN_COUNT, cohort_frame, hide_small
from nearer.frames.columns import FramePerson
from nearer.frames.paper_frame import paper_frame
from nearer.frames.scores_frame import scores_frame
from nearer.frames.weeks_frame import weeks_frame
from nearer.shipped import shipped_instruments
from tests.frames.frame_inputs import make_scored_response, make_weekly_scores
from tests.frames.test_scores_frame import published

PHQ = published("phq-9", "sum", "worse")


def people(couples: int) -> list[tuple[FramePerson, FramePerson]]:
    """Couples 0, 1 ... of two people each."""
    first = [FramePerson(f"couple-{n}", f"first-{n}", Role.SURVIVOR) for n in range(couples)]
    return [(one, FramePerson(one.couple, f"second-{n}", Role.PARTNER, False)) for n, one in enumerate(first)]


def figures(frame: pd.DataFrame, measure: str, quarter: str = "2026-Q4") -> dict[str, tuple[int | None, int | None]]:
    """Count and n by outcome."""
    rows = frame[(frame["measure"] == measure) & (frame["quarter"] == quarter)]
    counts = rows[["count", "n"]].astype(object).where(rows[["count", "n"]].notna(), None)
    return dict(zip(rows["outcome"], counts.itertuples(index=False, name=None), strict=True))


NO_SCORES, NO_CASES, NO_PAPER = scores_frame([], ()), cases_frame([], date(2026, 11, 23)), paper_frame([])


def test_couples_and_weeks_are_counted_by_quarter() -> None:
    """Twelve couples; in seven both answer weeks 40 and 42, in five one does. Week 40 begins on 28 September."""
    rows = []
    for number, (first, second) in enumerate(people(12)):
        rows += [(first, make_weekly_scores({"2026-W40": 50, "2026-W42": 60}))]
        rows += [(second, make_weekly_scores({"2026-W40": 50, "2026-W42": 60} if number < 7 else {}))]
    frame = cohort_frame(weeks_frame(rows), NO_SCORES, NO_CASES, NO_PAPER)
    # nobody is in the third outcome: that 19 people checked in is told too, and 12 couples less them would say so
    assert figures(frame, "couples") == dict.fromkeys(OUTCOMES["couples"], (None, 10))
    # week 40 is of the third quarter; of weeks 41 and 42 in the fourth, 19 of 24 people's second was answered
    assert figures(frame, "weeks", "2026-Q3") == {"answered": (19, 24), "missed": (5, 24)}
    assert figures(frame, "weeks") == {"answered": (19, 48), "missed": (29, 48)}
    share = frame[(frame["measure"] == "weeks") & (frame["quarter"] == "2026-Q3")]["share"].tolist()
    assert share == pytest.approx([19 / 24, 5 / 24])


def test_each_persons_last_change_of_a_quarter_counts_once() -> None:
    """Six people get better (20 to 5), five stay (10 to 12), five get better in October and worse in November."""
    responses = []
    for number, (who, _) in enumerate(people(16)):
        before, after = (20, 5) if number < 6 else (10, 12) if number < 11 else (20, 21)
        responses.append(make_scored_response(PHQ, "2026-08-01", who, phq_9=before))
        if number >= 11:
            responses.append(make_scored_response(PHQ, "2026-10-20", who, phq_9=5))
        responses.append(make_scored_response(PHQ, "2026-11-01", who, phq_9=after))
    frame = cohort_frame(weeks_frame([]), scores_frame(responses, shipped_instruments()), NO_CASES, NO_PAPER)
    assert figures(frame, "change") == {"worse": (5, 16), "unchanged": (5, 16), "better": (6, 16)}
    assert set(frame["questionnaire"]) == {PHQ.id} and set(frame["scale"]) == {"phq-9"}


def test_the_claim_of_each_person_is_that_of_the_quarters_end() -> None:
    """Five people with three check-ins are too early; five with a year of a steep rise are likely up."""
    early = {f"2026-W{week}": 50 for week in (45, 46, 47)}
    rising = {f"2026-W{week}": 10 + 2 * (week - 10) for week in range(10, 48)}
    rows = [
        (first, make_weekly_scores(early if number < 5 else rising)) for number, (first, _) in enumerate(people(10))
    ]
    frame = cohort_frame(weeks_frame(rows), NO_SCORES, NO_CASES, NO_PAPER)
    count_by_claim = {name: count for name, (count, _) in figures(frame, "claim").items() if count is not None}
    assert count_by_claim == {"likely_up": 5}, "the other five would tell that nobody has any of the other four"
    assert figures(frame, "claim", "2026-Q1") == dict.fromkeys(OUTCOMES["claim"], (None, 5))


def test_a_claim_joins_only_weeks_scored_alike() -> None:
    """Six people rise; six rise as they do, and answered one week by another definition since: too early for them."""
    rising = {f"2026-W{week}": 10 + 2 * (week - 10) for week in range(10, 44)}
    rows = []
    for number, (first, _) in enumerate(people(12)):
        other = make_weekly_scores({"2026-W44": 80}, "b" * 64).scores if number < 6 else ()
        rows.append((first, WeeklyScores.of(make_weekly_scores(rising).scores + other)))
    frame = cohort_frame(weeks_frame(rows), NO_SCORES, NO_CASES, NO_PAPER)
    assert {name: count for name, (count, _) in figures(frame, "claim").items() if count} == {"likely_up": 6}


def test_a_claim_knows_nothing_of_the_quarters_after_it() -> None:
    """Six people rise steeply until June and fall as steeply after it; six answered three weeks only."""
    up = {f"2026-W{week}": 5 * (week - 10) for week in range(10, 27)}
    down = {f"2026-W{week}": 80 - 5 * (week - 26) for week in range(27, 43)}
    early = {f"2026-W{week}": 50 for week in (23, 24, 25)}
    rows = [
        (first, make_weekly_scores(up | down if number < 6 else early)) for number, (first, _) in enumerate(people(12))
    ]
    frame = cohort_frame(weeks_frame(rows), NO_SCORES, NO_CASES, NO_PAPER)
    count_by_claim = {name: count for name, (count, _) in figures(frame, "claim", "2026-Q2").items() if count}
    assert count_by_claim == {"likely_up": 6}


def test_four_people_give_no_figure_and_not_even_their_number() -> None:
    rows = [(first, make_weekly_scores({"2026-W45": 50})) for first, _ in people(4)]
    frame = cohort_frame(weeks_frame(rows), NO_SCORES, NO_CASES, NO_PAPER)
    assert len(frame) > 0 and frame[["count", "n", "share"]].isna().all().all()


def test_many_weeks_of_few_people_give_no_figure() -> None:
    rows = [(first, make_weekly_scores({f"2026-W{week}": 50 for week in range(41, 50)})) for first, _ in people(2)]
    assert figures(cohort_frame(weeks_frame(rows), NO_SCORES, NO_CASES, NO_PAPER), "weeks") == {
        "answered": (None, None),
        "missed": (None, None),
    }


@pytest.mark.parametrize(
    ("counts", "visible_counts"),
    [
        ((9, 8, 7), (9, 8, 7)),
        ((5, 5, 5), (5, 5, 5)),
        ((4, 8, 9), (None, None, 9)),  # 4 alone would be 21 less the two others
        ((2, 3, 9), (None, None, 9)),
        ((1, 3, 9), (None, None, None)),  # together they are four
        ((0, 0, 20), (None, None, None)),
        ((0, 12), (None, None)),
    ],
)
def test_a_hidden_figure_cannot_be_worked_out_from_those_left(
    counts: tuple[int, ...], visible_counts: tuple[int | None, ...]
) -> None:
    named = {str(place): count for place, count in enumerate(counts)}
    assert tuple(hide_small(named, 30).values()) == visible_counts


@given(st.lists(st.integers(0, 60), min_size=2, max_size=6), st.integers(0, 60))
def test_no_figure_under_five_is_shown_and_what_is_hidden_holds_five(counts: list[int], units: int) -> None:
    named = {str(place): count for place, count in enumerate(counts)}
    visible_counts = hide_small(named, units)
    assert all(count is None or count >= MIN_COUNT for count in visible_counts.values())
    hidden = [named[name] for name, count in visible_counts.items() if count is None]
    assert len(hidden) != 1
    assert not hidden or len(hidden) == len(counts) or sum(hidden) >= MIN_COUNT
    assert units >= MIN_COUNT or len(hidden) == len(counts)
    assert all(count in (None, named[name]) for name, count in visible_counts.items())


def test_the_order_of_people_changes_no_figure() -> None:
    rows = [(who, make_weekly_scores({"2026-W45": 50})) for couple in people(8) for who in couple]
    turned = [(replace(who), scores) for who, scores in rows[::-1]]
    in_order, in_reverse = (cohort_frame(weeks_frame(each), NO_SCORES, NO_CASES, NO_PAPER) for each in (rows, turned))
    pd.testing.assert_frame_equal(in_order, in_reverse)
