"""The cells of a table of scores: a week, a score in points; what is wrong with one comes back as a value."""

from __future__ import annotations

import re
from datetime import date
from unicodedata import category

from nearer.domain.weeks import Week
from nearer.language.error_catalogue.score_table_errors import ScoreTableText
from nearer.language.explained_errors import Explanation
from nearer.trends.score_range import ScoreRange

FIRST_YEAR = 2000
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WEEK = re.compile(r"([0-9]{4})-?[Ww]([0-9]{1,2})(?:-([1-7]))?")  # as in ISO 8601, with a day of the week or without
_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)")


def read_name(text: str) -> str | Explanation:
    """The name of the series, or what is wrong with it."""
    if any(category(character) == "Cc" and not character.isspace() for character in text):
        return ScoreTableText.HIDDEN_CHARACTER()
    return text or ScoreTableText.NO_NAME()


def read_monday(text: str, this_week: Week) -> int | Explanation:
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
    match = _WEEK.fullmatch(text)
    if match is None:
        try:
            return date.fromisoformat(text if _DATE.fullmatch(text) else "")
        except ValueError:
            return ScoreTableText.NO_DAY()
    year, number, weekday = int(match[1]), int(match[2]), int(match[3] or 1)
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


def read_score(text: str, scores: ScoreRange) -> float | Explanation | None:
    """On 0 to 100, or None for an empty one, or what is wrong with it."""
    if not text:
        return None
    score = float(text) if _NUMBER.fullmatch(text) else None
    if score is None or not scores.low <= score <= scores.high:
        return ScoreTableText.NO_SCORE(low=f"{scores.low:g}", high=f"{scores.high:g}")
    return scores.of_hundred(score)
