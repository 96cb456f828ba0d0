"""The room that words need in a chart is never less than a browser takes for them."""

from __future__ import annotations

import pytest

from nearer.charts.text_width import bold_width, plain_width

# Pixels at 14, read from the advance widths of DejaVu Sans Bold: the widest of the faces that browsers have for this.
MEASURED = {
    "How you see your body": 184, "Giving and receiving": 162, "Guilt and feeling a burden": 207, "Quite a lot": 83,
    "Very much in the way": 170, "A little in the way": 140, "Being seen, undressed and in plain light": 319,
}  # fmt: skip


@pytest.mark.parametrize(("text", "pixels"), MEASURED.items())
def test_the_measured_width_of_a_text_is_at_least_what_is_drawn_and_not_much_more(text: str, pixels: int) -> None:
    assert pixels <= bold_width(text) <= 1.12 * pixels + 2


def test_the_measured_width_gives_marks_on_letters_no_room_and_wide_signs_more() -> None:
    assert bold_width("e\u0301") == bold_width("e")
    assert bold_width("\u2068Meera\u2069") == bold_width("Meera")
    assert bold_width("疼痛") > bold_width("שם")


# Pixels at 13, read from DejaVu Sans.
PLAIN = {"Esther: A therapy session": 166, "Visit 9 Nov": 70, "very close": 66}


@pytest.mark.parametrize(("text", "pixels"), PLAIN.items())
def test_the_measured_width_of_plain_words_is_at_least_what_is_drawn(text: str, pixels: int) -> None:
    assert pixels <= plain_width(text, 13) <= 1.2 * pixels + 2
