"""What can be wrong with a table of weekly scores; no sentence holds a score."""

from __future__ import annotations

from nearer.language.explained_errors import ErrorText
from nearer.language.sentences import _


class ScoreTableText(ErrorText):
    """Rows count from 1, which is the header."""

    NO_RANGE = _("write the lowest and the highest score, such as 1-5")
    AND_MORE = _("... and {n} more.")
    NOT_CSV = _("Row {row}: not readable as CSV ({why}).")
    EMPTY = _("Row 1: the table is empty; its first row names the columns {columns}.")
    OTHER_COLUMNS = _("Row 1: the columns are {columns}, with commas between, and no others.")
    OTHER_LENGTH = _("Row {row}: {n} cells where there are {columns} columns.")
    WEEK_TWICE = _("Row {row}, column week: {week} of this series already has a score in row {earlier}.")
    OF_CELL = _("Row {row}, column {column}: {why}")
    NO_NAME = _("name the series.")
    NOT_YET = _("{week} has not come yet; this week is {this_week}.")
    TOO_EARLY = _("a date from the year {year} on is needed.")
    NO_DAY = _(
        "write an existing day of the week as an ISO date without time, such as 2026-11-23, or the week itself, such "
        "as 2026-W48."
    )
    NO_WEEK = _("there is no week {week}.")
    NO_WEEK_OF_YEAR = _("there is no week {week}; the last week of {year} is {last}.")
    NO_SCORE = _("write a number from {low} to {high}, or leave it empty.")


class SeriesText(ErrorText):
    """Why scores cannot stand in one series."""

    OUT_OF_RANGE = _("Week {week}: a score is a number from {low} to {high}, or missing.")
