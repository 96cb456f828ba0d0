"""A sheet's content to PDF. What people wrote reaches the template as data, never as its language."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import typst

from nearer.sheet.picture import WIDTH_OVERALL, initial_places, weeks_svg
from nearer.sheet.printing import FAMILIES, FONTS, isolated, printed, runs_right_to_left, unprintable_in

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

    @property
    def unprintable(self) -> tuple[str, ...]:
        """What none of the fonts has, and a box will stand for."""
        initials, marks = (line.initial for line in self.lines), (mark.said for mark in self.marks)
        parts = (text for title, lines in self.parts for text in (title, *lines))
        return unprintable_in([self.title, self.made, *initials, *marks, *parts, self.foot])


def sheet_pdf(sheet: Sheet) -> bytes:
    """One A4 page; what does not fit is made smaller and never runs on to a second one.

    Set in the fonts of this room, so that it looks the same on every machine.
    """
    content = {"sheet": _content(sheet)}
    return typst.compile(TEMPLATE, format="pdf", font_paths=[FONTS], ignore_system_fonts=True, sys_inputs=content)


def _content(sheet: Sheet) -> str:
    return json.dumps(
        {
            "fonts": FAMILIES,
            "title": printed(sheet.title),
            "made": printed(sheet.made),
            "picture": weeks_svg(sheet.lines, [mark.day for mark in sheet.marks]) if sheet.lines else "",
            "width": WIDTH_OVERALL,
            "initials": [[x, y, colour, printed(said)] for x, y, colour, said in initial_places(sheet.lines)],
            "marks": [printed(f"{number}: {isolated(mark.said)}") for number, mark in enumerate(sheet.marks, start=1)],
            "parts": [[printed(title), [_line(line) for line in lines]] for title, lines in sheet.parts if lines],
            "foot": printed(sheet.foot),
        }
    )


def _line(text: str) -> tuple[str, str]:
    return printed(text), "rtl" if runs_right_to_left(text) else "ltr"
