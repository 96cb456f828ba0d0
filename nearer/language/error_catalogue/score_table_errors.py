"""What can be wrong with a table of weekly scores; no sentence holds a score."""

from __future__ import annotations

from nearer.language.explained_errors import ErrorText
from nearer.language.sentences import _


class ScoreTableText(ErrorText):
    """Rows count from 1, which is the header."""

    NO_RANGE = _("write the lowest and the highest score, such as 1-5")
    AND_MORE = _("... and {n} more.")
    NOT_CSV = _(
        "Row {row}: not readable as CSV. Look for a quote that is not closed, and put cells with quotes or commas "
        "between quotes."
    )
    EMPTY = _("the table is empty. Write the columns {columns} into its first row, and a score into each row below.")
    OTHER_COLUMNS = _("Row 1: write the columns {columns}, with commas between, and no others.")
    OTHER_LENGTH = _(
        "Row {row}: {n} cells where there are {columns} columns. Write one for each; a score that is missing is an"
        " empty cell."
    )
    WEEK_TWICE = _(
        "Row {row}, column week: {week} of this series already has a score in row {earlier}. Leave one of them out."
    )
    OF_CELL = _("Row {row}, column {column}: {why}")
    NO_NAME = _("name the series.")
    HIDDEN_CHARACTER = _("the name of the series holds a hidden character. Write it again.")
    NOT_YET = _("{week} has not come yet; this week is {this_week}. Check the date, and the clock of this computer.")
    TOO_EARLY = _("write a date from the year {year} on.")
    NO_DAY = _(
        "write an existing day of the week as an ISO date without time, such as 2026-11-23, or the week itself, such "
        "as 2026-W48."
    )
    NO_WEEK = _("there is no week {week}. Write one such as 2026-W48.")
    NO_WEEK_OF_YEAR = _("there is no week {week}; the last week of {year} is {last}. Check the date.")
    NO_SCORE = _("write a number from {low} to {high}, or leave it empty.")


class SeriesText(ErrorText):
    """Why scores cannot stand in one series."""

    OUT_OF_RANGE = _("Week {week}: write a number from {low} to {high}, or leave the score out.")
