"""Words of self-harm, violence and medical emergency, as frightened people type them: which page comes first of all.

A phrase of data/crisis-phrases.yaml is a pattern, not a sentence, and is held against sounds rather than spellings.
Nothing of a query is kept: what is returned names the phrase of the file, never the words of the person.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Annotated

from nearer.domain import LineKind
from nearer.domain.fields import Id, Text, Within, Written
from nearer.guide.sounds import sound_of, spoken_words

MAX_GAP_WORDS = 2  # other words that may stand between two words of a phrase: "i want (to just) die"
MIN_LETTERS_ONE_SLIP = 4
MIN_LETTERS_TWO_SLIPS = 9
MIN_LETTERS_STEM_SLIP = 5
Phrases = Annotated[tuple[Text, ...], Within(min_length=1)]
Terms = frozenset[str]


@dataclass(frozen=True, kw_only=True)
class CrisisKind(Written):
    """One kind of crisis, the topic that answers it, the kinds of help lines to name, and what people type."""

    id: Id
    topic: Id
    lines: Annotated[tuple[LineKind, ...], Within(min_length=1)]
    phrases: Phrases


@dataclass(frozen=True, kw_only=True)
class CrisisPhrases(Written):
    """Groups of words that count as one, the kinds in the order of their pages, and ordinary words that look alike."""

    groups: dict[Id, Phrases] = field(default_factory=dict)
    kinds: tuple[CrisisKind, ...] = ()
    ordinary: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Pin:
    """Why a topic stands before all others: the first kind of crisis, its phrase in the file, and all help lines."""

    kind: str
    topic: str
    lines: tuple[LineKind, ...]
    phrase: str


@dataclass(frozen=True, slots=True)
class _Part:
    """Words that follow each other, each any one of some terms."""

    slots: tuple[Terms, ...]

    def is_in(self, words: list[Terms]) -> bool:
        return any(self._goes_on(words, start, 0) for start in range(len(words)))

    def _goes_on(self, words: list[Terms], place: int, slot: int) -> bool:
        if not self.slots[slot] & words[place]:
            return False
        nearby = range(place + 1, min(place + 2 + MAX_GAP_WORDS, len(words)))
        return slot + 1 == len(self.slots) or any(self._goes_on(words, after, slot + 1) for after in nearby)


@dataclass(frozen=True, slots=True)
class _Phrase:
    text: str
    parts: tuple[_Part, ...]
    unless: tuple[_Part, ...]

    def is_in(self, words: list[Terms], heard: Terms) -> bool:
        """`heard` is every term of `words`: most phrases are ruled out by it at once."""
        if any(slot.isdisjoint(heard) for part in self.parts for slot in part.slots):
            return False
        return all(part.is_in(words) for part in self.parts) and not any(part.is_in(words) for part in self.unless)


class CrisisIndex:
    """The phrases, ready to be held against what people type. `known` are words that are no slip of another."""

    def __init__(self, phrases: CrisisPhrases, known: Iterable[str] = ()) -> None:
        groups = {name: frozenset(map(_term, words)) for name, words in phrases.groups.items()}
        self._kinds = [(kind, [_compile(text, groups) for text in kind.phrases]) for kind in phrases.kinds]
        written = {word for words in phrases.groups.values() for word in words}
        written |= {word for kind in phrases.kinds for text in kind.phrases for word in _words_of(text)}
        self._hearing = _Hearing(written, {sound_of(word) for word in (*known, *phrases.ordinary)})

    def pins(self, query: str) -> tuple[Pin, ...]:
        """One pin for each topic that the query calls for, in the order of the kinds; mostly none."""
        words = [self._hearing.terms_of(word) for word in spoken_words(query)]
        heard = frozenset(term for terms in words for term in terms)
        found: dict[str, Pin] = {}
        for kind, phrases in self._kinds:
            hit = next((phrase for phrase in phrases if phrase.is_in(words, heard)), None)
            if hit is not None:
                before = found.setdefault(kind.topic, Pin(kind.id, kind.topic, kind.lines, hit.text))
                found[kind.topic] = replace(before, lines=tuple(dict.fromkeys((*before.lines, *kind.lines))))
        return tuple(found.values())


class _Hearing:
    """Which words and stems (`bleed*`) of the phrases one typed word may stand for, by sound and by spelling."""

    def __init__(self, written: Iterable[str], known: set[str]) -> None:
        self._known = known
        self._terms: set[str] = set()
        self._near: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
        for word in written:
            term = _term(word)
            self._terms.add(term)
            for spelling in {term.removesuffix("*"), "".join(spoken_words(word))}:
                for form in _forms(spelling):
                    self._near[form].add((spelling, term))

    def terms_of(self, word: str) -> Terms:
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
        near = {pair for form in _forms(typed) for pair in self._near.get(form, ())}
        return ((spelling, term) for spelling, term in near if _is_slip(typed, spelling))


def _slips_allowed(letters: int) -> int:
    return (letters >= MIN_LETTERS_ONE_SLIP) + (letters >= MIN_LETTERS_TWO_SLIPS)


def _forms(word: str) -> set[str]:
    """The word with letters left out: words that are near each other share one of these."""
    forms = {word}
    for _ in range(_slips_allowed(len(word) + 1)):
        forms |= {form[:place] + form[place + 1 :] for form in forms for place in range(len(form))}
    return forms


def _is_slip(typed: str, word: str) -> bool:
    """Whether typing went wrong: letters lost, added, changed or swapped, though hardly ever the first."""
    longest = max(len(typed), len(word))
    return typed[:1] in word[:2] and _distance(typed, word) <= _slips_allowed(longest)


def _distance(first: str, second: str) -> int:
    """Optimal string alignment: how many letters to lose, add, change or swap with the next."""
    before: list[int] = []
    row = list(range(len(second) + 1))
    for i, letter in enumerate(first, 1):
        before, last, row = row, before, [i]
        for j, other in enumerate(second, 1):
            steps = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            swapped = i > 1 and j > 1 and letter == second[j - 2] and first[i - 2] == other
            row.append(min(steps, last[j - 2] + 1) if swapped else steps)
    return row[-1]


def _compile(text: str, groups: Mapping[str, Terms]) -> _Phrase:
    """`a b` in this order, `a + b` in any, `unless c` not beside it."""
    wanted, *unless = text.split(" unless ")
    return _Phrase(text, _parts(wanted.split(" + "), groups), _parts(unless, groups))


def _parts(texts: Iterable[str], groups: Mapping[str, Terms]) -> tuple[_Part, ...]:
    return tuple(_Part(tuple(_slot(word, groups) for word in text.split())) for text in texts)


def _slot(written: str, groups: Mapping[str, Terms]) -> Terms:
    """`<name>` is any word of that group, `one/other` either of two, `stem*` any word that begins so."""
    named = [groups[group] for piece in written.split("/") if (group := group_in(piece))]
    return frozenset(_term(piece) for piece in written.split("/") if not group_in(piece)).union(*named)


@cache
def _term(word: str) -> str:
    """A word or stem of the file by its sound; never one that somebody typed, for it is kept."""
    return sound_of("".join(spoken_words(word))) + "*" * word.endswith("*")


def _words_of(text: str) -> Iterator[str]:
    """Every word that stands in a phrase itself, and not for a group."""
    words = (piece for word in text.split() if word not in ("+", "unless") for piece in word.split("/"))
    return (word for word in words if not group_in(word))


def group_in(piece: str) -> str:
    """The name of the group that `<name>` stands for; empty for a word."""
    return piece[1:-1] if piece.startswith("<") else ""


def groups_in(text: str) -> Iterator[str]:
    """The names of all groups that a phrase speaks of."""
    return (group for word in text.split() for piece in word.split("/") if (group := group_in(piece)))
