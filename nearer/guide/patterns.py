"""Phrases as patterns over words: `a b` in this order, `a + b` in any, `unless c` not beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from nearer.guide.phonetic_keys import latin_words, phonetic_key

MAX_GAP_WORDS = 2  # other words that may stand between two words of a phrase: "i want (to just) die"
PatternTerms = frozenset[str]


@dataclass(frozen=True, slots=True)
class PatternPart:
    """Words that follow each other, each any one of some terms."""

    slots: tuple[PatternTerms, ...]

    def is_in(self, words: list[PatternTerms]) -> bool:
        return any(self._goes_on(words, start, 0) for start in range(len(words)))

    def _goes_on(self, words: list[PatternTerms], index: int, slot: int) -> bool:
        if not self.slots[slot] & words[index]:
            return False
        nearby = range(index + 1, min(index + 2 + MAX_GAP_WORDS, len(words)))
        return slot + 1 == len(self.slots) or any(self._goes_on(words, after, slot + 1) for after in nearby)


@dataclass(frozen=True, slots=True)
class Phrase:
    text: str
    parts: tuple[PatternPart, ...]
    unless: tuple[PatternPart, ...]

    def is_in(self, words: list[PatternTerms], heard: PatternTerms) -> bool:
        """`heard` is every term of `words`: most phrases are ruled out by it at once."""
        if any(slot.isdisjoint(heard) for part in self.parts for slot in part.slots):
            return False
        return all(part.is_in(words) for part in self.parts) and not any(part.is_in(words) for part in self.unless)


def compile_phrase(text: str, groups: Mapping[str, PatternTerms]) -> Phrase:
    """`a b` in this order, `a + b` in any, `unless c` not beside it."""
    pattern, *unless = text.split(" unless ")
    return Phrase(text, _parts(pattern.split(" + "), groups), _parts(unless, groups))


def _parts(texts: Iterable[str], groups: Mapping[str, PatternTerms]) -> tuple[PatternPart, ...]:
    return tuple(PatternPart(tuple(_parse_slot(word, groups) for word in text.split())) for text in texts)


def _parse_slot(slot_text: str, groups: Mapping[str, PatternTerms]) -> PatternTerms:
    """`<name>` is any word of that group, `one/other` either of two, `stem*` any word that begins so."""
    group_terms = [groups[group] for piece in slot_text.split("/") if (group := group_in(piece))]
    return frozenset(term_of(piece) for piece in slot_text.split("/") if not group_in(piece)).union(*group_terms)


@cache
def term_of(word: str) -> str:
    """A word or stem of the file by its sound; never one that somebody typed, for it is kept."""
    return phonetic_key("".join(latin_words(word))) + "*" * word.endswith("*")


def words_of(text: str) -> Iterator[str]:
    """Every word that stands in a phrase itself, and not for a group."""
    words = (piece for word in text.split() if word not in ("+", "unless") for piece in word.split("/"))
    return (word for word in words if not group_in(word))


def group_in(piece: str) -> str:
    """The name of the group that `<name>` stands for; empty for a word."""
    return piece[1:-1] if piece.startswith("<") else ""


def groups_in(text: str) -> Iterator[str]:
    """The names of all groups that a phrase speaks of."""
    return (group for word in text.split() for piece in word.split("/") if (group := group_in(piece)))
