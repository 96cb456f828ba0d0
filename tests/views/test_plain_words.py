"""Sentences as a nurse would say them aloud: short, easy to read, and without the words of another tongue."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from tests.guide.readability import school_year
from tests.views.test_screen_sentences import sentences

ROOT = Path(__file__).parents[2]
TEXTS = [file for file in sorted((ROOT / "nearer").rglob("*.py")) if sentences(file)]  # catalogue of errors and all
TEMPLATES = sorted((ROOT / "nearer" / "web" / "templates").glob("*.html"))
SAID = re.compile(r"""_\(\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')""")
MAX_WORDS_IN_SENTENCE = 25  # in a sentence on a screen
SCHOOL_YEAR = 7
FOR_A_CLINIC = frozenset({"therapist_questionnaires", "trends", "reasons", "long_table", "caseload", "couple"})
CLINIC_YEAR = 10  # what only a therapist reads, and how sure a claim is
# Not English as it is spoken: stands, lies, brings and carries of a thing; the other for a partner.
DIALECT = re.compile(
    r"\b(stands?(?! (up|still|by))|stood|lies|brings (?!you here)|carries|at present|so as not to)\b"
    r"|\b(verdict|whoever|anew)\b"
    r"|\bthe other(?= [a-z]* ?(read|see|said|say)|[.,;:]|$)",
    re.IGNORECASE,
)


def texts_of(file: Path) -> list[str]:
    if file.suffix == ".py":
        return sentences(file)
    return [html.unescape(first or second) for first, second in SAID.findall(file.read_text("utf-8"))]


def spoken(text: str) -> list[str]:
    """The sentences of a text; a value that is filled in counts as a word."""
    return [one for one in re.split(r"(?<=[.!?])\s+", text) if one]


FILES = pytest.mark.parametrize("file", [*TEXTS, *TEMPLATES], ids=lambda file: file.stem)


@FILES
def test_no_sentence_of_a_screen_is_longer_than_25_words(file: Path) -> None:
    long = [one for text in texts_of(file) for one in spoken(text) if len(one.split()) > MAX_WORDS_IN_SENTENCE]
    assert long == []


@FILES
def test_no_sentence_of_a_screen_has_a_phrase_that_nobody_says_aloud(file: Path) -> None:
    assert [text for text in texts_of(file) if DIALECT.search(text)] == []


@FILES
def test_a_file_of_sentences_can_be_read_after_seven_years_of_school(file: Path) -> None:
    whole = [text for text in texts_of(file) if text.rstrip().endswith((".", "!", "?")) and len(text.split()) > 3]
    filled = "\n".join(re.sub(r"\{\w*\}", "Ravi", text) for text in whole)
    if len(filled.split()) >= 60:
        assert school_year(filled) <= (CLINIC_YEAR if file.stem in FOR_A_CLINIC else SCHOOL_YEAR)


@pytest.mark.parametrize(
    "text",
    ["It stands beside your weeks.", "It lies on the same computer.", "Not even a copy tells the other.",
     "Whoever runs this notebook can.", "Make it anew."],
)  # fmt: skip
def test_a_phrase_translated_word_for_word_on_a_screen_would_be_noticed(text: str) -> None:
    assert DIALECT.search(text)
