"""The sheet is one page whatever stands on it, and shows what people wrote as they wrote it."""

from __future__ import annotations

import io
from datetime import date, timedelta
from pathlib import Path

import pytest
import typst
from PIL import Image

from nearer.sheet.page import Sheet, SheetEvent, SheetLine, initial_places, sheet_pdf
from tests.sheet.rendered import picture_of

MONDAY = date(2026, 8, 31)
LINE = SheetLine("M.", tuple((MONDAY + timedelta(weeks=week), 40.0 + week) for week in range(12)), is_dashed=False)


def sheet(lines: int, long: int = 1) -> Sheet:
    """Four sections of so many lines, each of so many words, and as many dates."""
    sentences = tuple(f"{number}: " + "a hope " * long for number in range(lines))
    events = tuple(SheetEvent(MONDAY + timedelta(days=number), f"date {number}") for number in range(lines))
    return Sheet(
        "M. and R.", "23 November 2026", (LINE,), events, tuple((f"Part {n}", sentences) for n in range(4)), "Foot"
    )


def pages(pdf: bytes, folder: Path) -> int:
    """Counted by asking for each in turn."""
    count = 0
    while True:
        try:
            picture_of(pdf, folder, count + 1)
        except typst.TypstError:
            return count
        count += 1


def is_white(picture: bytes, top: float, bottom: float) -> bool:
    """Whether a strip of the page, in millimetres from its upper edge, is empty."""
    page = Image.open(io.BytesIO(picture)).convert("L")
    per_mm = page.height / 297
    return page.crop((0, int(top * per_mm), page.width, int(bottom * per_mm))).getextrema() == (255, 255)


@pytest.mark.parametrize(("lines", "long"), [(0, 1), (3, 1), (40, 1), (60, 30), (1, 4000)])
def test_a_sheet_that_is_too_long_stays_on_one_page_and_above_the_margin(lines: int, long: int, tmp_path: Path) -> None:
    pdf = sheet_pdf(sheet(lines, long))
    assert pages(pdf, tmp_path) == 1
    assert is_white(picture_of(pdf, tmp_path), 281.3, 283.5)


def test_text_on_a_sheet_that_looks_like_the_language_of_its_template_is_only_text(tmp_path: Path) -> None:
    odd = '#panic("x") $a$ *b* _c_ [d] @e <f> "g" \\ // =cmd\nthe next line'
    made = Sheet(odd, odd, (SheetLine(odd, LINE.points, True),), (SheetEvent(MONDAY, odd),), ((odd, (odd,)),), odd)
    assert pages(sheet_pdf(made), tmp_path) == 1


def test_the_initials_on_a_sheet_are_right_of_the_picture_beside_their_ends_and_never_in_each_other() -> None:
    """The line that ends higher is named first; two that end together are a line of letters apart."""
    points = tuple((MONDAY + timedelta(weeks=week), 50.0) for week in range(12))
    for ends in ((50.0, 50.0), (52.0, 50.0), (50.0, 53.0), (90.0, 10.0)):
        both = [SheetLine(name, (*points[:-1], (points[-1][0], end)), name == "R.")
                for name, end in zip(("M.", "R."), ends, strict=True)]  # fmt: skip
        (x, upper, _ink, first), (_x, lower, _dark, _second) = initial_places(both)
        assert first == ("R." if ends[1] > ends[0] else "M.") and lower - upper >= 12
        assert x > 520, "the picture ends at 520"
    (_x, high, *_), (_y, low, *_) = initial_places([SheetLine("M.", points, False), SheetLine("R.", points[:1], True)])
    assert low > high


def test_a_sheet_draws_one_week_alone(tmp_path: Path) -> None:
    made = Sheet("M.", "", (SheetLine("M.", LINE.points[:1], False),), (), (), "")
    assert picture_of(sheet_pdf(made), tmp_path).startswith(b"\x89PNG")
