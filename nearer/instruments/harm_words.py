"""Words and known forms that propose that a question may ask about harm, from data/harm-words.yaml.

The file is read here and not handed in: what opens help must not depend on whether a caller remembered to bring it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Annotated

from nearer.domain.yaml_scalars import Bounds, Code, Count, Id, Text, YamlRecord, YesNo
from nearer.instruments.spelling import LETTER, plain_text
from nearer.language.error_catalogue.file_errors import PlaceText, RecordName
from nearer.shipped_files import SHIPPED_FILES
from nearer.yaml_files.error_messages import RecordKind, check_record
from nearer.yaml_files.yaml_text import read_tree

HARM_WORDS_FILE = SHIPPED_FILES / "data" / "harm-words.yaml"
MAX_WORDS_BETWEEN = 5

_WORD = re.compile(rf"\.\.\.|[{LETTER}*]+")
_GAP = rf"(?:[^{LETTER}]+[{LETTER}]+){{0,{MAX_WORDS_BETWEEN}}}[^{LETTER}]+"
_GOES_ON = re.compile("[\u0590-\u0dff]")  # scripts in which endings are written with the word
_WITHOUT_SPACES = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_ARABIC = re.compile("[\u0600-\u06ff]")
_WITH_THE_WORD = "[\u0648\u0641]?(?:\u0644\u0644|[\u0628\u0644\u0643]?(?:\u0627\u0644)?)"  # and, by, for, the


@dataclass(frozen=True, kw_only=True)
class HarmTopic(YamlRecord):
    """What some words are about. In a `turned` one a no, or the lowest answer, can be the one that speaks of harm."""

    id: Id
    about: Text
    turned: YesNo = False
    words: dict[Code, tuple[Text, ...]]

    def is_in(self, plain: str) -> bool:
        """Whether any of its words is in a plain text."""
        return any(first in plain and _compile_phrase(phrase).search(plain) for first, phrase in self._phrases)

    @cached_property
    def _phrases(self) -> tuple[tuple[str, str], ...]:
        """Each phrase after the beginning of its first word, which is looked for first: that takes a fortieth."""
        phrases = [plain_text(phrase) for of_language in self.words.values() for phrase in of_language]
        return tuple((_WORD.findall(phrase)[0].rstrip("*"), phrase) for phrase in dict.fromkeys(phrases))


@dataclass(frozen=True, kw_only=True)
class KnownForm(YamlRecord):
    """A form by its usual names, and the `places` among its questions that ask about harm; all where none is named."""

    name: Text
    names: Annotated[tuple[Text, ...], Bounds(min_length=1)]
    items: Count | None = None
    places: tuple[Count, ...] = ()


@dataclass(frozen=True, kw_only=True)
class HarmWords(YamlRecord):
    """The whole file. `no` are pairs of a yes and a no."""

    topics: tuple[HarmTopic, ...]
    no: tuple[tuple[Text, Text], ...]
    forms: tuple[KnownForm, ...]

    @cached_property
    def no_by_yes(self) -> frozenset[tuple[str, str]]:
        return frozenset((plain_text(yes), plain_text(no)) for yes, no in self.no)


@cache
def harm_words() -> HarmWords:
    """The words that come with the program."""
    return read_harm_words(HARM_WORDS_FILE.read_text("utf-8"))


@lru_cache(maxsize=4096)
def topics_in(text: str) -> tuple[HarmTopic, ...]:
    """What the words of a text may be about. Only for texts of questionnaires: they stay in a cache shared by all."""
    plain = plain_text(text)
    return tuple(topic for topic in harm_words().topics if topic.is_in(plain))


def read_harm_words(text: str) -> HarmWords:
    """Raise FileRefused with every problem."""
    kinds = {
        "": RecordKind(RecordName.HARM_WORDS, HarmWords),
        "topics": RecordKind(RecordName.TOPIC, HarmTopic, PlaceText.TOPIC),
        "forms": RecordKind(RecordName.FORM, KnownForm, PlaceText.FORM),
    }
    return check_record(read_tree(text, HARM_WORDS_FILE.name), HarmWords, kinds)


@cache
def _compile_phrase(phrase: str) -> re.Pattern[str]:
    """A regular expression for one plain phrase of the file, over plain text."""
    pattern, joint = "", ""
    for word in _WORD.findall(phrase):
        if word == "...":
            joint = _GAP
        else:
            pattern += joint + _one_word(word)
            joint = rf"[^{LETTER}]+"
    return re.compile(pattern)


def _one_word(word: str) -> str:
    stem = re.escape(word.rstrip("*"))
    if _WITHOUT_SPACES.search(word):
        return stem
    before = _WITH_THE_WORD if _ARABIC.search(word) else ""
    after = rf"[{LETTER}]*" if word.endswith("*") or _GOES_ON.search(word) else rf"(?![{LETTER}])"
    return rf"(?<![{LETTER}])" + before + stem + after
