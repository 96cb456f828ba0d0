"""The list of gentle things: short enough to mark, long enough for chance, and open to every couple."""

from __future__ import annotations

import pytest

from nearer.domain.problems import FileRefused
from nearer.guide.welcome_list import read_gentle_things
from nearer.shipped import shipped_gentle_things

HEAD = "version: 1.0\nlicence: CC0-1.0\nthings:\n"
TWELVE = "".join(f"  - {{id: thing-{number}, text: Thing {number}}}\n" for number in range(12))


def test_the_shipped_list_has_twelve_to_twenty_things_each_with_words_of_its_own() -> None:
    things = shipped_gentle_things().things
    assert 12 <= len(things) <= 20
    assert len({thing.text for thing in things}) == len({thing.id for thing in things}) == len(things)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (HEAD + TWELVE + "  - {id: one, words: One}\n", "'words' is not a key of a thing"),
        (HEAD + "  - {id: one, text: One}\n", "things"),
        ("", "empty"),
        (HEAD + TWELVE + "  - {id: A B, text: One}\n", "'id' takes 1 to 40 of the signs"),
    ],
)
def test_a_mistake_in_the_list_is_named(text: str, sentence: str) -> None:
    with pytest.raises(FileRefused, match=sentence):
        read_gentle_things(text)
