"""The weeks as a CSV file or a spreadsheet: what stands on the screen, and nothing that is read from it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import timedelta
from decimal import Decimal

import xlsxwriter

from nearer.domain.csv_text import guard_formula
from nearer.domain.weeks import Week
from nearer.views import text as words
from nearer.views.charts.chart_values import ChartEvent, Items, Line, marks_between, week_scores, weeks_of

Cell = str | Decimal | None
XLSX_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def weeks_csv(lines: Sequence[Line], marks: Sequence[ChartEvent], items: Items) -> bytes:
    """A row a week: its Monday, each score, how far apart, one's own answers in words, the events. Gaps are empty."""
    file = io.StringIO()
    csv.writer(file).writerows(
        [guard_formula(cell) if isinstance(cell, str) else cell for cell in row] for row in _rows(lines, marks, items)
    )
    return file.getvalue().encode("utf-8-sig")


def weeks_xlsx(lines: Sequence[Line], marks: Sequence[ChartEvent], items: Items) -> bytes:
    """The same rows for a spreadsheet, in which text is text and stands there as it was written."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for place, row in enumerate(_rows(lines, marks, items)):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(place, column, cell)
                elif cell is not None:
                    sheet.write_number(place, column, float(cell))
        sheet.autofit()
    return file.getvalue()


def _rows(lines: Sequence[Line], marks: Sequence[ChartEvent], items: Items) -> Iterator[list[Cell]]:
    """The names of the columns, then every week; None where there is no score."""
    yield [*_columns(lines), *(item.text for item in items.items), words.events.COLUMN]
    answers = {
        week: [_answer(item.options, item.chosen[place]) for item in items.items]
        for place, week in enumerate(items.weeks)
    }
    for week in weeks_of(lines):
        unanswered = [""] * len(items.items)
        scores = week_scores(week, lines)
        yield [week.monday().isoformat(), *scores, *answers.get(week, unanswered), _events(week, marks)]


def _columns(lines: Sequence[Line]) -> list[str]:
    names = [line.name for line in lines] + ([words.closeness.APART_COLUMN] if len(lines) == 2 else [])
    return [words.closeness.WEEK_COLUMN, *names]


def _events(week: Week, marks: Sequence[ChartEvent]) -> str:
    monday = week.monday()
    return "; ".join(mark.label for mark in marks_between(marks, monday, monday + timedelta(days=6)))


def _answer(options: Sequence[str], chosen: int | None) -> str:
    return "" if chosen is None else options[chosen]
