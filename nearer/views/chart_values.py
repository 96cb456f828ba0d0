"""What a chart is made of: values without Streamlit or Plotly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

import pandas as pd

from nearer.domain.weekly_scores import WeeklyScores
from nearer.trends.usual_range import UsualRange
from nearer.views import text as words


@dataclass(frozen=True, slots=True)
class ChartEvent:
    """One event to draw: its first and last day, its words with the days, and the `title` that stands in the chart."""

    begin: date
    last: date
    label: str
    title: str = ""

    @property
    def name(self) -> str:
        return self.title or self.label


class Accent(StrEnum):
    """The colour and the shape that stand for one person, on every screen."""

    TEAL = "teal"
    CLAY = "clay"

    @classmethod
    def of(cls, first: bool) -> Accent:
        """That of a couple's first person, who began it, or of the second."""
        return cls.TEAL if first else cls.CLAY


@dataclass(frozen=True, slots=True)
class ChartAnnotations:
    """What is drawn beside the lines: events, and the usual range of the first line's person, or of each in `ranges`.

    Of single weeks, by their Monday: `circles` in words for each person, and one's own `notes`. Without `today` weeks
    are named by their dates alone. What is drawn `for_both` to look at has no line that is the reader's own.
    """

    marks: tuple[ChartEvent, ...] = ()
    band: UsualRange | None = None
    circles: Mapping[tuple[Accent, date], str] = field(default_factory=dict)
    notes: Mapping[date, str] = field(default_factory=dict, repr=False)
    today: date | None = None
    ranges: Mapping[Accent, UsualRange] = field(default_factory=dict)
    for_both: bool = False


NO_ANNOTATIONS = ChartAnnotations()


@dataclass(frozen=True, slots=True)
class Picture:
    """One person's circles of one week: `step` 1 to 7 or None, `text` the answer option's own words."""

    name: str
    step: int | None
    text: str
    first: str = "a"


SPARK_WEEKS = 12  # of a small picture


@dataclass(frozen=True, slots=True)
class SparkLine:
    """One person's weeks for a small picture, in their colour, with their usual range, None where there is none yet.

    `valued` says whether the last score stands beside it as a number.
    """

    accent: Accent
    weekly: WeeklyScores
    usual: UsualRange | None = None
    valued: bool = True


@dataclass(frozen=True)
class DrawnPerson:
    """One person's rows of a `weeks_frame`, with the name and the colour they are drawn in."""

    name: str
    accent: Accent
    rows: pd.DataFrame

    @cached_property
    def answered(self) -> pd.DataFrame:
        """Monday and score of each week with a score."""
        return self.rows[["monday", "score"]].dropna()

    @cached_property
    def gaps(self) -> list[date]:
        """The Mondays of the weeks without a score, from the first answered one to the last."""
        scored = set(self.answered["monday"])
        first, last = min(scored, default=None), max(scored, default=None)
        inside = (monday for monday in self.rows["monday"] if first is not None and first <= monday <= last)
        return [monday for monday in inside if monday not in scored]

    def score_in(self, monday: date) -> float | None:
        """The score of one week; None without one."""
        return self._by_monday.get(monday)

    @cached_property
    def _by_monday(self) -> dict[date, float]:
        return dict(zip(self.answered["monday"], map(float, self.answered["score"]), strict=True))

    @cached_property
    def last(self) -> tuple[date, float] | None:
        """Monday and score of the last answered week."""
        answered = self.answered
        return (answered["monday"].iloc[-1], float(answered["score"].iloc[-1])) if len(answered) else None


def drawn_people(weeks: pd.DataFrame) -> list[DrawnPerson]:
    """Everybody of a `weeks_frame` of one couple, in its order."""
    return [
        DrawnPerson(str(rows["name"].iloc[0]), Accent.of(bool(rows["first"].iloc[0])), rows)
        for _, rows in weeks.groupby("person", sort=False)
    ]


def weeks_columns(weeks: pd.DataFrame) -> list[str]:
    """What is above the columns of `scores_by_week`: each name, and of two people how far apart they are."""
    names = [person.name for person in drawn_people(weeks)]
    return names + ([words.closeness.APART_COLUMN] if len(names) == 2 else [])


def mondays_of(weeks: pd.DataFrame) -> list[date]:
    """The weeks of a `weeks_frame` of one couple by their first day, without a hole."""
    return list(dict.fromkeys(weeks["monday"]))


def marks_between(marks: Sequence[ChartEvent], first: date, last: date) -> tuple[ChartEvent, ...]:
    """The events that touch these days, by first day."""
    seen = (mark for mark in marks if mark.begin <= last and mark.last >= first)
    return tuple(sorted(seen, key=lambda mark: (mark.begin, mark.label)))


def events_in_week(marks: Sequence[ChartEvent], monday: date) -> list[str]:
    """The words of the events that touch the week of this Monday."""
    return [mark.label for mark in marks_between(marks, monday, monday + timedelta(days=6))]


def score_text(score: float) -> str:
    """A score as it is read: 50 and 62.5."""
    return f"{score:g}"
