"""The seven drawn overlaps."""

from __future__ import annotations

import re
from base64 import b64decode
from xml.etree import ElementTree

import pytest

from nearer.views.chart_values import Accent
from nearer.views.circles import OVERLAPS, circles_label, circles_svg, circles_uri


def distance(overlap: int) -> float:
    left, right = (float(found) for found in re.findall(r'cx="([\d.]+)"', circles_svg(overlap, left=Accent.TEAL)))
    return right - left


def test_the_circles_are_seven_pictures_and_each_step_brings_them_nearer() -> None:
    distances = [distance(overlap) for overlap in OVERLAPS]
    assert len(distances) == 7
    assert distances == sorted(set(distances), reverse=True)


def test_the_first_pair_of_circles_is_apart_the_second_just_touches_and_the_last_is_almost_one() -> None:
    assert distance(1) > 36
    assert distance(2) == 36
    assert 0 < distance(7) < 6


@pytest.mark.parametrize("overlap", OVERLAPS)
def test_a_picture_of_the_circles_stays_inside_its_frame(overlap: int) -> None:
    drawing = ElementTree.fromstring(circles_svg(overlap, left=Accent.TEAL))
    circles = drawing.findall(".//{http://www.w3.org/2000/svg}circle")
    assert all(19 <= float(circle.attrib["cx"]) <= 65 for circle in circles)


def test_a_picture_of_the_circles_holds_everything_it_needs() -> None:
    kind, packed = circles_uri(4).split(",")
    assert kind == "data:image/svg+xml;base64"
    assert b64decode(packed).decode() == circles_svg(4, left=Accent.TEAL)
    assert circles_svg(4, left=Accent.TEAL).count("http") == 1  # the namespace


@pytest.mark.parametrize("overlap", [0, 8, -1])
def test_a_step_of_the_circles_that_is_not_drawn_is_refused(overlap: int) -> None:
    with pytest.raises(ValueError, match="1 to 7"):
        circles_svg(overlap, left=Accent.TEAL)


def test_the_partners_circles_have_the_partners_colour_on_the_left() -> None:
    assert circles_svg(3, Accent.CLAY).index('class="clay"') < circles_svg(3, Accent.CLAY).index('class="teal"')


def test_a_choice_of_circles_has_its_own_words_beside_its_picture() -> None:
    assert circles_label(1, "Quite *apart*").endswith(r") Quite \*apart\*")
