"""Many series in one CSV: `series,week,score` in, one claim a series out."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from nearer.domain.csv_text import guard_formula
from nearer.domain.problems import ValueRefused
from nearer.domain.weeks import Week
from nearer.language.error_catalogue.score_table_errors import ScoreTableText
from nearer.language.explained_errors import Explanation
from nearer.trends.claims import Claim, claims_of
from nearer.trends.series import Series

Read = TypeVar("Read")
Scores = dict[int, tuple[float | None, int]]  # by the ordinal of the week's Monday: a score, and its row

COLUMNS = ("series", "week", "score")
CLAIM_COLUMNS = ("series", "weeks", "answered", "claim", "slope", "low", "high")
FIRST_YEAR = 2000
SMALL_SCALE_MAX = 10  # a table of 0 to 100 in which nothing is above this is more likely one of another scale
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WEEK = re.compile(r"([0-9]{4})-?[Ww]([0-9]{1,2})(?:-([1-7]))?")  # as in ISO 8601, with a day of the week or without
_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)")
_RANGE = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?)\s*-\s*(-?[0-9]+(?:\.[0-9]+)?)")
_PROBLEMS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class ScoreRange:
    """The lowest and the highest score that a table can hold, in its own points."""

    low: float
    high: float

    @classmethod
    def parse(cls, text: str) -> ScoreRange:
        """Raise ValueRefused for anything but the lowest and the highest score, such as 1-5."""
        written = _RANGE.fullmatch(text.strip())
        if written is None or float(written[1]) >= float(written[2]):
            raise ValueRefused(ScoreTableText.NO_RANGE)
        return cls(float(written[1]), float(written[2]))

    def of_hundred(self, score: float) -> float:
        """The score on the 0 to 100 on which claims are made."""
        return (score - self.low) * 100 / (self.high - self.low)


HUNDRED = ScoreRange(0, 100)


class TableRefused(ValueError):
    """A table with something wrong in it; one sentence a problem, naming row and column, never a score."""

    def __init__(self, problems: list[Explanation]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        more = len(self.problems) - _PROBLEMS_SHOWN
        rest = [ScoreTableText.AND_MORE(n=str(more))] if more > 0 else []
        return "\n".join(map(str, [*self.problems[:_PROBLEMS_SHOWN], *rest]))


def series_from_csv(lines: Iterable[str], today: date, scores: ScoreRange = HUNDRED) -> dict[str, Series]:
    """Every series by its name, in the order in which they first appear, on 0 to 100.

    Row 1 of the table is its header; rows may come in any order. A week is any ISO date in it, or 2026-W19; its score
    is within `scores`, or empty. Raise TableRefused with every problem found.
    """
    rows = _Rows(Week.of(today), scores)
    try:
        for number, row in enumerate(csv.reader(lines, strict=True), start=1):
            rows.read(number, row)
    except csv.Error as error:
        rows.problems.append(ScoreTableText.NOT_CSV(row=str(rows.number + 1), why=str(error)))
    if rows.number == 0:
        rows.problems.append(ScoreTableText.EMPTY(columns=",".join(COLUMNS)))
    if rows.problems:
        raise TableRefused(rows.problems)
    return {name: _series(placed) for name, placed in rows.series.items()}


def claim_rows(series: Mapping[str, Series]) -> list[tuple[str, ...]]:
    """Rows for a CSV, `CLAIM_COLUMNS` first: a claim a series, slope and range in points of 100 a week."""
    claims = claims_of(list(series.values()))
    return [CLAIM_COLUMNS, *(_row(name, claim) for name, claim in zip(series, claims, strict=True))]


def is_small_scale(series: Mapping[str, Series]) -> bool:
    """Whether there are scores and none of them is above 10: a table of 1 to 5, say, read as one of 0 to 100."""
    scores = [score for one in series.values() for score in one.scores if score is not None]
    return bool(scores) and max(scores) <= SMALL_SCALE_MAX


def _row(name: str, claim: Claim) -> tuple[str, ...]:
    numbers = ("" if value is None else f"{value:z.2f}" for value in (claim.slope, claim.low, claim.high))
    return (guard_formula(name), str(claim.weeks), str(claim.answered), claim.kind.value, *numbers)


def _series(scores: Scores) -> Series:
    first = min(scores)
    placed: list[float | None] = [None] * ((max(scores) - first) // 7 + 1)
    for monday, (score, _) in scores.items():
        placed[(monday - first) // 7] = score
    return Series(Week.of(date.fromordinal(first)), tuple(placed))


class _Once(dict[str, Read]):
    """What each text reads as; a table has many rows, and few weeks and scores."""

    def __init__(self, read: Callable[[str], Read]) -> None:
        self._read = read

    def __missing__(self, text: str) -> Read:
        self[text] = read = self._read(text.strip())
        return read


class _Rows:
    """Reads one row after another, keeping each score with its row, and problems."""

    def __init__(self, this_week: Week, scores: ScoreRange) -> None:
        self.number = 0
        self.places: list[int] = []
        self.mondays = _Once(lambda text: _read_monday(text, this_week))
        self.scores = _Once(lambda text: _read_score(text, scores))
        self.series: dict[str, Scores] = {}
        self.problems: list[Explanation] = []

    def read(self, number: int, cells: list[str]) -> None:
        self.number = number
        if number == 1:
            self._read_header(cells)
        elif self.places and not (len(cells) == len(COLUMNS) and self._kept(cells)):
            self._say_why_not(cells)

    def _read_header(self, cells: list[str]) -> None:
        names = [cell.strip().removeprefix("\ufeff").lower() for cell in cells]
        if sorted(names) == sorted(COLUMNS):
            self.places = [names.index(column) for column in COLUMNS]
        else:
            self.problems.append(ScoreTableText.OTHER_COLUMNS(columns=",".join(COLUMNS)))

    def _kept(self, cells: list[str]) -> bool:
        """Keep a row in which nothing is wrong; False for any other."""
        in_name, in_week, in_score = self.places
        name, monday, score = cells[in_name].strip(), self.mondays[cells[in_week]], self.scores[cells[in_score]]
        if not name or isinstance(monday, Explanation) or isinstance(score, Explanation):
            return False
        scores = self.series.setdefault(name, {})
        earlier, row = scores.get(monday, (None, 0))
        if earlier is None:
            scores[monday] = score, self.number
        elif score is not None:
            week = Week.of(date.fromordinal(monday))
            self.problems.append(ScoreTableText.WEEK_TWICE(row=str(self.number), week=week, earlier=str(row)))
        return True

    def _say_why_not(self, cells: list[str]) -> None:
        if not any(cell.strip() for cell in cells):
            return
        if len(cells) != len(COLUMNS):
            counts = {"n": str(len(cells)), "columns": len(COLUMNS)}
            self.problems.append(ScoreTableText.OTHER_LENGTH(row=str(self.number), **counts))
            return
        name, written, score = (cells[place] for place in self.places)
        values = (None if name.strip() else ScoreTableText.NO_NAME(), self.mondays[written], self.scores[score])
        self.problems += [
            ScoreTableText.OF_CELL(row=str(self.number), column=column, why=reason)
            for column, reason in zip(COLUMNS, values, strict=True)
            if isinstance(reason, Explanation)
        ]


def _read_monday(text: str, this_week: Week) -> int | Explanation:
    """The Monday of the week as its ordinal, or what is wrong with it."""
    day = _read_day(text)
    if isinstance(day, Explanation):
        return day
    week = Week.of(day)
    if week > this_week:
        return ScoreTableText.NOT_YET(week=week, this_week=this_week)
    return week.monday().toordinal() if day.year >= FIRST_YEAR else ScoreTableText.TOO_EARLY(year=str(FIRST_YEAR))


def _read_day(text: str) -> date | Explanation:
    """A day of the week that is meant, or what is wrong, naming a week that is not in the calendar."""
    written = _WEEK.fullmatch(text)
    if written is None:
        try:
            return date.fromisoformat(text if _DATE.fullmatch(text) else "")
        except ValueError:
            return ScoreTableText.NO_DAY()
    year, number, weekday = int(written[1]), int(written[2]), int(written[3] or 1)
    try:
        return date.fromisocalendar(year, number, weekday)
    except ValueError:
        week = Week(year, number)
        if not year:
            return ScoreTableText.NO_WEEK(week=week)
        last = f"{year}-W{_last_week(year)}"
        return ScoreTableText.NO_WEEK_OF_YEAR(week=week, year=str(year), last=last)


def _last_week(year: int) -> int:
    return date(year, 12, 28).isocalendar().week  # always in the last week (ISO 8601)


def _read_score(text: str, scores: ScoreRange) -> float | Explanation | None:
    """On 0 to 100, or None for an empty one, or what is wrong with it."""
    if not text:
        return None
    score = float(text) if _NUMBER.fullmatch(text) else None
    if score is None or not scores.low <= score <= scores.high:
        return ScoreTableText.NO_SCORE(low=f"{scores.low:g}", high=f"{scores.high:g}")
    return scores.of_hundred(score)
