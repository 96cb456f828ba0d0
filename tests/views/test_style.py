"""The colours can be read in light and in dark, and the look asks nothing from another host."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import product
from math import dist
from operator import mul

import pytest

from nearer.session.services import STYLE as STYLE_FILE
from tests.import_rules import ROOT

STYLE = STYLE_FILE.read_text("utf-8")
SIGN_IN_STYLE = ROOT / "nearer" / "web" / "files" / "style.css"
TOKENS = dict(re.findall(r"--([\w-]+): light-dark\((#[0-9a-f]{6}, #[0-9a-f]{6})\)", STYLE))
GROUNDS = ("paper", "wash", "teal-wash", "violet-wash")
PERSONS_RULES = re.compile(r"\.nearer-whose|\.clay\b|\.(gap|range)-clay|\.js-plotly-plot|^  --clay:")
# How red, green and blue reach an eye without one of the three cones: Machado et al. (2009),
# https://doi.org/10.1109/TVCG.2009.113, severity 1, for linear light.
SEEN_WITHOUT = {
    "none of them": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "the long one": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "the middle one": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "the short one": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}


def linear_light(colour: str) -> tuple[float, float, float]:
    """Red, green and blue of #rrggbb as light, 0 to 1 (IEC 61966-2-1)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return red, green, blue


def lab(light: Sequence[float]) -> list[float]:
    """CIE 1976 L*a*b* of linear light, by D65."""
    to_white = ((0.433910, 0.376225, 0.189860), (0.212673, 0.715152, 0.072175), (0.017757, 0.109477, 0.872955))
    shares = (max(0.0, sum(map(mul, row, light))) for row in to_white)
    x, y, z = (share ** (1 / 3) if share > 0.008856 else 7.787 * share + 16 / 116 for share in shares)
    return [116 * y - 16, 500 * (x - y), 200 * (y - z)]


def difference(first: str, second: str, cones: str) -> float:
    """The distance of two colours in L*a*b* as an eye of this kind sees them; 2.3 can just be noticed."""
    seen = ([sum(map(mul, row, linear_light(colour))) for row in SEEN_WITHOUT[cones]] for colour in (first, second))
    return dist(*map(lab, seen))


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb (WCAG 2.2)."""
    red, green, blue = linear_light(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    darker, lighter = sorted((luminance(first), luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def colour(token: str, dark: int) -> str:
    return TOKENS[token].split(", ")[dark]


@pytest.mark.parametrize(
    ("ink", "ground", "dark"), list(product(("ink", "quiet", "teal", "clay", "violet"), GROUNDS, (0, 1)))
)
def test_text_has_a_contrast_of_four_and_a_half_to_one_on_every_ground(ink: str, ground: str, dark: int) -> None:
    assert contrast(colour(ink, dark), colour(ground, dark)) >= 4.5


@pytest.mark.parametrize(("ground", "dark"), list(product(("paper", "wash", "teal-wash"), (0, 1))))
def test_the_edge_of_a_choice_has_a_contrast_of_three_to_one(ground: str, dark: int) -> None:
    assert contrast(colour("edge", dark), colour(ground, dark)) >= 3


@pytest.mark.parametrize(("person", "cones", "dark"), list(product(("teal", "clay"), SEEN_WITHOUT, (0, 1))))
def test_an_alert_is_told_from_both_people_with_every_kind_of_colour_vision(person: str, cones: str, dark: int) -> None:
    assert difference(colour("violet", dark), colour(person, dark), cones) >= 20


def test_the_clay_colour_is_used_only_for_the_second_person_of_a_couple() -> None:
    others = [line for line in STYLE.splitlines() if "--clay" in line and not PERSONS_RULES.search(line)]
    assert others == []
    assert "clay" not in SIGN_IN_STYLE.read_text("utf-8")


def test_the_style_of_a_screen_loads_nothing_from_elsewhere() -> None:
    assert not re.search(r"url\((?!\"data:image/svg)|@import|@font-face|https?:(?!//www\.w3\.org/2000/svg)", STYLE)


def test_a_finger_leaves_no_shade_on_the_next_question() -> None:
    """A phone keeps *hover* where it was tapped last, and there the next question has another answer."""
    shades = [line for line in STYLE.splitlines() if '"stRadioOption"]:hover' in line]
    assert shades and all(line.startswith("@media (hover: hover) {") for line in shades)
