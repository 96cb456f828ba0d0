"""Matching of a typed word to crisis words that sound alike or differ by a typing slip."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from nearer.guide.patterns import PatternTerms, term_of
from nearer.guide.sounds import sound_of, spoken_words

MIN_LETTERS_ONE_SLIP = 4
MIN_LETTERS_TWO_SLIPS = 9
MIN_LETTERS_STEM_SLIP = 5


class Hearing:
    """Which words and stems (`bleed*`) of the phrases one typed word may stand for, by sound and by spelling."""

    def __init__(self, written: Iterable[str], known: set[str]) -> None:
        self._known = known
        self._terms: set[str] = set()
        self._near: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
        for word in written:
            term = term_of(word)
            self._terms.add(term)
            for spelling in {term.removesuffix("*"), "".join(spoken_words(word))}:
                for form in _deletion_forms(spelling):
                    self._near[form].add((spelling, term))

    def terms_of(self, word: str) -> PatternTerms:
        sound = sound_of(word)
        same = self._terms & {sound, *(f"{sound[:length]}*" for length in range(2, len(sound) + 1))}
        if sound in same or sound in self._known:
            return frozenset(same)
        return frozenset(same).union(self._with_slips(sound), self._with_slips(word))

    def _with_slips(self, typed: str) -> Iterator[str]:
        yield from (term for _, term in self._looks_like(typed) if not term.endswith("*"))
        for length in range(MIN_LETTERS_STEM_SLIP, len(typed) + 1):
            near = self._looks_like(typed[:length])
            yield from (
                stem for spelling, stem in near if stem.endswith("*") and len(spelling) >= MIN_LETTERS_STEM_SLIP
            )

    def _looks_like(self, typed: str) -> Iterator[tuple[str, str]]:
        near = {pair for form in _deletion_forms(typed) for pair in self._near.get(form, ())}
        return ((spelling, term) for spelling, term in near if _is_slip(typed, spelling))


def _slips_allowed(letters: int) -> int:
    return (letters >= MIN_LETTERS_ONE_SLIP) + (letters >= MIN_LETTERS_TWO_SLIPS)


def _deletion_forms(word: str) -> set[str]:
    """The word with letters left out: words that are near each other share one of these."""
    forms = {word}
    for _ in range(_slips_allowed(len(word) + 1)):
        forms |= {form[:place] + form[place + 1 :] for form in forms for place in range(len(form))}
    return forms


def _is_slip(typed: str, word: str) -> bool:
    """Whether typing went wrong: letters lost, added, changed or swapped, though hardly ever the first."""
    return typed[:1] in word[:2] and _distance(typed, word) <= _slips_allowed(max(len(typed), len(word)))


def _distance(first: str, second: str) -> int:
    """Optimal string alignment: how many letters to lose, add, change or swap with the next.

    https://en.wikipedia.org/wiki/Damerau%E2%80%93Levenshtein_distance#Optimal_string_alignment_distance
    """
    before: list[int] = []
    row = list(range(len(second) + 1))
    for i, letter in enumerate(first, 1):
        before, last, row = row, before, [i]
        for j, other in enumerate(second, 1):
            steps = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            swapped = i > 1 and j > 1 and letter == second[j - 2] and first[i - 2] == other
            row.append(min(steps, last[j - 2] + 1) if swapped else steps)
    return row[-1]
