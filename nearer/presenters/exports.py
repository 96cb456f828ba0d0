"""The weeks as a CSV file or a spreadsheet: what stands on the screen, and nothing that is read from it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date

import pandas as pd
import xlsxwriter

from nearer.domain.items import Item
from nearer.frames.answers_frame import answers_by_week
from nearer.frames.weeks_frame import scores_by_week
from nearer.trends.csv_text import guard_formula
from nearer.views import text as words
from nearer.views.chart_values import ChartEvent, events_in_week, weeks_columns

XLSX_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def weeks_file(
    weeks: pd.DataFrame, events: Sequence[ChartEvent], answers: pd.DataFrame | None, items: Sequence[Item]
) -> pd.DataFrame:
    """A row a week of one couple: its Monday, each score, how far apart, answers in words, the events; gaps missing.

    `answers` are one person's check-ins, or None, and `items` their questions. The columns have names that people read.
    """
    scores = scores_by_week(weeks)
    parts = [scores]
    if answers is not None:
        parts.append(answers_by_week(answers, "words", [item.id for item in items]).reindex(scores.index))
    event_labels = ["; ".join(events_in_week(events, monday)) for monday in scores.index]
    parts.append(pd.Series(event_labels, index=scores.index, dtype="str").to_frame())
    table = pd.concat(parts, axis=1).reset_index(names=[""])
    return table.set_axis(
        [words.closeness.WEEK_COLUMN, *weeks_columns(weeks), *(item.text for item in items), words.events.COLUMN],
        axis="columns",
    )


def table_csv(table: pd.DataFrame) -> bytes:
    """Any table as CSV in which text is never worked out as a formula."""
    guarded = table.map(lambda cell: guard_formula(cell) if isinstance(cell, str) else cell)
    guarded = guarded.set_axis([guard_formula(name) for name in table.columns], axis="columns")
    text: str = guarded.to_csv(index=False, float_format="%g", lineterminator="\r\n")
    return text.encode("utf-8-sig")


def weeks_xlsx(table: pd.DataFrame) -> bytes:
    """A `weeks_file` as a spreadsheet, in which text is text and stands there as it was written."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for row_index, row in enumerate([table.columns, *table.itertuples(index=False)]):
            for column, cell in enumerate(row):
                if isinstance(cell, str | date):
                    sheet.write_string(row_index, column, str(cell))
                elif not pd.isna(cell):
                    sheet.write_number(row_index, column, cell)
        sheet.autofit()
    return file.getvalue()
