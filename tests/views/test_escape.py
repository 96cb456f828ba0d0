"""Foreign text stays text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nearer.views.layout.escape import WORD_JOINER, markup, plain

ALIVE = r"(?<!\\)(?:\\\\)*[`*_\[\]<>$~&|#]"


@given(st.text(alphabet="ab 1.)(`*_[]<>$~&|#!:/@w-+=\\\n", max_size=40))
def test_no_markdown_works_in_escaped_text(text: str) -> None:
    escaped = plain(text)
    assert not re.search(ALIVE, escaped)
    assert not re.search(r":[\w/+-]", escaped)
    assert "\n" not in escaped


@given(st.text(alphabet="ab 1.)(`*_[]<>$~&|#!:/@w-+=\\", max_size=40))
def test_every_character_of_the_text_is_still_there(text: str) -> None:
    without = re.sub(r"\\(\W|_)", r"\1", plain(text).replace(WORD_JOINER, ""))
    assert without == " ".join(text.split())


@pytest.mark.parametrize(
    "text",
    [
        "![x](http://x.test/a.png)",
        "[here](http://x.test)",
        ":red[x]",
        ":material/home:",
        ":smile:",
        "$x^2$",
        "www.x.test",
    ],
)
def test_pictures_links_colours_icons_formulas_and_addresses_are_taken_apart(text: str) -> None:
    assert plain(text) != text


@pytest.mark.parametrize("text", ["1. first", "- first", "+ first", "# first", "> first", "12) first"])
def test_a_text_that_opens_like_a_list_or_heading_is_no_list_or_heading(text: str) -> None:
    assert re.match(r"(\d+)?\\", plain(text))


@pytest.mark.parametrize(
    "text", ["How strong was the pain?", "Touch (hands, hair): how was it?", "It's half-way, 50 %."]
)
def test_ordinary_text_is_left_as_it_is(text: str) -> None:
    assert plain(text) == text


def test_text_in_html_is_escaped_and_the_template_is_not() -> None:
    assert markup("<p>{}</p>", "<b>a & b</b>") == "<p>&lt;b&gt;a &amp; b&lt;/b&gt;</p>"
