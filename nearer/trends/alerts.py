"""Three alerts for a therapist, each with its measured rate of false alarms."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from nearer.domain.weeks import Week
from nearer.trends.error_rates import Rate, error_rates
from nearer.trends.series import Series, weeks_between, weeks_from
from nearer.trends.side_by_side import BothWeeks
from nearer.trends.usual_range import FIRST_ANSWERS, usual_range

LOW_RUN = 2  # weeks in a row, as the two others; docs/trends.md has the rates of each
WIDE_GAP_POINTS = 30.0  # of 0 to 100
WIDE_RUN = 3
QUIET_RUN = 2


class AlertKind(StrEnum):
    """Two low weeks in a row; partners 30 points apart three weeks running; two weeks without a check-in."""

    LOW_WEEKS = "low_weeks"
    WIDE_GAP = "wide_gap"
    QUIET_WEEKS = "quiet_weeks"


@dataclass(frozen=True, slots=True)
class Alert:
    """A run of weeks, `first` to `last`; `week` is the one that completed it, and `goes_on` that it holds to the end.

    `rates` are shares of steady people who get one within half a year.
    """

    kind: AlertKind
    first: Week
    week: Week
    last: Week
    rates: tuple[Rate, ...]
    goes_on: bool

    @property
    def weeks(self) -> tuple[Week, ...]:
        """Every week of the run."""
        return weeks_from(self.first, weeks_between(self.first, self.last) + 1)


def low_weeks(series: Series) -> tuple[Alert, ...]:
    """Two weeks in a row below the usual range, after the six answers it is made of. A missing week ends a run."""
    usual = usual_range(series)
    if usual is None:
        return ()
    week_scores = series.items()
    end = [week for week, score in week_scores if score is not None][FIRST_ANSWERS - 1]
    low = ((week, score is not None and score < usual.low and week > end) for week, score in week_scores)
    return _find_alerts(AlertKind.LOW_WEEKS, low, LOW_RUN)


def wide_gap(weeks: Iterable[BothWeeks]) -> tuple[Alert, ...]:
    """Partners 30 or more points of 0-100 apart three weeks running. A week without both ends a run."""
    wide = ((week_pair.week, week_pair.gap is not None and week_pair.gap >= WIDE_GAP_POINTS) for week_pair in weeks)
    return _find_alerts(AlertKind.WIDE_GAP, wide, WIDE_RUN)


def quiet_weeks(series: Series) -> tuple[Alert, ...]:
    """Two weeks in a row without a check-in. Give the series every scheduled week that is over."""
    weeks = ((week, score is None) for week, score in series.items())
    return _find_alerts(AlertKind.QUIET_WEEKS, weeks, QUIET_RUN)


def ongoing_alert(alerts: tuple[Alert, ...]) -> Alert | None:
    """The alert whose run goes on to the last week that was looked at, if one does."""
    return alerts[-1] if alerts and alerts[-1].goes_on else None


def _find_alerts(kind: AlertKind, weeks: Iterable[tuple[Week, bool]], length: int) -> tuple[Alert, ...]:
    """One alert for each run of weeks that holds and reaches the length."""
    alerts: list[Alert] = []
    run: list[Week] = []
    for week, holds in weeks:
        run = [*run, week] if holds else []
        if len(run) == length:
            alerts.append(Alert(kind, run[0], week, week, error_rates().alerts[kind.value], goes_on=True))
        elif len(run) > length:
            alerts[-1] = replace(alerts[-1], last=week)
        elif not holds and alerts:
            alerts[-1] = replace(alerts[-1], goes_on=False)
    return tuple(alerts)
