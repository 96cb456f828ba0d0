"""What a chart is made of: values without Streamlit or Plotly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

import pandas as pd

from nearer.domain.weekly_scores import WeeklyScores
from nearer.trends.change_evidence import MIN_ANSWERS
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
        """The accent of a couple's first person, who began it, or of the second."""
        return cls.TEAL if first else cls.CLAY

    @property
    def other(self) -> Accent:
        """The accent of the other person of the couple."""
        return Accent.of(self is Accent.CLAY)


@dataclass(frozen=True, slots=True)
class ChartAnnotations:
    """Drawn beside the lines: events, and the usual range of the first line's person, or of each in `ranges`.

    Of single weeks, by their Monday: `circles` in words for each person, and one's own `notes`. Without `today` weeks
    are named by their dates alone. What is drawn `for_both` to look at has no line that is the reader's own. `ends` are
    the words at the ends of the upright axis, of the bands where all is well and at the hard end.
    """

    events: tuple[ChartEvent, ...] = ()
    usual_range: UsualRange | None = None
    circles: Mapping[tuple[Accent, date], str] = field(default_factory=dict)
    notes: Mapping[date, str] = field(default_factory=dict, repr=False)
    today: date | None = None
    ranges: Mapping[Accent, UsualRange] = field(default_factory=dict)
    for_both: bool = False
    ends: tuple[str, str] | None = None


NO_ANNOTATIONS = ChartAnnotations()


@dataclass(frozen=True, slots=True)
class Picture:
    """One person's circles of one week: `overlap` 1 (apart) to 7 or None, `text` the answer option's own words.

    `is_begun` is true of a check-in that is not saved yet.
    """

    name: str
    overlap: int | None
    text: str
    accent: Accent
    is_begun: bool = False


SPARK_WEEKS = 12  # of a small picture
LINE_FROM = MIN_ANSWERS  # check-ins that are joined; fewer are dots, of which no claim is made


@dataclass(frozen=True, slots=True)
class SparkLine:
    """One person's weeks for a small picture, in their colour, with their usual range, None where there is none yet.

    `valued` says whether the last score stands beside it as a number, `joined` whether neighbouring weeks are joined.
    """

    accent: Accent
    weekly: WeeklyScores
    usual: UsualRange | None = None
    valued: bool = True
    joined: bool = True


@dataclass(frozen=True, slots=True)
class DrawnWeek:
    """One week of one person: its Monday, its score from 0 to 100, and the hash of the questions it was scored from."""

    monday: date
    score: float | None
    definition: str | None


@dataclass(frozen=True)
class DrawnPerson:
    """One person's weeks, without a hole, with the name and the colour they are drawn in."""

    name: str
    accent: Accent
    weeks: tuple[DrawnWeek, ...]

    @cached_property
    def scores(self) -> dict[date, float]:
        """The score of each answered week by its Monday, oldest first."""
        return {week.monday: week.score for week in self.weeks if week.score is not None}

    @property
    def gaps(self) -> list[date]:
        """The Mondays of the weeks without a score from the first answered one on.

        The last week of all is none: it may be this one, and can be answered still.
        """
        first = next(iter(self.scores), None)
        mondays = (week.monday for week in self.weeks[:-1] if week.score is None)
        return [monday for monday in mondays if first is not None and first <= monday]

    @property
    def last(self) -> tuple[date, float] | None:
        """Monday and score of the last answered week."""
        return next(reversed(self.scores.items()), None)


def drawn_people(weeks: pd.DataFrame) -> list[DrawnPerson]:
    """Everybody of a `weeks_frame` of one couple, in its order."""
    columns = (weeks[name].tolist() for name in ("person", "name", "first", "monday", "score", "definition"))
    people: dict[str, tuple[str, Accent, list[DrawnWeek]]] = {}
    for person, name, first, monday, score, definition in zip(*columns, strict=True):
        _, _, of_person = people.setdefault(person, (str(name), Accent.of(bool(first)), []))
        of_person.append(DrawnWeek(monday, None if score is pd.NA else float(score), definition))
    return [DrawnPerson(name, accent, tuple(of_person)) for name, accent, of_person in people.values()]


def weeks_columns(weeks: pd.DataFrame) -> list[str]:
    """The headings of the columns of `scores_by_week`: each name, and of two people the words for *apart*."""
    names = [person.name for person in drawn_people(weeks)]
    return names + ([words.closeness.APART_COLUMN] if len(names) == 2 else [])


def mondays_of(weeks: pd.DataFrame) -> list[date]:
    """The weeks of a `weeks_frame` of one couple by their first day, without a hole."""
    return list(dict.fromkeys(weeks["monday"]))


def events_between(events: Sequence[ChartEvent], first: date, last: date) -> tuple[ChartEvent, ...]:
    """The events that touch these days, by first day."""
    seen = (event for event in events if event.begin <= last and event.last >= first)
    return tuple(sorted(seen, key=lambda event: (event.begin, event.label)))


def events_in_week(events: Sequence[ChartEvent], monday: date) -> list[str]:
    """The words of the events that touch the week of this Monday."""
    return [event.label for event in events_between(events, monday, monday + timedelta(days=6))]


def score_text(score: float) -> str:
    """A score as it is read: 50 and 62.5."""
    return f"{score:g}"
