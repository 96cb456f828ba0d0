"""One person's weekly scores in the order of the weeks, a week without a score standing as None."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

import numpy as np

from nearer.domain.weekly_scores import WeeklyScores
from nearer.domain.weeks import Week
from nearer.language.error_catalogue.score_table_errors import SeriesText
from nearer.language.explained_errors import ExplainedError
from nearer.trends.autocorrelation import Floats

MIN_SCORE, MAX_SCORE = 0, 100  # points


class SeriesRefused(ExplainedError, ValueError):
    """Scores that cannot stand in one series; a sentence naming the week, never the score."""


@dataclass(frozen=True, slots=True)
class Series:
    """Scores of 0 to 100 for `first` and each week after it; None where there was no check-in."""

    first: Week | None
    scores: tuple[float | None, ...]

    @property
    def weeks(self) -> tuple[Week, ...]:
        return weeks_from(self.first, len(self.scores)) if self.first else ()

    @property
    def answered(self) -> int:
        return sum(score is not None for score in self.scores)

    def items(self) -> tuple[tuple[Week, float | None], ...]:
        return tuple(zip(self.weeks, self.scores, strict=True))


@lru_cache(maxsize=1024)  # a caseload of hundreds of couples has the same few first weeks
def weeks_from(first: Week, count: int) -> tuple[Week, ...]:
    """A run of consecutive weeks."""
    monday = first.monday()
    return tuple(Week.of(monday + timedelta(weeks=n)) for n in range(count))


def weeks_between(first: Week, last: Week) -> int:
    """Whole weeks from one week to another; 0 for the same, below 0 when `last` comes earlier."""
    return (last.monday() - first.monday()).days // 7


def series_of(scores: Mapping[Week, float | Decimal | None]) -> Series:
    """Put scores in order of weeks. A scheduled week without a check-in may be None or left out between others.

    Raise SeriesRefused for a score that is no number from 0 to 100.
    """
    if not scores:
        return Series(None, ())
    mondays = [week.monday().toordinal() for week in scores]
    first, last = min(mondays), max(mondays)
    placed: list[float | None] = [None] * ((last - first) // 7 + 1)
    for monday, (week, score) in zip(mondays, scores.items(), strict=True):
        if score is not None:
            placed[(monday - first) // 7] = _check_score(week, float(score))
    return Series(Week.of(date.fromordinal(first)), tuple(placed))


def comparable_series(scores: WeeklyScores, until: Week | None = None) -> Series:
    """The weeks scored like the latest one, for a claim. With every week up to `until`, so that silence shows."""
    by_week: dict[Week, Decimal | None] = {scored.week: scored.score for scored in scores.comparable.scores}
    silent = until is not None and scores.latest is not None and scores.latest.week < until
    return series_of(by_week | {until: None} if silent and until else by_week)


def _check_score(week: Week, score: float) -> float:
    if not MIN_SCORE <= score <= MAX_SCORE:  # NaN never is
        raise SeriesRefused(SeriesText.OUT_OF_RANGE, week=week, low=MIN_SCORE, high=MAX_SCORE)
    return score


def score_array(series: Series) -> Floats:
    """The scores as an array, NaN where missing."""
    return np.array(series.scores, dtype=np.float64)


def as_low_as_the_lowest(series: Series) -> Series:
    """The series with every missing week as low as the lowest one answered; to be drawn, never for a claim."""
    lowest = min((score for score in series.scores if score is not None), default=None)
    filled = tuple(lowest if score is None else score for score in series.scores)
    return Series(series.first, filled)
