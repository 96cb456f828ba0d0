"""Many series in one CSV: `series,week,score` in, one claim a series out."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from datetime import date

from nearer.domain import Week
from nearer.trends.claims import Claim, claims_of
from nearer.trends.series import series_of

COLUMNS = ("series", "week", "score")
CLAIM_COLUMNS = ("series", "weeks", "answered", "claim", "slope", "low", "high")
FIRST_YEAR = 2000
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)")
_PROBLEMS_SHOWN = 20


class TableRefused(ValueError):
    """A table with something wrong in it; one sentence a problem, naming row and column, never a score."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = tuple(problems)
        more = [f"... and {len(problems) - _PROBLEMS_SHOWN} more."] if len(problems) > _PROBLEMS_SHOWN else []
        super().__init__("\n".join([*problems[:_PROBLEMS_SHOWN], *more]))


def claims_from_csv(lines: Iterable[str], today: date) -> list[tuple[str, ...]]:
    """Rows of the answer, `CLAIM_COLUMNS` first. Row 1 of the table is its header; rows may come in any order.

    A week is any ISO date in it; its score 0 to 100, or empty. Raise TableRefused with every problem found.
    """
    scores = _read(lines, Week.of(today))
    claims = claims_of([series_of(by_week) for by_week in scores.values()])
    return [CLAIM_COLUMNS, *(_row(name, claim) for name, claim in zip(scores, claims, strict=True))]


def _row(name: str, claim: Claim) -> tuple[str, ...]:
    numbers = ("" if value is None else f"{value:z.2f}" for value in (claim.slope, claim.low, claim.high))
    return (name, str(claim.weeks), str(claim.answered), claim.kind.value, *numbers)


def _read(lines: Iterable[str], this_week: Week) -> dict[str, dict[Week, float | None]]:
    """Scores by series and week, in the order the series first appear."""
    rows = _Rows(this_week)
    try:
        for number, row in enumerate(csv.reader(lines, strict=True), start=1):
            rows.read(number, [cell.strip() for cell in row])
    except csv.Error as error:
        rows.problems.append(f"Row {rows.number + 1}: not readable as CSV ({error}).")
    if rows.number == 0:
        rows.problems.append(f"Row 1: the table is empty; its first row names the columns {','.join(COLUMNS)}.")
    if rows.problems:
        raise TableRefused(rows.problems)
    return {name: {week: score for week, (score, _) in by_week.items()} for name, by_week in rows.scores.items()}


class _Rows:
    """Reads one row after another, keeping scores and problems."""

    def __init__(self, this_week: Week) -> None:
        self.this_week = this_week
        self.number = 0
        self.places: list[int] = []
        self.weeks: dict[str, Week | str] = {}
        self.scores: dict[str, dict[Week, tuple[float | None, int]]] = {}  # each score with the row it stands in
        self.problems: list[str] = []

    def read(self, number: int, cells: list[str]) -> None:
        self.number = number
        if number == 1:
            self._read_header(cells)
        elif any(cells) and self.places:
            self._read_row(cells)

    def _read_header(self, cells: list[str]) -> None:
        names = [cell.removeprefix("\ufeff").lower() for cell in cells]
        if sorted(names) == sorted(COLUMNS):
            self.places = [names.index(column) for column in COLUMNS]
        else:
            self.problems.append(f"Row 1: the columns are {','.join(COLUMNS)}, and no others.")

    def _read_row(self, cells: list[str]) -> None:
        if len(cells) != len(COLUMNS):
            self.problems.append(f"Row {self.number}: {len(cells)} cells where there are {len(COLUMNS)} columns.")
            return
        name, written, score_text = (cells[place] for place in self.places)
        week, score = self._week(written), _score(score_text)
        if name and isinstance(week, Week) and not isinstance(score, str):
            self._keep(name, week, score)
            return
        found = [("series", "name the series." if not name else None), ("week", week), ("score", score)]
        self.problems += [
            f"Row {self.number}, column {column}: {problem}" for column, problem in found if isinstance(problem, str)
        ]

    def _keep(self, name: str, week: Week, score: float | None) -> None:
        by_week = self.scores.setdefault(name, {})
        earlier, row = by_week.get(week, (None, 0))
        if earlier is None:
            by_week[week] = score, self.number
        elif score is not None:
            self.problems.append(
                f"Row {self.number}, column week: {week} of this series already has a score in row {row}."
            )

    def _week(self, text: str) -> Week | str:
        """The week, or what is wrong with it; each text is read once."""
        if text not in self.weeks:
            self.weeks[text] = _read_week(text, self.this_week)
        return self.weeks[text]


def _read_week(text: str, this_week: Week) -> Week | str:
    try:
        day = date.fromisoformat(text) if _DATE.fullmatch(text) else None
    except ValueError:
        day = None
    if day is None:
        return "write an existing day of the week as an ISO date without time, such as 2026-11-23."
    week = Week.of(day)
    if week > this_week:
        return f"{week} has not come yet; this week is {this_week}."
    return week if day.year >= FIRST_YEAR else f"a date from the year {FIRST_YEAR} on is needed."


def _score(text: str) -> float | str | None:
    if not text:
        return None
    score = float(text) if _NUMBER.fullmatch(text) else -1.0
    return score if 0.0 <= score <= 100.0 else "write a number from 0 to 100, or leave it empty."
