"""What both visit sheets draw of the weeks: a line a person, and the days at its two ends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from nearer.domain.weekly_scores import WeeklyScores
from nearer.frames.columns import FramePerson
from nearer.sheet.page import SheetLine, drawn_days
from nearer.views import text as words


def sheet_line(who: FramePerson, weekly: WeeklyScores) -> SheetLine:
    """A line under the initial that stands in place of its name; whoever joined the couple has a dashed one."""
    points = tuple((scored.week.monday(), float(scored.score)) for scored in weekly.scores)
    return SheetLine(who.name, points, not who.first)


def drawn_ends(lines: Sequence[SheetLine], until: date) -> tuple[str, str]:
    """The first and the last day of the picture, in the language of the run; nothing where nothing is drawn."""
    if not lines:
        return "", ""
    first, last = drawn_days(lines, until)
    return words.weeks.day_in_table(first), words.weeks.day_in_table(last)
