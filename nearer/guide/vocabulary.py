"""What is known of one language in Latin letters: its little words, its words and phrases with their English."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nearer.guide.sounds import sound_of
from nearer.guide.topics import SearchLanguage

MIN_LETTERS_STEM = 5
Sounds = tuple[str, ...]


def sounds_of(text: str) -> Sounds:
    """The sounds of a phrase, word by word."""
    return tuple(map(sound_of, text.casefold().split()))


class Vocabulary:
    """What is known of one language."""

    def __init__(self, language: SearchLanguage) -> None:
        self._little = {sound for word in language.little for sound in sounds_of(word)}
        self._meanings = {
            sounds_of(phrase): tuple(english.split()) for english, spelt in language.words.items() for phrase in spelt
        }
        self._sounds = self._little.union(*self._meanings)
        bare = ((self._without_little(phrase), english) for phrase, english in self._meanings.items())
        self._bare = {phrase: english for phrase, english in bare if len(phrase) > 1}  # one word may mean another thing
        self._longest = max(map(len, self._meanings), default=1)
        self._stems = {word: english for (word, *more), english in self._meanings.items() if not more}

    def has(self, sound: str) -> bool:
        return sound in self._sounds or self._stem_of(sound) is not None

    def in_english(self, words: Sequence[str], sounds: Sequence[str]) -> Iterator[str]:
        """The longest phrase that fits goes first; what says little is left out, and an unknown word stays as it is."""
        place = 0
        while place < len(sounds):
            length, english = self._phrase_at(sounds[place:])
            yield from english if length else self._alone(words[place], sounds[place])
            place += max(length, 1)

    def _phrase_at(self, sounds: Sequence[str]) -> tuple[int, Sounds]:
        """How many words a phrase takes, and its English: as it is written, or with words between that say little."""
        for length in range(self._longest, 0, -1):
            if (phrase := tuple(sounds[:length])) in self._meanings:
                return len(phrase), self._meanings[phrase]
            if sounds[0] not in self._little and (bare := self._without_little(sounds[: length + 2])) in self._bare:
                return min(length + 2, len(sounds)), self._bare[bare]
        return 0, ()

    def _alone(self, word: str, sound: str) -> Sounds:
        if sound in self._sounds:
            return ()
        stem = self._stem_of(sound)
        return (word,) if stem is None else self._stems[stem]

    def _stem_of(self, sound: str) -> str | None:
        """The longest known word that a word with an ending begins with: thanimai of thanimaiya."""
        stems = (sound[:length] for length in range(len(sound) - 1, MIN_LETTERS_STEM - 1, -1))
        return next((stem for stem in stems if stem in self._stems), None)

    def _without_little(self, phrase: Sequence[str]) -> Sounds:
        return tuple(sound for sound in phrase if sound not in self._little)
