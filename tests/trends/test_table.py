"""Many series in one CSV, and every way such a file can be wrong."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from nearer.domain import Week
from nearer.trends import SeriesRefused, TableRefused, claim_of, claims_from_csv, series_of
from tests.trends.written import MEERA, SHRINKING, weeks

TODAY = date(2026, 11, 23)
HEADER = "series,week,score"
MONDAY = date(2026, 3, 2)


def claims(*rows: str) -> list[tuple[str, ...]]:
    return claims_from_csv([HEADER, *rows], TODAY)[1:]


def refusal(*rows: str) -> str:
    with pytest.raises(TableRefused) as refused:
        claims_from_csv(rows, TODAY)
    return str(refused.value)


def rows_of(name: str, text: str) -> list[str]:
    scores = ("" if score == "-" else score for score in text.split(","))
    return [f"{name},{MONDAY + timedelta(weeks=n)},{score}" for n, score in enumerate(scores)]


def test_each_series_gets_one_row_with_the_claim_it_would_get_alone() -> None:
    rows = rows_of("meera", MEERA) + rows_of("other", SHRINKING)
    found = claims_from_csv([HEADER, *rows], TODAY)
    alone = claim_of(weeks(MEERA))
    assert found[0] == ("series", "weeks", "answered", "claim", "slope", "low", "high")
    assert found[1] == ("meera", "12", "12", "likely_up", *(f"{x:.2f}" for x in (alone.slope, alone.low, alone.high)))
    assert found[2][:4] == ("other", "10", "10", "no_clear_direction")


def test_the_order_of_rows_columns_and_days_of_the_week_changes_nothing() -> None:
    rows = rows_of("meera", MEERA)
    expected = claims(*rows)
    shuffled = random.Random(3).sample(rows, len(rows))
    assert claims(*shuffled) == expected
    turned = [",".join(reversed(row.split(","))) for row in rows]
    assert claims_from_csv(["score,week,series", *turned], TODAY)[1:] == expected
    sundays = [f"meera,{MONDAY + timedelta(weeks=n, days=6)},{score}" for n, score in enumerate(MEERA.split(","))]
    assert claims(*sundays) == expected


def test_an_empty_score_and_an_absent_row_are_the_same_missing_week() -> None:
    assert claims("a,2026-03-02,50", "a,2026-03-09,", "a,2026-03-16,50") == claims("a,2026-03-02,50", "a,2026-03-16,50")
    assert claims("a,2026-03-02,50", "a,2026-03-16,50") == [("a", "3", "2", "too_early", "", "", "")]


def test_a_series_without_any_score_is_too_early() -> None:
    assert claims("a,2026-03-02,", "a,2026-03-09,") == [("a", "2", "0", "too_early", "", "", "")]


def test_equal_scores_have_a_slope_of_zero_and_a_range() -> None:
    [(_, _, _, claim, slope, low, high)] = claims(*rows_of("a", "50,50,50,50,50"))
    assert (claim, slope) == ("no_clear_direction", "0.00")
    assert float(low) < 0 < float(high)


def test_week_fifty_three_lies_between_fifty_two_and_one() -> None:
    days = ("2020-12-21", "2020-12-28", "2021-01-04", "2021-01-11")
    assert claims(*(f"a,{day},50" for day in days))[0][1:3] == ("4", "4")
    assert claims("a,2020-12-28,50", "a,2021-01-03,")[0][1] == "1"


def test_this_week_counts_and_the_next_has_not_come() -> None:
    assert claims("a,2026-11-29,50")[0][1] == "1"
    assert refusal(HEADER, "a,2026-11-30,50") == (
        "Row 2, column week: 2026-W49 has not come yet; this week is 2026-W48."
    )


def test_two_scores_in_one_week_are_refused_with_both_rows() -> None:
    assert refusal(HEADER, "a,2026-03-02,50", "b,2026-03-02,50", "a,2026-03-08,50") == (
        "Row 4, column week: 2026-W10 of this series already has a score in row 2."
    )


@pytest.mark.parametrize("score", ["101", "-1", "nan", "inf", "1e1", "1_0", "fifty", "50 %", "٥٠", "0x10"])
def test_a_score_that_is_no_number_of_0_to_100_is_refused_without_repeating_it(score: str) -> None:
    sentence = refusal(HEADER, "a,2026-03-02,50", f"a,2026-03-09,{score}")
    assert sentence == "Row 3, column score: write a number from 0 to 100, or leave it empty."


@pytest.mark.parametrize("score", ["0", "100", "100.0", " 50.5 ", ".5", "+7"])
def test_the_ends_and_parts_of_points_are_scores(score: str) -> None:
    assert claims(f"a,2026-03-02,{score}")[0][2] == "1"


@pytest.mark.parametrize(
    "day", ["", "2026-02-30", "2026-3-2", "20260302", "2026-W10", "2026-03-02T10:00:00Z", "02.03.2026", "٢٠٢٦-03-02"]
)
def test_anything_but_a_date_is_refused(day: str) -> None:
    assert refusal(HEADER, f"a,{day},50").startswith("Row 2, column week: write an existing day of the week as an ISO")


def test_a_date_long_ago_is_refused() -> None:
    assert refusal(HEADER, "a,0001-01-01,50") == "Row 2, column week: a date from the year 2000 on is needed."


def test_every_problem_of_a_row_is_told_at_once() -> None:
    assert len(refusal(HEADER, ",never,lots").splitlines()) == 3


def test_only_the_first_twenty_problems_are_told_and_the_rest_counted() -> None:
    lines = refusal(HEADER, *["a,never,50"] * 50).splitlines()
    assert (len(lines), lines[-1]) == (21, "... and 30 more.")


@pytest.mark.parametrize("row", ["a,2026-03-02", "a,2026-03-02,50,5", "a"])
def test_a_row_of_another_length_is_refused(row: str) -> None:
    assert refusal(HEADER, row).startswith("Row 2: ")


@pytest.mark.parametrize(
    "header", ["series,week", "series,week,score,more", "a,2026-03-02,50", "", "week;score;series"]
)
def test_other_columns_are_refused(header: str) -> None:
    assert refusal(header, "a,2026-03-02,50").startswith("Row 1: the columns are series,week,score")


def test_an_empty_table_is_refused_and_one_of_only_a_header_has_no_claims() -> None:
    assert refusal().startswith("Row 1: the table is empty")
    assert claims() == []


def test_a_byte_order_mark_and_empty_lines_are_overlooked() -> None:
    assert len(claims_from_csv(["\ufeff" + HEADER, "", "a,2026-03-02,50", ""], TODAY)) == 2


def test_an_open_quotation_is_refused() -> None:
    assert "not readable as CSV" in refusal(HEADER, 'a,2026-03-02,"50')


def test_scores_of_a_person_out_of_range_or_in_a_week_to_come_are_refused_naming_the_week() -> None:
    with pytest.raises(SeriesRefused, match=r"Week 2026-W53: a score is a number from 0 to 100, or missing."):
        series_of({Week(2026, 53): 101})
    with pytest.raises(SeriesRefused, match="Week 2026-W49 has not come yet"):
        series_of({Week(2026, 49): 50}, until=Week(2026, 48))
    with pytest.raises(SeriesRefused):
        series_of({Week(2026, 10): float("nan")})


def test_weeks_of_a_person_may_come_in_any_order() -> None:
    found = series_of({Week(2027, 1): 30, Week(2026, 52): 10, Week(2026, 50): 5})
    assert found.scores == (5, None, 10, None, 30)
    assert found.weeks[3] == Week(2026, 53)
