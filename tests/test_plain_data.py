"""The guide, the steps, the questionnaires and what else people read from data/: plain, and no sentence too long."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from tests.guide.readability import plain, school_year
from tests.views.test_plain_words import DIALECT, MAX_WORDS_IN_SENTENCE, SCHOOL_YEAR

ROOT = Path(__file__).parents[1]
PAGES = sorted((ROOT / "data").rglob("*.md"))
QUESTIONNAIRES = sorted((ROOT / "questionnaires").glob("*.yaml"))
# What else a person reads, by the keys whose texts are shown; of a list without keys every text.
READ = {
    "data/stop-rules.yaml": (),
    "data/welcome-list.yaml": ("text",),
    "data/help.yaml": ("name", "hours", "note"),
    "data/instruments.yaml": ("text", "title", "name"),
}
# In the guide one person speaks and the other listens, a body lies down, and a hand may press lightly: the words that
# are wrong of a thing are those of the screens, and *press* where it is said of a wish.
NOT_SAID = re.compile(
    r"\b(stands?(?! (up|still|by))|stood|it lies|carries|at present|so as not to|verdict|whoever|anew)\b"
    r"|\b(feels? pressed|press(es)? (you|for|anybody|my partner|your partner))\b",
    re.IGNORECASE,
)
CLOSEST = "whoever is closest to you"  # said aloud in Leeds, and in the questions of the circles


def texts_in(value: object, keys: tuple[str, ...], key: str = "") -> Iterator[str]:
    """The texts of a file: those under one of the keys, or all of them where none is named."""
    if isinstance(value, dict):
        for name, inside in value.items():
            yield from texts_in(inside, keys, str(name))
    elif isinstance(value, list):
        for inside in value:
            yield from texts_in(inside, keys, key)
    elif isinstance(value, str) and (not keys or key in keys):
        yield value


def spoken(text: str) -> list[str]:
    """The sentences of a text, also where a quotation ends one."""
    return [one for line in text.splitlines() for one in re.split(r"(?<=[.!?])[\"”’)]*\s+", plain(line)) if one]


def texts_of(file: Path) -> list[str]:
    if file.suffix == ".md":
        front, body = file.read_text("utf-8").split("---", 2)[1:]
        about = yaml.load(front, yaml.CSafeLoader)
        return [body, *(str(about[key]) for key in ("title", "summary") if key in about)]
    keys = READ.get(file.relative_to(ROOT).as_posix(), ("title", "summary", "text", "told", "intro", "help"))
    return list(texts_in(yaml.load(file.read_text("utf-8"), yaml.CSafeLoader), keys))


FILES = pytest.mark.parametrize(
    "file", [*PAGES, *QUESTIONNAIRES, *(ROOT / name for name in READ)], ids=lambda file: file.stem
)


@FILES
def test_no_sentence_of_the_guide_is_longer_than_25_words(file: Path) -> None:
    assert [one for text in texts_of(file) for one in spoken(text) if len(one.split()) > MAX_WORDS_IN_SENTENCE] == []


@FILES
def test_no_sentence_of_the_guide_has_a_phrase_that_nobody_says_aloud(file: Path) -> None:
    texts = [one.replace(CLOSEST, "") for text in texts_of(file) for one in spoken(text)]
    assert len(texts) > 3
    assert [text for text in texts if NOT_SAID.search(text)] == []


@pytest.mark.parametrize("file", PAGES, ids=lambda file: file.stem)
def test_a_page_of_the_guide_can_be_read_after_seven_years_of_school(file: Path) -> None:
    assert school_year(texts_of(file)[0]) <= SCHOOL_YEAR


@pytest.mark.parametrize(
    "text", ["It stands beside it.", "She feels pressed.", "Never press for touch.", "Whoever is there.", "at present"]
)
def test_a_phrase_translated_word_for_word_in_the_guide_would_be_noticed(text: str) -> None:
    assert NOT_SAID.search(text)


@pytest.mark.parametrize("text", ["Let nothing press on the sore side.", "One speaks, the other listens."])
def test_a_sentence_that_people_say_aloud_passes_the_check_of_the_guide(text: str) -> None:
    assert not NOT_SAID.search(text) and not DIALECT.search(text)
