"""What a chart is made of: values without Streamlit or Plotly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from nearer.domain.weekly_scores import WeeklyScores
from nearer.domain.weeks import Week
from nearer.trends.usual_range import UsualRange


@dataclass(frozen=True, slots=True)
class ChartEvent:
    """One event to draw: its first and last day, and its words."""

    begin: date
    last: date
    label: str


@dataclass(frozen=True, slots=True)
class ChartAnnotations:
    """What is drawn beside the lines: events, and the usual range of the first line's person."""

    marks: tuple[ChartEvent, ...] = ()
    band: UsualRange | None = None


NO_ANNOTATIONS = ChartAnnotations()


@dataclass(frozen=True, slots=True)
class Picture:
    """One person's circles of one week: `step` 1 to 7 or None, `text` the answer option's own words."""

    name: str
    step: int | None
    text: str
    first: str = "a"


@dataclass(frozen=True, slots=True)
class ItemWeeks:
    """One item over the weeks: its answer options in words, and which of them was chosen, counted from 0."""

    text: str
    options: tuple[str, ...]
    chosen: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Items:
    """The items of one person's check-ins over the same weeks; None where an item was not answered."""

    weeks: tuple[Week, ...]
    items: tuple[ItemWeeks, ...]
    accent: Accent


class Accent(StrEnum):
    """The colour and the shape that stand for one person, on every screen."""

    TEAL = "teal"
    CLAY = "clay"


@dataclass(frozen=True, slots=True)
class Line:
    """One person's weekly scores with the name and the colour they are drawn in; points join only if scored alike."""

    name: str
    accent: Accent
    weekly: WeeklyScores


def weeks_of(lines: Sequence[Line]) -> tuple[Week, ...]:
    """Every week from the first score of any line to the last, without a hole; empty without scores."""
    answered = [scored.week for line in lines for scored in line.weekly.scores]
    if not answered:
        return ()
    weeks, last = [min(answered)], max(answered)
    while weeks[-1] < last:
        weeks.append(weeks[-1].plus(1))
    return tuple(weeks)


def marks_between(marks: Sequence[ChartEvent], first: date, last: date) -> tuple[ChartEvent, ...]:
    """The events that touch these days, by first day."""
    seen = (mark for mark in marks if mark.begin <= last and mark.last >= first)
    return tuple(sorted(seen, key=lambda mark: (mark.begin, mark.label)))


def week_scores(week: Week, lines: Sequence[Line]) -> list[Decimal | None]:
    """Each line's score of a week, None where there is none; with two lines also how far apart they are."""
    scored = [line.weekly.by_week.get(week) for line in lines]
    scores = [None if of_line is None else of_line.score for of_line in scored]
    if len(scores) != 2:
        return scores
    return [*scores, None if scores[0] is None or scores[1] is None else abs(scores[0] - scores[1])]
