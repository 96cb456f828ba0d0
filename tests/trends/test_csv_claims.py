"""Many series in one CSV, and every way such a file can be wrong."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from nearer.domain.weeks import Week
from nearer.trends.claims import claim_of
from nearer.trends.csv_claims import TableRefused, claim_rows, is_small_scale, series_from_csv
from nearer.trends.score_range import HUNDRED, ScoreRange
from nearer.trends.series import SeriesRefused, series_of, weeks_between
from tests.trends.series_builders import MEERA, SHRINKING, make_series

TODAY = date(2026, 11, 23)
HEADER = "series,week,score"
MONDAY = date(2026, 3, 2)


def claims(*rows: str, header: str = HEADER) -> list[tuple[str, ...]]:
    return claim_rows(series_from_csv([header, *rows], TODAY, HUNDRED))[1:]


def refusal(*rows: str) -> str:
    with pytest.raises(TableRefused) as refused:
        series_from_csv(rows, TODAY, HUNDRED)
    return str(refused.value)


def rows_of(name: str, text: str) -> list[str]:
    scores = ("" if score == "-" else score for score in text.split(","))
    return [f"{name},{MONDAY + timedelta(weeks=n)},{score}" for n, score in enumerate(scores)]


def test_each_series_gets_one_row_with_the_claim_it_would_get_alone() -> None:
    rows = rows_of("meera", MEERA) + rows_of("other", SHRINKING)
    claims = claim_rows(series_from_csv([HEADER, *rows], TODAY, HUNDRED))
    alone = claim_of(make_series(MEERA))
    assert claims[0] == ("series", "weeks", "answered", "claim", "slope", "low", "high")
    assert claims[1] == ("meera", "12", "12", "likely_up", *(f"{x:.2f}" for x in (alone.slope, alone.low, alone.high)))
    assert claims[2][:4] == ("other", "10", "10", "no_clear_direction")


def test_the_order_of_rows_columns_and_days_of_the_week_changes_nothing() -> None:
    rows = rows_of("meera", MEERA)
    expected = claims(*rows)
    shuffled = random.Random(3).sample(rows, len(rows))
    assert claims(*shuffled) == expected
    turned = [",".join(reversed(row.split(","))) for row in rows]
    assert claims(*turned, header="score,week,series") == expected
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


def test_a_score_of_this_week_counts_and_one_of_the_week_to_come_is_refused() -> None:
    assert claims("a,2026-11-29,50")[0][1] == "1"
    assert refusal(HEADER, "a,2026-11-30,50") == (
        "Row 2, column week: 2026-W49 has not come yet; this week is 2026-W48. Check the date, and the "
        "clock of this computer."
    )


def test_two_scores_in_one_week_are_refused_with_both_rows() -> None:
    assert refusal(HEADER, "a,2026-03-02,50", "b,2026-03-02,50", "a,2026-03-08,50") == (
        "Row 4, column week: 2026-W10 of this series already has a score in row 2. Leave one of them out."
    )


def test_a_series_whose_name_holds_a_hidden_character_is_refused_and_is_no_second_series() -> None:
    sentence = refusal(HEADER, "a,2026-03-02,50", "a\x00,2026-03-09,50")
    assert sentence == "Row 3, column series: the name of the series holds a hidden character. Write it again."


@pytest.mark.parametrize("score", ["101", "-1", "nan", "inf", "1e1", "1_0", "fifty", "50 %", "٥٠", "0x10"])
def test_a_score_that_is_no_number_of_0_to_100_is_refused_without_repeating_it(score: str) -> None:
    sentence = refusal(HEADER, "a,2026-03-02,50", f"a,2026-03-09,{score}")
    assert sentence == "Row 3, column score: write a number from 0 to 100, or leave it empty."


@pytest.mark.parametrize("score", ["0", "100", "100.0", " 50.5 ", ".5", "+7"])
def test_0_and_100_and_decimal_points_are_accepted_as_scores(score: str) -> None:
    assert claims(f"a,2026-03-02,{score}")[0][2] == "1"


@pytest.mark.parametrize(
    "day",
    [
        "",
        "2026-02-30",
        "2026-3-2",
        "20260302",
        "2026-W",
        "2026W190",
        "W19",
        "2026-W19-8",
        "2026-03-02T10:00:00Z",
        "02.03.2026",
        "٢٠٢٦-03-02",
    ],
)
def test_a_week_that_is_no_date_is_refused(day: str) -> None:
    assert refusal(HEADER, f"a,{day},50").startswith("Row 2, column week: write an existing day of the week as an ISO")


def test_a_week_of_one_digit_needs_no_nought_before_it() -> None:
    assert claims("a,2026-W9,50", "a,2026-W10,") == claims("a,2026-02-23,50", "a,2026-03-02,")


@pytest.mark.parametrize("text", ["2026-W19", "2026-w19", "2026W19", " 2026-W19 ", "2026-W19-1", "2026-W19-7"])
def test_a_week_is_the_same_as_any_day_of_it(text: str) -> None:
    assert series_from_csv([HEADER, f"a,{text},50"], TODAY, HUNDRED) == series_from_csv(
        [HEADER, "a,2026-05-06,50"], TODAY, HUNDRED
    )
    assert refusal(HEADER, "a,2026-05-10,50", f"a,{text},50").startswith("Row 3, column week: 2026-W19 of this series")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("2025-W53", "there is no week 2025-W53; the last week of 2025 is 2025-W52. Check the date."),
        ("2026w54", "there is no week 2026-W54; the last week of 2026 is 2026-W53. Check the date."),
        ("2026-W00", "there is no week 2026-W00; the last week of 2026 is 2026-W53. Check the date."),
        ("0000-W01", "there is no week 0000-W01. Write one such as 2026-W48."),
        (
            "2026-W49",
            "2026-W49 has not come yet; this week is 2026-W48. Check the date, and the clock of this computer.",
        ),
        ("1999-W52", "write a date from the year 2000 on."),
    ],
)
def test_a_week_that_is_not_in_the_calendar_or_too_far_away_is_refused_by_name(text: str, sentence: str) -> None:
    assert refusal(HEADER, f"a,{text},50") == f"Row 2, column week: {sentence}"


def test_scores_of_another_scale_become_points_of_100() -> None:
    series = series_from_csv([HEADER, "a,2026-W10,1", "a,2026-W11,2.5", "a,2026-W12,5"], TODAY, ScoreRange(1, 5))
    assert series["a"].scores == (0.0, 37.5, 100.0)
    ten = series_from_csv([HEADER, "a,2026-W10,0", "a,2026-W11,7", "a,2026-W12,10"], TODAY, ScoreRange(0, 10))
    assert ten["a"].scores == (0.0, 70.0, 100.0)


def test_a_score_outside_its_scale_is_refused_with_the_scale() -> None:
    with pytest.raises(TableRefused, match="Row 2, column score: write a number from 1 to 5, or leave it empty."):
        series_from_csv([HEADER, "a,2026-W10,0"], TODAY, ScoreRange(1, 5))


@pytest.mark.parametrize("text", ["1-5", " 1 - 5 ", "1.0-5.0"])
def test_a_scale_is_written_as_its_lowest_and_highest_score(text: str) -> None:
    assert ScoreRange.parse(text) == ScoreRange(1, 5)


def test_a_scale_may_begin_below_zero() -> None:
    assert ScoreRange.parse("-3-3") == ScoreRange(-3, 3)


@pytest.mark.parametrize("text", ["", "5", "5-1", "1-1", "1:5", "one-five", "1-5-9", "1e1-9", "nan-5"])
def test_a_scale_not_written_as_lowest_and_highest_score_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="such as 1-5"):
        ScoreRange.parse(text)


@pytest.mark.parametrize(
    ("scores", "small"), [(("1", "5", "10"), True), (("1", "10.5"), False), (("0", "0"), True), (("", ""), False)]
)
def test_a_table_with_nothing_above_ten_looks_like_one_of_another_scale(scores: tuple[str, ...], small: bool) -> None:
    rows = [f"a,2026-W1{place},{score}" for place, score in enumerate(scores)]
    assert is_small_scale(series_from_csv([HEADER, *rows, "b,2026-W10,"], TODAY, HUNDRED)) is small


def test_a_name_that_begins_like_a_formula_comes_out_as_text() -> None:
    assert claims("=cmd|' /C calc'!A0,2026-05-04,50")[0][0] == "'=cmd|' /C calc'!A0"


def test_a_week_long_ago_is_refused() -> None:
    assert refusal(HEADER, "a,0001-01-01,50") == "Row 2, column week: write a date from the year 2000 on."


def test_all_problems_of_a_row_are_listed_at_once() -> None:
    assert len(refusal(HEADER, ",never,lots").splitlines()) == 3


def test_only_the_first_twenty_problems_are_listed_and_the_rest_counted() -> None:
    lines = refusal(HEADER, *["a,never,50"] * 50).splitlines()
    assert (len(lines), lines[-1]) == (21, "... and 30 more.")


@pytest.mark.parametrize("row", ["a,2026-03-02", "a,2026-03-02,50,5", "a"])
def test_a_row_of_another_length_is_refused(row: str) -> None:
    assert refusal(HEADER, row).startswith("Row 2: ")


@pytest.mark.parametrize(
    "header", ["series,week", "series,week,score,more", "a,2026-03-02,50", "", "week;score;series"]
)
def test_a_table_of_weeks_with_other_columns_is_refused(header: str) -> None:
    assert refusal(header, "a,2026-03-02,50").startswith("Row 1: write the columns series,week,score")


def test_an_empty_table_of_weeks_is_refused_and_one_of_only_a_header_has_no_claims() -> None:
    assert refusal().startswith("the table is empty. Write the columns series,week,score")
    assert claims() == []


def test_a_byte_order_mark_and_empty_lines_are_overlooked() -> None:
    assert len(claims("", "a,2026-03-02,50", "", header="\ufeff" + HEADER)) == 1


def test_a_table_of_weeks_with_an_unclosed_quotation_mark_is_refused() -> None:
    assert "not readable as CSV" in refusal(HEADER, 'a,2026-03-02,"50')


def test_scores_of_a_person_out_of_range_are_refused_naming_the_week() -> None:
    with pytest.raises(SeriesRefused, match=r"Week 2026-W53: write a number from 0 to 100, or leave the score out."):
        series_of({Week(2026, 53): 101})
    with pytest.raises(SeriesRefused):
        series_of({Week(2026, 53): -1})
    with pytest.raises(SeriesRefused):
        series_of({Week(2026, 10): float("nan")})


def test_a_year_of_53_weeks_is_counted_whole() -> None:
    assert weeks_between(Week(2026, 50), Week(2027, 3)) == 6
    assert weeks_between(Week(2027, 3), Week(2026, 50)) == -6


def test_weeks_of_a_person_may_come_in_any_order() -> None:
    series = series_of({Week(2027, 1): 30, Week(2026, 52): 10, Week(2026, 50): 5})
    assert series.scores == (5, None, 10, None, 30)
    assert series.weeks[3] == Week(2026, 53)
