"""Series as the issue writes them: scores in the order of the weeks, `-` for a week without a check-in."""

from __future__ import annotations

from nearer.domain.weeks import Week
from nearer.trends.series import Series

FIRST = Week(2026, 40)

MEERA = "28,38,37,38,47,54,51,57,56,62,64,73"
RAVI = "49,45,44,52,57,58,57,61,65,67,80,73"
GROWING = "60,60,70,60,60,70,70,70,80,80"
SHRINKING = "60,60,50,60,50,50,40,40,30,30"
UPS_AND_DOWNS = "60,40,60,50,70,50,60,40"
GAPS = "50,-,50,60,-,-,60,50"


def make_series(text: str, first: Week = FIRST) -> Series:
    """`50,-,60` as a series from 2026-W40 on."""
    return Series(first, tuple(None if score == "-" else float(score) for score in text.split(",")))


def week_of_series(number: int) -> Week:
    """The first, second ... week of a written series."""
    return FIRST.plus(number - 1)
