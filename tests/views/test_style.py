"""The colours can be read in light and in dark, and the look asks nothing from another host."""

from __future__ import annotations

import re
from itertools import product

import pytest

from nearer.session.services import STYLE as STYLE_FILE

STYLE = STYLE_FILE.read_text("utf-8")
TOKENS = dict(re.findall(r"--([\w-]+): light-dark\((#[0-9a-f]{6}, #[0-9a-f]{6})\)", STYLE))
GROUNDS = ("paper", "wash", "teal-wash", "clay-wash")


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb (WCAG 2.2)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def colour(token: str, dark: int) -> str:
    return TOKENS[token].split(", ")[dark]


@pytest.mark.parametrize(("ink", "ground", "dark"), list(product(("ink", "quiet", "teal", "clay"), GROUNDS, (0, 1))))
def test_text_has_a_contrast_of_four_and_a_half_to_one_on_every_ground(ink: str, ground: str, dark: int) -> None:
    assert contrast(colour(ink, dark), colour(ground, dark)) >= 4.5


@pytest.mark.parametrize(("ground", "dark"), list(product(("paper", "wash", "teal-wash"), (0, 1))))
def test_the_edge_of_a_choice_has_a_contrast_of_three_to_one(ground: str, dark: int) -> None:
    assert contrast(colour("edge", dark), colour(ground, dark)) >= 3


def test_nothing_is_fetched_for_the_look() -> None:
    assert not re.search(r"url\((?!\"data:image/svg)|@import|@font-face|https?:(?!//www\.w3\.org/2000/svg)", STYLE)


def test_a_finger_leaves_no_shade_on_the_next_question() -> None:
    """A phone keeps *hover* where it was tapped last, and there the next question has another answer."""
    shades = [line for line in STYLE.splitlines() if '"stRadioOption"]:hover' in line]
    assert shades and all(line.startswith("@media (hover: hover) {") for line in shades)
