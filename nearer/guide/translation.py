"""Words of Hindi, Kannada and Tamil in Latin letters, put into the English of the guide for its search."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from nearer.guide.phonetic_keys import phonetic_key
from nearer.guide.topics import SearchLanguage
from nearer.guide.vocabulary import Vocabulary

MIN_SHARE_OF_LANGUAGE = 1 / 3  # of the words of a query; with fewer it is English with a word of another language in it


@dataclass(frozen=True, slots=True)
class TranslatedQuery:
    """The words of a query: what is `english` already or put into it, and whether the query is in another language."""

    english: tuple[str, ...]
    foreign: bool


class Translator:
    """Says in English what the words of a query mean, if they are of a language that is known.

    A word that is English as well counts only beside a word that is not.
    """

    def __init__(self, languages: Mapping[str, SearchLanguage], is_english: Callable[[str], bool]) -> None:
        self._is_english = is_english
        self._vocabularies = [Vocabulary(language) for language in languages.values()]

    def translate(self, words: Sequence[str]) -> TranslatedQuery:
        keys = [phonetic_key(word) for word in words]
        foreign = [key for word, key in zip(words, keys, strict=True) if not self._is_english(word)]
        hits = [sum(vocabulary.has(key) for key in foreign) for vocabulary in self._vocabularies]
        if not any(hits):
            return TranslatedQuery(tuple(words), foreign=False)
        vocabulary = self._vocabularies[hits.index(max(hits))]
        english = tuple(vocabulary.in_english(words, keys))
        return TranslatedQuery(english, max(hits) >= len(words) * MIN_SHARE_OF_LANGUAGE)
