"""The welcome list: short enough to mark, long enough for chance, and open to every couple."""

from __future__ import annotations

import pytest

from nearer.guide.welcome_list import read_welcome_list
from nearer.shipped import shipped_welcome_list
from nearer.yaml_files.problems import FileRefused

HEAD = "version: 1.0\nlicence: CC0-1.0\noptions:\n"
TWELVE = "".join(f"  - {{id: thing-{number}, text: Thing {number}}}\n" for number in range(12))


def test_the_shipped_list_has_twelve_to_twenty_options_each_with_words_of_its_own() -> None:
    options = shipped_welcome_list().options
    assert 12 <= len(options) <= 20
    assert len({option.text for option in options}) == len({option.id for option in options}) == len(options)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (HEAD + TWELVE + "  - {id: one, words: One}\n", "'words' is not a key of an option"),
        (HEAD + "  - {id: one, text: One}\n", "options"),
        ("", "empty"),
        (HEAD + TWELVE + "  - {id: A B, text: One}\n", "'id' takes 1 to 40 of the signs"),
    ],
)
def test_a_mistake_in_the_list_is_named(text: str, sentence: str) -> None:
    with pytest.raises(FileRefused, match=sentence):
        read_welcome_list(text)
