"""What a service counts beside weeks and claims: since the first time, who stopped, how long people waited."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pandas as pd
from hypothesis import example, given, settings
from hypothesis import strategies as st

from nearer.domain.weeks import Week
from nearer.frames.cases_frame import FrameCase, cases_frame
from nearer.frames.cohort_facts import WAITS
from nearer.frames.cohort_frame import MIN_COUNT, cohort_frame
from nearer.frames.scores_frame import scores_frame
from nearer.frames.weeks_frame import weeks_frame
from nearer.shipped import shipped_instruments
from tests.frames.frame_inputs import make_scored_response, make_weekly_scores
from tests.frames.test_cohort_frame import NO_CASES, NO_PAPER, NO_SCORES, PHQ, figures, people

TODAY = date(2026, 11, 25)  # a Wednesday, of week 48
NO_WEEKS = weeks_frame([])
QUARTER = "2026-Q4"


def counts(frame: pd.DataFrame, measure: str, quarter: str = QUARTER) -> dict[str, int | None]:
    return {name: count for name, (count, _n) in figures(frame, measure, quarter).items()}


def test_since_the_first_time_is_another_thing_than_since_the_time_before() -> None:
    """PHQ-9, six points are more than chance: six fell from 20 to 12 to 11, five went from 10 to 4 to 9."""
    responses = []
    for number, (who, _) in enumerate(people(11)):
        values = (20, 12, 11) if number < 6 else (10, 4, 9)
        days = ("2026-01-10", "2026-05-10", "2026-11-10")
        responses += [make_scored_response(PHQ, day, who, phq_9=value) for day, value in zip(days, values, strict=True)]
    frame = cohort_frame(NO_WEEKS, scores_frame(responses, shipped_instruments()), NO_CASES, NO_PAPER)
    assert counts(frame, "change") == dict.fromkeys(("worse", "unchanged", "better")), "all 11 moved too little"
    # nobody got worse; were the five who stayed shown beside the six, that would be told
    assert counts(frame, "since_first") == {"worse": None, "unchanged": None, "better": 6}


def test_whoever_has_not_checked_in_for_six_whole_weeks_has_stopped() -> None:
    """Today is in week 48. Five were last there in week 41, six whole weeks ago; five in week 42; five in week 36."""
    rows = [
        (first, make_weekly_scores({"2026-W36": 50} | ({f"2026-W{41 + number // 5}": 50} if number < 10 else {})))
        for number, (first, _) in enumerate(people(15))
    ]
    cases = cases_frame([FrameCase(who, date(2026, 9, 1), scores) for who, scores in rows], TODAY)
    frame = cohort_frame(weeks_frame(rows), NO_SCORES, cases, NO_PAPER)
    assert figures(frame, "stopped") == {"going_on": (5, 10), "stopped": (5, 10)}
    assert figures(frame, "stopped", "2026-Q3") == {"going_on": (10, 15), "stopped": (5, 15)}


def test_a_wait_is_counted_from_the_day_somebody_let_the_therapist_in() -> None:
    """Let in on Monday 5 October: five each checked in that week, in the third after, in the fifth after, not yet."""
    monday, cases = date(2026, 10, 5), []
    visits = ((monday - timedelta(days=30),), (monday + timedelta(days=15),), (monday + timedelta(days=29),), ())
    for number, (who, _) in enumerate(people(20)):
        weeks = [Week.of(monday).plus(after) for after in ((0,), (3,), (5,), ())[number // 5]]
        weekly_scores = make_weekly_scores({"2026-W02": 50} | {str(week): 50 for week in weeks})
        cases.append(FrameCase(who, monday, weekly_scores, visits[number // 5]))
    frame = cohort_frame(NO_WEEKS, NO_SCORES, cases_frame(cases, TODAY), NO_PAPER)
    assert figures(frame, "first_check_in") == dict.fromkeys(WAITS, (5, 20))
    assert figures(frame, "first_visit") == dict.fromkeys(WAITS, (5, 20))


def test_a_wait_is_worded_in_weeks_and_days() -> None:
    [(first, second)] = people(1)
    since = date(2026, 10, 7)
    cases = [
        FrameCase(
            first, since, make_weekly_scores({"2026-W40": 1, "2026-W41": 1}), (date(2026, 10, 28), date(2026, 11, 26))
        ),
        FrameCase(second, since, make_weekly_scores({"2026-W40": 1, "2026-W44": 1}), (date(2026, 11, 26),)),
    ]
    frame = cases_frame(cases, TODAY)
    assert frame["check_in_after"].tolist() == [0, 3], "the week of the day counts, and what was before does not"
    assert frame["visit_after"].tolist() == [21, pd.NA], "a visit to come is none yet"


@given(st.lists(st.sampled_from(["both", "one"]), min_size=5, max_size=24))
@example(["both"] * 6 + ["one"])  # 13 people of about five couples can only be seven, of which one checked in alone
@settings(max_examples=60, deadline=None)
def test_nobody_can_work_out_of_how_many_couples_one_checked_in(pairs: list[str]) -> None:
    """By trying every number of couples and people that fits all that is shown of a quarter."""
    rows = []
    for kind, both in zip(pairs, people(len(pairs)), strict=True):
        rows += [(who, make_weekly_scores({"2026-W45": 50})) for who in (both if kind == "both" else both[:1])]
    frame = cohort_frame(weeks_frame(rows), NO_SCORES, NO_CASES, NO_PAPER)
    numbers, n_people = figures(frame, "couples"), next(iter(figures(frame, "claim").values()))[1]
    assert n_people == len(rows)
    n = numbers["both"][1]
    assert None not in [count for count, _n in numbers.values()] or n is None or n % 5 == 0
    known = {name: count for name, (count, _n) in numbers.items() if count is not None}
    assert not known or (known == {name: pairs.count(name) for name in known} and min(known.values()) >= MIN_COUNT)
    fits = {
        (both, single, none)
        for both, single in product(range(len(rows) + 1), repeat=2) if 2 * both + single == len(rows)
        for none in range(6)
        if n is None or abs(both + single + none - n) <= MIN_COUNT // 2
    }  # fmt: skip
    assert (pairs.count("both"), pairs.count("one"), 0) in fits
    assert len({one for _both, one, _none in fits}) > 1 or known


def test_nothing_of_a_cohort_says_how_many_a_missing_cell_has() -> None:
    """Of eleven people's changes since the first time, whoever knows n cannot tell the two that are hidden apart."""
    responses = []
    for number, (who, _) in enumerate(people(11)):
        after = 5 if number < 7 else 20 if number < 9 else 27
        responses += [
            make_scored_response(PHQ, "2026-05-10", who, phq_9=19),
            make_scored_response(PHQ, "2026-11-10", who, phq_9=after),
        ]
    frame = cohort_frame(NO_WEEKS, scores_frame(responses, shipped_instruments()), NO_CASES, NO_PAPER)
    assert figures(frame, "since_first") == {"worse": (None, 11), "unchanged": (None, 11), "better": (None, 11)}
