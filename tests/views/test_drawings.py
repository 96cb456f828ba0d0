"""The quiet drawings: two colours that hold by day and by night, and nothing fetched from elsewhere."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args
from xml.etree import ElementTree

import pytest

from nearer.guide.topics import Shelf
from nearer.views import drawings
from nearer.web import static_pages

FILES = sorted((static_pages.FILES / "drawings").glob("*.svg"))
PAPER = {"light": "#fbf8f4", "dark": "#171b1b"}
each_file = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)


def luminance(colour: str) -> float:
    """https://www.w3.org/TR/WCAG22/#dfn-relative-luminance"""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_each_of_the_six_drawings_has_a_file_and_each_shelf_of_the_guide_a_drawing() -> None:
    assert {file.stem for file in FILES} == set(get_args(drawings.Drawing)) and len(FILES) == 6
    assert set(get_args(Shelf)) <= set(get_args(drawings.Drawing))
    assert drawings.shelf_label("body", "The *body*") == "![](/drawings/body.svg) The \\*body\\*"


@each_file
def test_a_drawing_has_two_colours_that_hold_by_day_and_by_night(file: Path) -> None:
    day, night = file.read_text("utf-8").split("@media(prefers-color-scheme:dark)")
    for text, paper in ((day, PAPER["light"]), (night, PAPER["dark"])):
        strokes = re.findall(r"stroke:(#[0-9a-f]{6})\b", text)
        assert len(strokes) == 2
        assert all(contrast(stroke, paper) >= 3 for stroke in strokes)


@each_file
def test_a_drawing_fetches_nothing_and_runs_nothing(file: Path) -> None:
    text = file.read_text("utf-8")
    drawing = ElementTree.fromstring(text)
    assert text.count("http") == 1 and "url(" not in text  # the namespace
    assert {element.tag.rpartition("}")[2] for element in drawing.iter()} <= {"svg", "style", "path", "circle"}
