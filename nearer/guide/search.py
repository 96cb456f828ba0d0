"""Search the guide as people speak: SQLite's full-text index in memory, with word stems and slips of the finger."""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from threading import Lock

from nearer.guide.topics import Guide
from nearer.guide.words import Spelling, plain_words

LONGEST_QUERY = 400  # characters; what stands after them is not read
_PAIR = 0.35  # how much two words that stand together count, beside each alone
_MARKS = re.compile(r"\[[^\]]*\]")  # the keys of sources
_APART = " ø "  # no word of a query: between two phrases, so that the end of one and the start of the next are no pair

# Two tables, because a word that half of the texts use may be searched for in a few topics only. bm25 gives a word more
# the fewer topics have it, and returns it negative; the weights are of the columns, and the first is the topic's id.
_SET_UP = """
CREATE VIRTUAL TABLE said USING fts5(topic UNINDEXED, title, summary, search, typed, tokenize = 'porter unicode61');
CREATE VIRTUAL TABLE told USING fts5(topic UNINDEXED, stop, text, tokenize = 'porter unicode61');
"""
_FIND = """
SELECT topic, -bm25(said, 0, 4, 2, 4, 4) FROM said WHERE said MATCH ?1
UNION ALL SELECT topic, -0.7 * bm25(told) FROM told WHERE told MATCH ?1
"""


@dataclass(frozen=True, slots=True)
class Hit:
    """A topic that answers a query, and how well: only to compare within one search."""

    topic: str
    score: float


class Index:
    """The words of the guide, ready to be searched by several threads. It keeps nothing of what was searched."""

    def __init__(self, guide: Guide) -> None:
        self._lock = Lock()
        self._connection = sqlite3.connect(":memory:", check_same_thread=False)
        self._connection.executescript(_SET_UP)
        means, topics = guide.words.means, guide.topics.values()
        said = [_row(one.id, [one.title], [one.summary], one.search, means.get(one.id, ())) for one in topics]
        told = [_row(one.id, one.stop, [_MARKS.sub("", one.text)]) for one in topics]
        self._connection.executemany("INSERT INTO said VALUES (?, ?, ?, ?, ?)", said)
        self._connection.executemany("INSERT INTO told VALUES (?, ?, ?)", told)
        self._spelling = Spelling(word for row in (*said, *told) for column in row[1:] for word in column.split())
        self._leave_out = {word for words in guide.words.leave_out for word in plain_words(words)}

    def scores(self, query: str) -> dict[str, float]:
        total: defaultdict[str, float] = defaultdict(float)
        words = [self._meant(word) for word in plain_words(query[:LONGEST_QUERY])]
        for word in set(words) - self._leave_out:
            self._add(total, word, 1)
        for one, other in set(pairwise(words)):
            self._add(total, f"{one} {other}", _PAIR)
        return total

    def _meant(self, word: str) -> str:
        if word in self._leave_out or self._find(word):
            return word
        return self._spelling.nearest(word) or word

    def _add(self, total: dict[str, float], phrase: str, weight: float) -> None:
        for topic, score in self._find(phrase):
            total[topic] += score * weight

    def _find(self, phrase: str) -> list[tuple[str, float]]:
        with self._lock:
            return self._connection.execute(_FIND, (f'"{phrase}"',)).fetchall()


def build_index(guide: Guide) -> Index:
    """Read every topic's title, summary, search words and text once."""
    return Index(guide)


def search(index: Index, query: str, limit: int = 10) -> tuple[Hit, ...]:
    """The topics that answer a query, the best first; none for an empty one, for signs and for other scripts."""
    scores = index.scores(query)
    best = sorted(scores, key=lambda topic: (-scores[topic], topic))
    return tuple(Hit(topic, scores[topic]) for topic in best[:limit])


def _row(topic: str, *columns: Iterable[str]) -> tuple[str, ...]:
    return topic, *(_APART.join(" ".join(plain_words(text)) for text in texts) for texts in columns)
