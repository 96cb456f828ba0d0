"""The weeks as a CSV file: what stands on the screen, and nothing that is read from it."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import timedelta

from nearer.views import words
from nearer.views.beside import Mark, marks_between
from nearer.views.items import Items
from nearer.views.tables import week_scores
from nearer.views.weeks import Line, weeks_of

_FORMULA = ("=", "+", "-", "@")  # what a spreadsheet would work out when a cell begins with it


def weeks_csv(lines: Sequence[Line], marks: Sequence[Mark], items: Items) -> bytes:
    """A row a week: its Monday, each score, how far apart, one's own answers in words, the events. Gaps are empty."""
    names = [line.name for line in lines] + ([words.closeness.APART_COLUMN] if len(lines) == 2 else [])
    head = [words.closeness.WEEK_COLUMN, *names, *(item.text for item in items.items), words.events.COLUMN]
    answers = {
        week: [_answer(item.options, item.chosen[place]) for item in items.items]
        for place, week in enumerate(items.weeks)
    }
    file = io.StringIO()
    write = csv.writer(file).writerow
    write(map(_cell, head))
    for week in weeks_of(lines):
        monday = week.monday()
        events = "; ".join(mark.said for mark in marks_between(marks, monday, monday + timedelta(days=6)))
        scores = ["" if score is None else str(score) for score in week_scores(week, lines)]
        write(map(_cell, [monday.isoformat(), *scores, *answers.get(week, [""] * len(items.items)), events]))
    return file.getvalue().encode("utf-8-sig")


def _answer(options: Sequence[str], chosen: int | None) -> str:
    return "" if chosen is None else options[chosen]


def _cell(text: str) -> str:
    return f"'{text}" if text.lstrip().startswith(_FORMULA) else text
