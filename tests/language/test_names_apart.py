"""A partner's name from right to left leaves the sentence around it as it is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from nearer.views import text as words

NAME = "عبد الرحمن"


@pytest.mark.parametrize(
    "heading",
    [words.this_week.show_to, words.this_week.has_new_keys, words.steps.from_partner, words.sharing.to_partner_title,
     words.sharing.shown_title, words.closeness.hatched],
)  # fmt: skip
def test_a_heading_sets_a_right_to_left_name_apart_and_leaves_other_names_alone(heading: Callable[[str], str]) -> None:
    assert f"\u2068{NAME}\u2069" in heading(NAME)
    assert "\u2068" not in heading("Ravi")
