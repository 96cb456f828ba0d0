"""What is known of one language in Latin letters: its stopwords, its words and phrases with their English."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nearer.guide.phonetic_keys import phonetic_key
from nearer.guide.topics import SearchLanguage

MIN_LETTERS_STEM = 5
PhoneticKeys = tuple[str, ...]


def phonetic_keys(text: str) -> PhoneticKeys:
    """The phonetic keys of a phrase, word by word."""
    return tuple(map(phonetic_key, text.casefold().split()))


class Vocabulary:
    """Stopwords, words and phrases of one language."""

    def __init__(self, language: SearchLanguage) -> None:
        self._stopwords = {key for word in language.stopwords for key in phonetic_keys(word)}
        self._meanings = {
            phonetic_keys(phrase): tuple(english.split())
            for english, spelt in language.words.items()
            for phrase in spelt
        }
        self._keys = self._stopwords.union(*self._meanings)
        bare = ((self._without_stopwords(phrase), english) for phrase, english in self._meanings.items())
        self._bare = {phrase: english for phrase, english in bare if len(phrase) > 1}  # one word may mean another thing
        self._longest = max(map(len, self._meanings), default=1)
        self._stems = {word: english for (word, *more), english in self._meanings.items() if not more}

    def has(self, key: str) -> bool:
        return key in self._keys or self._stem_of(key) is not None

    def in_english(self, words: Sequence[str], keys: Sequence[str]) -> Iterator[str]:
        """The longest phrase that fits goes first; stopwords are left out, and an unknown word stays as it is."""
        index = 0
        while index < len(keys):
            length, english = self._phrase_at(keys[index:])
            yield from english if length else self._alone(words[index], keys[index])
            index += max(length, 1)

    def _phrase_at(self, keys: Sequence[str]) -> tuple[int, PhoneticKeys]:
        """How many words a phrase takes, and its English: as it is written, or with stopwords between."""
        for length in range(self._longest, 0, -1):
            if (phrase := tuple(keys[:length])) in self._meanings:
                return len(phrase), self._meanings[phrase]
            if keys[0] not in self._stopwords and (bare := self._without_stopwords(keys[: length + 2])) in self._bare:
                return min(length + 2, len(keys)), self._bare[bare]
        return 0, ()

    def _alone(self, word: str, key: str) -> PhoneticKeys:
        if key in self._keys:
            return ()
        stem = self._stem_of(key)
        return (word,) if stem is None else self._stems[stem]

    def _stem_of(self, key: str) -> str | None:
        """The longest known word that a word with an ending begins with: thanimai of thanimaiya."""
        stems = (key[:length] for length in range(len(key) - 1, MIN_LETTERS_STEM - 1, -1))
        return next((stem for stem in stems if stem in self._stems), None)

    def _without_stopwords(self, phrase: Sequence[str]) -> PhoneticKeys:
        return tuple(key for key in phrase if key not in self._stopwords)
