"""What stands below something that was just saved: the circles, and a page to read at once."""

from __future__ import annotations

import re

import pytest

from nearer.shipped import shipped_guide
from nearer.views.circles import OVERLAPS, half_distance
from nearer.views.page_in_full import split_first_part

GUIDE = shipped_guide()


@pytest.mark.parametrize("topic", GUIDE.topics.values(), ids=lambda topic: topic.id)
def test_the_first_part_of_a_page_says_what_to_do_tonight_and_nothing_of_it_is_lost(topic) -> None:
    first, rest = split_first_part(topic.text)
    assert "onight" in first and first.count("## ") == 1 and rest.startswith("## ")
    assert re.sub(r"\s", "", first + rest) == re.sub(r"\s", "", topic.text)


def test_a_page_of_the_guide_without_headings_is_read_whole_after_saving() -> None:
    assert split_first_part("One.\n\nTwo.") == ("One.\n\nTwo.", "")


def test_the_moving_circles_end_where_the_drawn_pair_stands() -> None:
    # The first pair stands apart: each more than a radius from the middle. The second just touches, the last overlaps.
    halves = [half_distance(overlap) for overlap in OVERLAPS]
    assert halves[0] > 1 and halves[1] == 1 and halves == sorted(halves, reverse=True) and 0 < halves[-1] < 0.2
