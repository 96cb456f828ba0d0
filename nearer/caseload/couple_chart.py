"""What the chart of a couple shows: so many weeks, the usual range of each, and as many dates as can be read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

import pandas as pd

from nearer.caseload.couple import Couple
from nearer.frames.weeks_frame import weeks_frame
from nearer.trends.usual_range import usual_range
from nearer.views import text as words
from nearer.views.chart_values import Accent, ChartAnnotations, events_between

MAX_DATES = 12  # more names than these cover the lines


@dataclass(frozen=True)
class CoupleChart:
    """A `weeks_frame` and its annotations; `dates_not_drawn` says how many dates are in the table alone, if any are."""

    weeks: pd.DataFrame
    annotations: ChartAnnotations
    dates_not_drawn: tuple[str, ...]


def couple_chart(couple: Couple, weeks_shown: int) -> CoupleChart:
    """The last `weeks_shown` weeks up to this one, as on the caseload, or all of them for 0, so that silence shows.

    At most MAX_DATES events are drawn, the newest.
    What both look at has no ranges: a stretch is read as a norm to keep to.
    """
    this_week = couple.this_week
    weeks = weeks_frame(couple.people, this_week)
    if weeks_shown and len(weeks):
        weeks = weeks[weeks["monday"] > this_week.monday() - timedelta(weeks=weeks_shown)]
    pairs = zip(couple.record.people, couple.series, strict=True)
    usual_ranges = ((person.who.first, usual_range(series)) for person, series in pairs if series is not None)
    ranges = {Accent.of(first): usual for first, usual in usual_ranges if usual is not None and not couple.is_joint}
    events = couple.annotations.events
    if len(weeks):
        events = events_between(events, weeks["monday"].min(), weeks["monday"].max() + timedelta(days=6))
    annotations = replace(
        couple.annotations,
        events=events[-MAX_DATES:],
        ranges=ranges,
        for_both=couple.is_joint,
        today=couple.session.today,
    )
    more = len(events) - MAX_DATES
    return CoupleChart(weeks, annotations, (words.couple.dates_left_out(more),) if more > 0 else ())
