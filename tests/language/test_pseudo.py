"""The pseudo-language: every letter accented, a third longer, and nothing touched that a program reads."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nearer.language.pseudo import pseudo


def test_the_pseudo_language_accents_letters_and_doubles_vowels() -> None:
    assert pseudo("Save it now") == "Šååṽéé îîţ ñööŵ"


@pytest.mark.parametrize(
    "markup",
    [
        "{name}",
        "{limit:,}",
        "%(day)s",
        "<strong>",
        "&amp;",
        "](/help)",
        "https://example.org",
        "/invited",
        "nearer.csv",
    ],
)
def test_the_pseudo_language_leaves_alone_what_a_program_reads(markup: str) -> None:
    assert pseudo(f"a {markup} b") == f"åå {markup} ƀ"


@given(st.text(alphabet=st.characters(codec="ascii", exclude_characters="{}<>%&[]()/:.\\")))
def test_the_pseudo_language_leaves_no_plain_letter(text: str) -> None:
    assert re.search("[A-Za-z]", pseudo(text)) is None


def test_every_sentence_of_ours_keeps_its_places_and_grows_by_about_a_third(messages: frozenset[str]) -> None:
    places = re.compile(r"\{[^{}]*\}|%\(\w+\)s")
    assert len(messages) > 900
    assert [text for text in messages if places.findall(text) != places.findall(pseudo(text))] == []
    long = [text for text in messages if len(text) > 60]
    assert 1.25 < sum(len(pseudo(text)) for text in long) / sum(map(len, long)) < 1.45
