"""The weeks as a CSV file or a spreadsheet: what stands on the screen, and nothing that is read from it."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

import xlsxwriter

from nearer.domain import Week, guard_formula
from nearer.views import words
from nearer.views.beside import Mark, marks_between
from nearer.views.items import Items
from nearer.views.tables import week_scores
from nearer.views.weeks import Line, weeks_of


def weeks_csv(lines: Sequence[Line], marks: Sequence[Mark], items: Items) -> bytes:
    """A row a week: its Monday, each score, how far apart, one's own answers in words, the events. Gaps are empty."""
    head = [*_columns(lines), *(item.text for item in items.items), words.events.COLUMN]
    answers = {
        week: [_answer(item.options, item.chosen[place]) for item in items.items]
        for place, week in enumerate(items.weeks)
    }
    file = io.StringIO()
    write = csv.writer(file).writerow
    write(map(guard_formula, head))
    for week in weeks_of(lines):
        monday, events = week.monday(), _events(week, marks)
        scores = ["" if score is None else str(score) for score in week_scores(week, lines)]
        write(map(guard_formula, [monday.isoformat(), *scores, *answers.get(week, [""] * len(items.items)), events]))
    return file.getvalue().encode("utf-8-sig")


def weeks_xlsx(lines: Sequence[Line], marks: Sequence[Mark]) -> bytes:
    """The same rows for a spreadsheet, in which text is text and stands there as it was written."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        rows: list[list[str | Decimal | None]] = [[*_columns(lines), words.events.COLUMN]]
        rows += [_xlsx_row(week, lines, marks) for week in weeks_of(lines)]
        for place, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(place, column, cell)
                elif cell is not None:
                    sheet.write_number(place, column, float(cell))
        sheet.autofit()
    return file.getvalue()


def _xlsx_row(week: Week, lines: Sequence[Line], marks: Sequence[Mark]) -> list[str | Decimal | None]:
    return [week.monday().isoformat(), *week_scores(week, lines), _events(week, marks)]


def _columns(lines: Sequence[Line]) -> list[str]:
    names = [line.name for line in lines] + ([words.closeness.APART_COLUMN] if len(lines) == 2 else [])
    return [words.closeness.WEEK_COLUMN, *names]


def _events(week: Week, marks: Sequence[Mark]) -> str:
    monday = week.monday()
    return "; ".join(mark.said for mark in marks_between(marks, monday, monday + timedelta(days=6)))


def _answer(options: Sequence[str], chosen: int | None) -> str:
    return "" if chosen is None else options[chosen]
