"""Matching of a typed word to crisis words that sound alike or differ by a typo."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from nearer.guide.edit_distance import deletion_forms, edit_distance
from nearer.guide.patterns import PatternTerms, term_of
from nearer.guide.phonetic_keys import latin_words, phonetic_key

MIN_LETTERS_ONE_TYPO = 4
MIN_LETTERS_TWO_TYPOS = 9
MIN_LETTERS_STEM_TYPO = 5


class TypoMatcher:
    """Which words and stems (`bleed*`) of the phrases one typed word may stand for, by sound and by spelling."""

    def __init__(self, words: Iterable[str], vocabulary: set[str]) -> None:
        self._known = vocabulary
        self._terms: set[str] = set()
        self._spellings: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
        for word in words:
            term = term_of(word)
            self._terms.add(term)
            for spelling in {term.removesuffix("*"), "".join(latin_words(word))}:
                for form in _forms_of(spelling):
                    self._spellings[form].add((spelling, term))

    def terms_of(self, word: str) -> PatternTerms:
        key = phonetic_key(word)
        same = self._terms & {key, *(f"{key[:length]}*" for length in range(2, len(key) + 1))}
        if key in same or key in self._known:
            return frozenset(same)
        return frozenset(same).union(self._with_typos(key), self._with_typos(word))

    def _with_typos(self, typed: str) -> Iterator[str]:
        yield from (term for _, term in self._find_near(typed) if not term.endswith("*"))
        for length in range(MIN_LETTERS_STEM_TYPO, len(typed) + 1):
            near = self._find_near(typed[:length])
            yield from (
                stem for spelling, stem in near if stem.endswith("*") and len(spelling) >= MIN_LETTERS_STEM_TYPO
            )

    def _find_near(self, typed: str) -> Iterator[tuple[str, str]]:
        near = {pair for form in _forms_of(typed) for pair in self._spellings.get(form, ())}
        return ((spelling, term) for spelling, term in near if _is_typo(typed, spelling))


def _typos_allowed(letters: int) -> int:
    return (letters >= MIN_LETTERS_ONE_TYPO) + (letters >= MIN_LETTERS_TWO_TYPOS)


def _forms_of(word: str) -> set[str]:
    return deletion_forms(word, _typos_allowed(len(word) + 1))


def _is_typo(typed: str, word: str) -> bool:
    """Whether typing went wrong: letters lost, added, changed or swapped, though hardly ever the first."""
    return typed[:1] in word[:2] and edit_distance(typed, word) <= _typos_allowed(max(len(typed), len(word)))
