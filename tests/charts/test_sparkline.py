"""The small line of the last weeks: what it joins, what it numbers, and that it has no empty strip."""

from __future__ import annotations

import re
from base64 import b64decode
from decimal import Decimal

from nearer.charts.sparkline import sparkline_uri
from nearer.domain.weekly_scores import WeeklyScore, WeeklyScores
from nearer.domain.weeks import Week
from nearer.views.chart_values import Accent, SparkLine

UNTIL = Week(2026, 47)


def drawn(scores: dict[int, int], valued: bool = True, joined: bool = True) -> str:
    """The SVG of one line; weeks are counted back from the last one."""
    weekly = WeeklyScores.of(WeeklyScore(UNTIL.plus(-ago), Decimal(score)) for ago, score in scores.items())
    uri = sparkline_uri([SparkLine(Accent.TEAL, weekly, valued=valued, joined=joined)], UNTIL, ())
    return b64decode(uri.partition(",")[2]).decode()


def test_the_small_line_joins_neighbouring_weeks_and_not_across_missing_ones() -> None:
    [path] = re.findall(r' d="([^"]+)"', drawn({5: 40, 4: 50, 2: 60, 1: 65, 0: 70}))
    assert re.sub(r"[^ML]", "", path) == "MLMLL"


def test_the_small_line_of_too_few_weeks_is_dots() -> None:
    few = drawn({2: 60, 1: 65, 0: 70}, joined=False)
    [path] = re.findall(r' d="([^"]+)"', few)
    assert re.sub(r"[^ML]", "", path) == "MMM" and few.count("<circle") == 4


def test_the_small_line_draws_no_week_outside_its_twelve() -> None:
    assert len(re.findall(r"[ML]\d", drawn({13: 10, 1: 60, 0: 70}))) == 2


def test_the_small_line_without_a_number_leaves_no_room_for_one() -> None:
    with_number, without = drawn({1: 60, 0: 70}), drawn({1: 60, 0: 70}, valued=False)
    assert ">70</text>" in with_number and "<text" not in without
    wide, narrow = (int(re.findall(r'viewBox="0 0 (\d+) ', svg)[0]) for svg in (with_number, without))
    last_dot = max(float(x) for x in re.findall(r'cx="([\d.]+)"', without))
    assert wide > narrow and 0 < narrow - last_dot < 10, "the line is in the middle of its card"
