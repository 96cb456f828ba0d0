"""Recognition of search queries about self-harm, violence and medical emergency, which pin a page to the top.

A phrase of data/crisis-phrases.yaml is a pattern, not a sentence, and is held against sounds rather than spellings.
Nothing of a query is kept: what is returned names the phrase of the file, never the words of the person.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Annotated

from nearer.domain.yaml_scalars import Bounds, Id, Text, YamlRecord
from nearer.guide.patterns import compile_phrase, term_of, words_of
from nearer.guide.phonetic_keys import latin_words, phonetic_key
from nearer.guide.typos import TypoMatcher
from nearer.yaml_files.helplines import LineKind

Phrases = Annotated[tuple[Text, ...], Bounds(min_length=1)]


@dataclass(frozen=True, kw_only=True)
class CrisisKind(YamlRecord):
    """One kind of crisis, the topic that answers it, the kinds of help lines to name, and what people type."""

    id: Id
    topic: Id
    lines: Annotated[tuple[LineKind, ...], Bounds(min_length=1)]
    phrases: Phrases


@dataclass(frozen=True, kw_only=True)
class CrisisPhrases(YamlRecord):
    """Groups of words that count as one, the kinds in the order of their pages, and ordinary words that look alike."""

    groups: dict[Id, Phrases] = field(default_factory=dict)
    kinds: tuple[CrisisKind, ...] = ()
    ordinary: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Pin:
    """Why a topic is pinned to the top: the first kind of crisis found, its phrase in the file, and all help lines."""

    kind: str
    topic: str
    lines: tuple[LineKind, ...]
    phrase: str


class CrisisIndex:
    """The compiled phrases. `vocabulary` are real words, which are never read as a misspelling of a crisis word."""

    def __init__(self, phrases: CrisisPhrases, vocabulary: Iterable[str]) -> None:
        groups = {name: frozenset(map(term_of, words)) for name, words in phrases.groups.items()}
        self._kinds = [(kind, [compile_phrase(text, groups) for text in kind.phrases]) for kind in phrases.kinds]
        phrase_words = {word for words in phrases.groups.values() for word in words}
        phrase_words |= {word for kind in phrases.kinds for text in kind.phrases for word in words_of(text)}
        self._hearing = TypoMatcher(phrase_words, {phonetic_key(word) for word in (*vocabulary, *phrases.ordinary)})

    def pins(self, query: str) -> tuple[Pin, ...]:
        """One pin for each topic that the query calls for, in the order of the kinds; mostly none."""
        words = [self._hearing.terms_of(word) for word in latin_words(query)]
        heard = frozenset(term for terms in words for term in terms)
        by_topic: dict[str, Pin] = {}
        for kind, phrases in self._kinds:
            hit = next((phrase for phrase in phrases if phrase.is_in(words, heard)), None)
            if hit is not None:
                before = by_topic.setdefault(kind.topic, Pin(kind.id, kind.topic, kind.lines, hit.text))
                by_topic[kind.topic] = replace(before, lines=tuple(dict.fromkeys((*before.lines, *kind.lines))))
        return tuple(by_topic.values())
