"""Full-text search of the guide (SQLite FTS5 in memory), with word stems, correction of typos, and other languages."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from threading import Lock

from nearer.guide.crisis import CrisisIndex, Pin
from nearer.guide.spelling import NameSpelling, Spelling, plain_words
from nearer.guide.topics import Guide
from nearer.guide.translation import Translator

MAX_QUERY_CHARACTERS = 400  # characters; what stands after them is not read
MIN_EVIDENCE = 1.7  # the score times the share of words by which topics are looked for, where that is half or less
MIN_WORDS_OF_LANGUAGE = 3  # of fewer words none can say in which language they are
_PAIR = 0.6  # how much two words that stand together count, beside each alone
_COVERAGE = 0.25  # power of the share of words that a topic has: of a long query, many words say more than a rare one
_CITATIONS = re.compile(r"\[[^\]]*\]")
_SEPARATOR = " ø "  # no word of a query: between two phrases, whose end and start are no pair

# Two tables, because a word that half of the texts use may be searched for in a few topics only. bm25 gives a word more
# the fewer topics have it, and returns it negative; the weights are of the columns, and the first is the topic's id.
_SET_UP = """
CREATE VIRTUAL TABLE headings
  USING fts5(topic UNINDEXED, title, summary, search, synonyms, tokenize = 'porter unicode61');
CREATE VIRTUAL TABLE bodies
  USING fts5(topic UNINDEXED, stop, text, tokenize = 'porter unicode61');
"""
_FIND = """
SELECT topic, -bm25(headings, 0, 4, 2, 4, 4) FROM headings WHERE headings MATCH :phrase
UNION ALL SELECT topic, -0.7 * bm25(bodies) FROM bodies WHERE bodies MATCH :phrase
"""
_IN_HEADINGS = "SELECT topic, 1 FROM headings WHERE headings MATCH :phrase LIMIT 1"


@dataclass(frozen=True, slots=True)
class Hit:
    """A topic that answers a query, and how well: only to compare within one search. `pin`: it comes before all."""

    topic: str
    score: float
    pin: Pin | None = None


class Index:
    """The words of the guide, ready to be searched by several threads. It keeps nothing of what was searched."""

    def __init__(self, guide: Guide) -> None:
        self._lock = Lock()
        self._connection = sqlite3.connect(":memory:", check_same_thread=False)
        self._connection.executescript(_SET_UP)
        synonyms, topics = guide.words.synonyms, guide.topics.values()
        summaries = [_row(one.id, [one.title], [one.summary], one.search, synonyms.get(one.id, ())) for one in topics]
        bodies = [_row(one.id, one.stop, [_CITATIONS.sub("", one.text)]) for one in topics]
        self._connection.executemany("INSERT INTO headings VALUES (?, ?, ?, ?, ?)", summaries)
        self._connection.executemany("INSERT INTO bodies VALUES (?, ?, ?)", bodies)
        screens = [_row(name, [name], [], phrases, ()) for name, phrases in guide.words.screens.items()]
        self._connection.executemany("INSERT INTO headings VALUES (?, ?, ?, ?, ?)", screens)
        self._spelling = Spelling(
            word for row in (*summaries, *bodies) for column in row[1:] for word in column.split()
        )
        self._stopwords = {word for words in guide.words.stopwords for word in plain_words(words)}
        self._other_languages = {word for words in guide.words.other_languages for word in plain_words(words)}
        self._translator = Translator(guide.words.languages, self._is_known)
        self._names = NameSpelling(guide.words.names)
        foreign_stopwords = {word for language in guide.words.languages.values() for word in language.stopwords}
        self._crisis = CrisisIndex(
            guide.crisis, (*self._spelling.vocabulary, *self._other_languages, *foreign_stopwords)
        )

    def pins(self, query: str) -> tuple[Pin, ...]:
        """Topics that come before all others, because the query speaks of somebody in danger."""
        return self._crisis.pins(query[:MAX_QUERY_CHARACTERS])

    def scores(self, query: str) -> dict[str, float]:
        """How well each topic answers; nothing when the best of them is below the floor of evidence.

        Where nothing is sure, a typo is believed in a short word of English too, beside a word that topics are looked
        for by.
        """
        typed = plain_words(query[:MAX_QUERY_CHARACTERS])
        words = self._correct_words(typed)
        return self._score_topics(words) or self._score_topics(
            [] if self._is_foreign(typed) else self._correct_short_words(words)
        )

    def _score_topics(self, words: list[str]) -> dict[str, float]:
        total: defaultdict[str, float] = defaultdict(float)
        content_words = set(words) - self._stopwords
        count: Counter[str] = Counter()
        for word in content_words:
            count.update({topic for topic, _ in self._add_scores(total, word, 1)})
        for one, other in set(pairwise(words)):
            self._add_scores(total, f"{one} {other}", _PAIR)
        if not self._is_sure(max(total.values(), default=0), content_words):
            return {}
        shares = {topic: max(count[topic], 0.5) / len(content_words or words) for topic in total}
        return {topic: score * shares[topic] ** _COVERAGE for topic, score in total.items()}

    def _correct_short_words(self, words: list[str]) -> list[str]:
        if not any(self._ask(_IN_HEADINGS, word) for word in set(words) - self._stopwords):
            return []
        nearest = {word: self._spelling.nearest(word, allow_short=True) for word in words if not self._is_known(word)}
        return [nearest.get(word) or word for word in words]

    def _is_sure(self, score: float, content_words: set[str]) -> bool:
        """Whether topics are looked for by these words, and do not only happen to hold them somewhere in their text."""
        in_headings = sum(bool(self._ask(_IN_HEADINGS, word)) for word in content_words)
        share = in_headings / len(content_words) if content_words else 1
        return share > 1 / 2 or score * share >= MIN_EVIDENCE

    def _correct_words(self, typed: list[str]) -> list[str]:
        """The words in English with typos put right. Beside words of another language only names are."""
        translated = self._translator.translate(typed)
        words = list(translated.english)
        unknown = {word for word in words if not self._is_known(word)}
        names = {word: name for word in unknown if (name := self._names.nearest(word))}
        other = len(words) >= MIN_WORDS_OF_LANGUAGE and len(unknown - names.keys()) > len(words) / 2
        if other or self._is_foreign(typed):
            return [names.get(word, word) for word in words]
        meant = {word: self._spelling.nearest(word) or names.get(word, word) for word in unknown}
        return [meant.get(word, word) for word in words]

    def _is_foreign(self, typed: list[str]) -> bool:
        return self._translator.translate(typed).foreign or not self._other_languages.isdisjoint(typed)

    def _is_known(self, word: str) -> bool:
        return word in self._stopwords or bool(self._find(word))

    def _add_scores(self, total: dict[str, float], phrase: str, weight: float) -> list[tuple[str, float]]:
        topics = self._find(phrase)
        for topic, score in topics:
            total[topic] += score * weight
        return topics

    def _find(self, phrase: str) -> list[tuple[str, float]]:
        return self._ask(_FIND, phrase)

    def _ask(self, statement: str, phrase: str) -> list[tuple[str, float]]:
        with self._lock:
            return self._connection.execute(statement, {"phrase": f'"{phrase}"'}).fetchall()


def search(index: Index, query: str, limit: int = 10) -> tuple[Hit, ...]:
    """The topics that answer a query, the best first; none when nothing is sure. What is pinned scores above all."""
    scores = index.scores(query)
    best = sorted(scores, key=lambda topic: (-scores[topic], topic))
    pins = {pin.topic: pin for pin in index.pins(query)}
    top = max(scores.values(), default=0) + 1
    pinned = [Hit(pin.topic, top, pin) for pin in pins.values()]
    return (*pinned, *(Hit(topic, scores[topic]) for topic in best if topic not in pins))[:limit]


def _row(topic: str, *columns: Iterable[str]) -> tuple[str, ...]:
    return topic, *(_SEPARATOR.join(" ".join(plain_words(text)) for text in texts) for texts in columns)
