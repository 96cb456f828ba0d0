"""Every table has the columns, dtypes and units that its docstring lists, also after a file and without a row."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pandas as pd
import pytest

from nearer.domain.events import Event, EventKind
from nearer.frames.answers_frame import ANSWER_COLUMNS, answers_frame
from nearer.frames.barriers_frame import BARRIER_COLUMNS, barriers_frame
from nearer.frames.cases_frame import CASE_COLUMNS, FrameCase, cases_frame
from nearer.frames.cohort_frame import COHORT_COLUMNS, cohort_frame
from nearer.frames.columns import DATE_DTYPE
from nearer.frames.events_frame import EVENT_COLUMNS, events_frame
from nearer.frames.long_frame import LONG_COLUMNS, long_frame
from nearer.frames.paper_frame import paper_frame
from nearer.frames.scores_frame import SCORE_COLUMNS, scores_frame
from nearer.frames.weeks_frame import WEEK_COLUMNS, weeks_frame
from nearer.shipped import shipped_catalogue, shipped_instruments
from tests.frames import test_long_frame
from tests.frames.frame_inputs import MEERA, RAVI, make_answered_response, make_scored_response, make_weekly_scores

BODY = shipped_catalogue().questionnaires["physical-barriers"]
SURGERY = Event(
    EventKind.SURGERY, "", date(2026, 11, 2), date(2026, 11, 4), datetime.fromisoformat("2026-11-05T20:00Z")
)


def some_weeks() -> pd.DataFrame:
    return weeks_frame(
        [
            (MEERA, make_weekly_scores({"2026-W45": 60, "2026-W47": 70})),
            (RAVI, make_weekly_scores({"2026-W46": 55}, "b" * 64)),
        ]
    )


def some_scores() -> pd.DataFrame:
    times = [
        make_scored_response(BODY, "2026-10-01", pain=80, sleep="40"),
        make_scored_response(BODY, "2026-11-20", pain=20),
    ]
    return scores_frame(times, shipped_instruments())


def some_barriers() -> pd.DataFrame:
    times = [
        make_scored_response(BODY, "2026-10-01", pain=80, sleep="40"),
        make_scored_response(BODY, "2026-11-20", pain=20),
    ]
    return barriers_frame(times, shipped_instruments())


def some_answers() -> pd.DataFrame:
    raw = {"which": ["pain", "sleep"], "pain-strength": {"state": "declined"}}
    return answers_frame([make_answered_response(BODY, "2026-10-01", raw)])


def some_events() -> pd.DataFrame:
    return events_frame([(MEERA, SURGERY), (RAVI, Event(EventKind.OTHER, "A walk", date(2026, 11, 7)))])


def some_cases() -> pd.DataFrame:
    since, visits = date(2026, 11, 5), (date(2026, 11, 12),)
    cases = [
        FrameCase(MEERA, since, make_weekly_scores({"2026-W45": 60}), visits),
        FrameCase(RAVI, since, make_weekly_scores({})),
    ]
    return cases_frame(cases, date(2026, 11, 23))


def a_cohort() -> pd.DataFrame:
    return cohort_frame(some_weeks(), some_scores(), some_cases(), paper_frame([]))


TABLES: list[tuple[Callable[[], pd.DataFrame], Callable[..., pd.DataFrame], Mapping[str, Any]]] = [
    (some_weeks, weeks_frame, WEEK_COLUMNS),
    (some_scores, scores_frame, SCORE_COLUMNS),
    (some_barriers, barriers_frame, BARRIER_COLUMNS),
    (some_answers, answers_frame, ANSWER_COLUMNS),
    (some_events, events_frame, EVENT_COLUMNS),
    (some_cases, cases_frame, CASE_COLUMNS),
    (a_cohort, cohort_frame, COHORT_COLUMNS),
    (test_long_frame.table, long_frame, LONG_COLUMNS),
]
each_table = pytest.mark.parametrize(
    ("make", "function", "columns"), TABLES, ids=lambda value: getattr(value, "__name__", "")
)


def kinds(dtypes: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(dtype) for name, dtype in dtypes.items()}


@each_table
def test_a_table_has_the_documented_columns_and_dtypes(make, function, columns) -> None:
    assert len(make()) > 0
    assert kinds(make().dtypes.to_dict()) == kinds(columns)


@each_table
def test_the_docstring_lists_every_column_in_its_order_with_its_dtype(make, function, columns) -> None:
    lines = re.findall(r"(?m)^ +- ([a-z_, ]+): (ordered category|[a-zA-Z0-9]+(?:\[\w+\]\[\w+\])?)", function.__doc__)
    listed = {name: kind.removeprefix("ordered ") for names, kind in lines for name in names.split(", ")}
    assert listed == kinds(columns) and list(listed) == list(columns)


@each_table
def test_a_table_comes_back_from_csv_as_it_was(make, function, columns) -> None:
    frame = make()
    file = io.StringIO(frame.to_csv(index=False))
    wanted = dict(columns) | {name: frame[name].dtype for name in columns if name.startswith("band")}
    pd.testing.assert_frame_equal(pd.read_csv(file, dtype=wanted), frame)


@each_table
def test_a_table_comes_back_from_parquet_as_it_was(make, function, columns) -> None:
    file = io.BytesIO()
    make().to_parquet(file)
    pd.testing.assert_frame_equal(pd.read_parquet(file), make())


def test_a_table_without_a_row_has_its_columns() -> None:
    empty = (weeks_frame([]), scores_frame([], ()), barriers_frame([], ()), answers_frame([]), events_frame([]))
    for frame, (_, _, columns) in zip(empty, TABLES, strict=False):
        assert len(frame) == 0 and kinds(frame.dtypes.to_dict()) == kinds(columns)
    assert len(cohort_frame(empty[0], empty[1], cases_frame([], date(2026, 11, 23)), paper_frame([]))) == 0


def test_every_week_of_a_couple_has_a_row_for_both_and_a_gap_is_missing_and_not_zero() -> None:
    frame = some_weeks()
    assert list(frame["week"]) == ["2026-W45", "2026-W46", "2026-W47"] * 2
    assert list(frame["monday"].iloc[:3]) == [date(2026, 11, 2), date(2026, 11, 9), date(2026, 11, 16)]
    assert frame["monday"].dtype == DATE_DTYPE
    assert [None if pd.isna(score) else score for score in frame["score"]] == [60, None, 70, None, 55, None]
    assert frame["definition"].isna().tolist() == frame["score"].isna().tolist()
    assert list(frame["definition"].dropna()) == ["a" * 64, "a" * 64, "b" * 64]


def test_weeks_of_both_run_from_whoever_began_first_to_whoever_answered_last() -> None:
    frame = weeks_frame(
        [(MEERA, make_weekly_scores({"2026-W46": 60})), (RAVI, make_weekly_scores({"2026-W45": 50, "2026-W48": 55}))]
    )
    assert list(frame["week"]) == ["2026-W45", "2026-W46", "2026-W47", "2026-W48"] * 2


def test_no_name_is_in_a_table_unless_it_was_given() -> None:
    frame = some_weeks()
    assert frame["name"].isna().tolist() == [False] * 3 + [True] * 3
    assert list(frame["first"]) == [True] * 3 + [False] * 3
    assert list(frame["role"]) == ["survivor"] * 3 + ["partner"] * 3


def test_a_couple_without_weeks_has_no_row_and_couples_have_weeks_of_their_own() -> None:
    ann = replace(MEERA, couple="couple-2", person="ann")
    frame = weeks_frame(
        [(MEERA, make_weekly_scores({})), (RAVI, make_weekly_scores({})), (ann, make_weekly_scores({"2026-W01": 10}))]
    )
    assert frame[["couple", "week"]].to_numpy().tolist() == [["couple-2", "2026-W01"]]


def test_events_of_one_day_and_of_several_count_their_days() -> None:
    frame = some_events()
    assert list(frame["days"]) == [3, 1]
    assert list(frame["end"]) == [date(2026, 11, 4), date(2026, 11, 7)]
    assert frame["title"].isna().tolist() == [True, False]
    assert frame["entered"].tolist()[0] == date(2026, 11, 5) and frame["entered"].isna().tolist() == [False, True]
    assert list(frame["kind"]) == ["surgery", "other"]


def test_the_scores_of_two_times_have_their_change_ends_and_band() -> None:
    frame = some_scores()
    assert list(frame["scale"]) == ["pain", "sleep", "pain"]
    pain = frame[frame["scale"] == "pain"]
    assert list(pain["score"]) == [80, 20] and list(pain["band"]) == ["Very much in the way", "A little in the way"]
    assert (
        list(pain["severity"]) == [1, 0] and set(pain["higher"]) == {"worse"} and set(pain["purpose"]) == {"barriers"}
    )
    assert (set(pain["low"]), set(pain["high"])) == ({0}, {100})
    assert pain["change"].isna().tolist() == [True, False] and pain["change"].iloc[1] == -60
    assert frame["outcome"].isna().all(), "nothing is published of our own scales"
    assert frame["needed"].isna().all()
