"""What a spreadsheet would work out as a formula is marked as text, and nothing else is changed."""

from __future__ import annotations

import pytest

from nearer.trends.csv_text import guard_formula


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "=cmd|' /C calc'!A0",
        "  =1",
        "\t=1",
        "\tplain",
        "\rplain",
        "\nplain",
        "\u00a0=1",
        "\u200b=1",
        "\ufeff=1",
        "\u2068=1",
        "\x00=1",
        "\uff1d1",
        "\uff0b1",
        "\uff0d1",
        "\uff20x",
        "\ufe62x",
        "\u22121",
    ],
)
def test_a_cell_that_begins_like_a_formula_gets_an_apostrophe_in_front(text: str) -> None:
    assert guard_formula(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", " ", "Meera", "a=1", "2026-05-04", "50.5", "'=1", "मीरा", "🙏", "½", "≠"])
def test_a_cell_that_does_not_begin_like_a_formula_stays_as_it_is(text: str) -> None:
    assert guard_formula(text) == text
