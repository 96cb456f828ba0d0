"""A sheet's content to PDF. What people wrote reaches the template as data, never as its language."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import typst

from nearer.sheet.picture import weeks_svg

TEMPLATE = Path(__file__).parent / "sheet.typ"


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One person by their initial, with (Monday, score 0 to 100) of each answered week; `dashed` tells two apart."""

    initial: str
    points: tuple[tuple[date, float], ...]
    dashed: bool


@dataclass(frozen=True, slots=True)
class SheetMark:
    """An event or a visit: the number that stands in the picture is its place in the list."""

    day: date
    said: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """Every text as it is to stand there; a part is a heading with its lines, and one without lines is left out."""

    title: str
    made: str
    lines: tuple[SheetLine, ...]
    marks: tuple[SheetMark, ...]
    parts: tuple[tuple[str, tuple[str, ...]], ...]
    foot: str


def sheet_pdf(sheet: Sheet) -> bytes:
    """One A4 page; what does not fit is made smaller and never runs on to a second one."""
    return typst.compile(TEMPLATE, format="pdf", ignore_system_fonts=True, sys_inputs={"sheet": _content(sheet)})


def _content(sheet: Sheet) -> str:
    marks = [f"{number}: {mark.said}" for number, mark in enumerate(sheet.marks, start=1)]
    return json.dumps(
        {
            "title": sheet.title,
            "made": sheet.made,
            "picture": weeks_svg(sheet.lines, [mark.day for mark in sheet.marks]) if sheet.lines else "",
            "marks": marks,
            "parts": [[title, list(lines)] for title, lines in sheet.parts if lines],
            "foot": sheet.foot,
        }
    )
