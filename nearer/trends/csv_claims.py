"""Many series in one CSV: `series,week,score` in, one claim a series out."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import TypeVar

from nearer.domain.weeks import Week
from nearer.language.error_catalogue.score_table_errors import ScoreTableText
from nearer.language.explained_errors import Explanation
from nearer.trends.claims import Claim, claims_of
from nearer.trends.csv_cells import read_monday, read_name, read_score
from nearer.trends.csv_text import guard_formula
from nearer.trends.score_range import ScoreRange
from nearer.trends.series import Series

Read = TypeVar("Read")
Scores = dict[int, tuple[float | None, int]]  # by the ordinal of the week's Monday: a score, and its row

COLUMNS = ("series", "week", "score")
CLAIM_COLUMNS = ("series", "weeks", "answered", "claim", "slope", "low", "high")
SMALL_SCALE_MAX = 10  # a table of 0 to 100 in which nothing is above this is more likely one of another scale
_PROBLEMS_SHOWN = 20


class TableRefused(ValueError):
    """A table with something wrong in it; one sentence a problem, naming row and column, never a score."""

    def __init__(self, problems: list[Explanation]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        more = len(self.problems) - _PROBLEMS_SHOWN
        rest = [ScoreTableText.AND_MORE(n=str(more))] if more > 0 else []
        return "\n".join(map(str, [*self.problems[:_PROBLEMS_SHOWN], *rest]))


def series_from_csv(lines: Iterable[str], today: date, scores: ScoreRange) -> dict[str, Series]:
    """Every series by its name, in the order in which they first appear, on 0 to 100.

    Row 1 of the table is its header; rows may come in any order. A week is any ISO date in it, or 2026-W19; its score
    is within `scores`, or empty. Raise TableRefused with every problem found.
    """
    rows = _Rows(Week.of(today), scores)
    try:
        for number, row in enumerate(csv.reader(lines, strict=True), start=1):
            rows.read(number, row)
    except csv.Error:
        rows.problems.append(ScoreTableText.NOT_CSV(row=str(rows.number + 1)))
    if rows.number == 0:
        rows.problems.append(ScoreTableText.EMPTY(columns=",".join(COLUMNS)))
    if rows.problems:
        raise TableRefused(rows.problems)
    return {name: _make_series(placed) for name, placed in rows.series.items()}


def claim_rows(series: Mapping[str, Series]) -> list[tuple[str, ...]]:
    """Rows for a CSV, `CLAIM_COLUMNS` first: a claim a series, slope and range in points of 100 a week."""
    claims = claims_of(list(series.values()))
    return [CLAIM_COLUMNS, *(_make_row(name, claim) for name, claim in zip(series, claims, strict=True))]


def is_small_scale(series: Mapping[str, Series]) -> bool:
    """Whether there are scores and none of them is above 10: a table of 1 to 5, say, read as one of 0 to 100."""
    scores = [score for one in series.values() for score in one.scores if score is not None]
    return bool(scores) and max(scores) <= SMALL_SCALE_MAX


def _make_row(name: str, claim: Claim) -> tuple[str, ...]:
    numbers = ("" if value is None else f"{value:z.2f}" for value in (claim.slope, claim.low, claim.high))
    return (guard_formula(name), str(claim.weeks), str(claim.answered), claim.kind.value, *numbers)


def _make_series(scores: Scores) -> Series:
    first = min(scores)
    placed: list[float | None] = [None] * ((max(scores) - first) // 7 + 1)
    for monday, (score, _) in scores.items():
        placed[(monday - first) // 7] = score
    return Series(Week.of(date.fromordinal(first)), tuple(placed))


class _Once(dict[str, Read]):
    """A cache of parsed texts: a table has many rows, and few different weeks and scores."""

    def __init__(self, read: Callable[[str], Read]) -> None:
        self._read = read

    def __missing__(self, text: str) -> Read:
        self[text] = read = self._read(text.strip())
        return read


class _Rows:
    """Reads one row after another, keeping each score with its row, and problems."""

    def __init__(self, this_week: Week, scores: ScoreRange) -> None:
        self.number = 0
        self.columns: list[int] = []
        self.names = _Once(read_name)
        self.mondays = _Once(lambda text: read_monday(text, this_week))
        self.scores = _Once(lambda text: read_score(text, scores))
        self.series: dict[str, Scores] = {}
        self.problems: list[Explanation] = []

    def read(self, number: int, cells: list[str]) -> None:
        self.number = number
        if number == 1:
            self._read_header(cells)
        elif self.columns and not (len(cells) == len(COLUMNS) and self._keep_row(cells)):
            self._say_why_not(cells)

    def _read_header(self, cells: list[str]) -> None:
        names = [cell.strip().removeprefix("\ufeff").lower() for cell in cells]
        if sorted(names) == sorted(COLUMNS):
            self.columns = [names.index(column) for column in COLUMNS]
        else:
            self.problems.append(ScoreTableText.OTHER_COLUMNS(columns=",".join(COLUMNS)))

    def _keep_row(self, cells: list[str]) -> bool:
        """Keep a row in which nothing is wrong; False for any other."""
        in_name, in_week, in_score = self.columns
        name, monday, score = self.names[cells[in_name]], self.mondays[cells[in_week]], self.scores[cells[in_score]]
        if isinstance(name, Explanation) or isinstance(monday, Explanation) or isinstance(score, Explanation):
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
        name, week_text, score = (cells[column] for column in self.columns)
        values = (self.names[name], self.mondays[week_text], self.scores[score])
        self.problems += [
            ScoreTableText.OF_CELL(row=str(self.number), column=column, why=reason)
            for column, reason in zip(COLUMNS, values, strict=True)
            if isinstance(reason, Explanation)
        ]
