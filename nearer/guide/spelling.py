"""Plain words of a query, and the nearest known word for a misspelt one."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from difflib import SequenceMatcher

from nearer.guide.edit_distance import deletion_forms
from nearer.guide.phonetic_keys import phonetic_key
from nearer.guide.typos import TypoMatcher

MAX_WORD_CHARACTERS = 24
# The fewest letters of a word in which a typo is believed. A short word with another letter is another word: boss and
# loss, score and sore, even election and erection. The first letter is hardly ever the wrong one.
_MIN_LETTERS_SWAPPED, _MIN_LETTERS_LOST, _MIN_LETTERS_CHANGED = 4, 6, 9
_MIN_LETTERS_DOUBLED, _MIN_LETTERS_VOWEL = 4, 5  # a letter written twice or once, a vowel left out or put in
_TWICE, _VOWELS = re.compile(r"(.)\1"), re.compile("[aeiouy]")


def plain_words(text: str) -> list[str]:
    """Small letters a to z and digits without accents; `can't` is one word. Other scripts give none."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(sign for sign in folded if not unicodedata.combining(sign) and sign not in "'’‘`´")
    return [word for word in re.findall(r"[a-z0-9]+", bare) if len(word) <= MAX_WORD_CHARACTERS]


class NameSpelling:
    """Finds the illness or medicine whose name somebody nearly wrote, by how it sounds or with a typo or two."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_key = {phonetic_key(name): name for name in names}
        self._typos = TypoMatcher(self._by_key.values(), set())

    def nearest(self, word: str) -> str | None:
        """None for a short word or one like no name."""
        if len(word) < _MIN_LETTERS_LOST:
            return None
        keys = (key for key in self._typos.terms_of(word) if key in self._by_key)
        near = [self._by_key[key] for key in keys]
        return min(near, key=lambda name: (-_similarity(word, name), name), default=None)


class Spelling:
    """Finds the word that a mistyped one was meant to be: a letter lost, added, changed, or two of them swapped.

    Words are near that become alike by the loss of one letter at most in each; which of them are believed depends on
    how long they are.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._times = Counter(words)
        self._near: defaultdict[str, list[str]] = defaultdict(list)
        for word in self._times:
            if len(word) >= _MIN_LETTERS_SWAPPED:
                for form in deletion_forms(word, 1):
                    self._near[form].append(word)

    @property
    def vocabulary(self) -> Iterable[str]:
        """Every word there is."""
        return self._times.keys()

    def nearest(self, word: str, allow_short: bool = False) -> str | None:
        """The word most like this one, of equals the more usual; None for a short word or one like no other.

        `allow_short`: a letter more or less is believed in every word of four letters.
        """
        if len(word) < _MIN_LETTERS_SWAPPED:
            return None
        candidates = {candidate for form in deletion_forms(word, 1) for candidate in self._near.get(form, ())}
        typos = {candidate for candidate in candidates if _is_typo(word, candidate, allow_short)}
        return min(
            typos,
            key=lambda candidate: (-_similarity(word, candidate), -self._times[candidate], candidate),
            default=None,
        )


def _is_typo(word: str, correct_word: str, allow_short: bool) -> bool:
    if word[0] != correct_word[0]:
        return False
    if len(word) != len(correct_word):
        return min(len(word), len(correct_word)) >= (
            _MIN_LETTERS_DOUBLED if allow_short else _min_letters(word, correct_word)
        )
    differ = [index for index, (one, other) in enumerate(zip(word, correct_word, strict=True)) if one != other]
    swapped = len(differ) == 2 and word[differ[0] : differ[1] + 1] == correct_word[differ[0] : differ[1] + 1][::-1]
    return len(word) >= (_MIN_LETTERS_SWAPPED if swapped else _MIN_LETTERS_CHANGED)


def _min_letters(word: str, correct_word: str) -> int:
    """The shortest word in which a letter more or less is believed: what sounds much the same is no other word."""
    if _TWICE.sub(r"\1", word) == _TWICE.sub(r"\1", correct_word):
        return _MIN_LETTERS_DOUBLED
    return _MIN_LETTERS_VOWEL if _VOWELS.sub("", word) == _VOWELS.sub("", correct_word) else _MIN_LETTERS_LOST


def _similarity(word: str, other: str) -> float:
    return SequenceMatcher(None, word, other, autojunk=False).ratio()
