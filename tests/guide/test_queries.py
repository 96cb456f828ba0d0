"""The queries that the guide search is measured with: their shape, not the search itself."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
TOPICS = tuple(sorted(file.stem for file in (ROOT / "data" / "guide").glob("*.md")))
QUERIES: list[dict[str, Any]] = yaml.load(
    Path(__file__).with_name("queries.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader
)


def best(topic: str) -> list[dict[str, Any]]:
    """The queries whose best answer is this topic."""
    return [query for query in QUERIES if query["topics"][0] == topic]


def plain(text: str) -> str:
    """The words of a query without capitals or signs, to find the same one written twice."""
    return " ".join("".join(sign for sign in text.casefold() if sign.isalnum() or sign == " ").split())


def test_the_queries_to_the_guide_are_enough_to_trust_a_share_of_hits() -> None:
    assert len(QUERIES) >= 160


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query["query"])
def test_a_query_is_short_words_with_one_to_three_topics_of_the_guide(query: dict[str, Any]) -> None:
    assert {"query", "topics", "part"} <= query.keys() <= {"query", "topics", "part", "typo"}
    assert isinstance(query["query"], str) and 0 < len(plain(query["query"])) <= 120
    assert 1 <= len(query["topics"]) == len(set(query["topics"])) <= 3
    assert set(query["topics"]) <= set(TOPICS)
    assert query["part"] in ("tune", "unseen")
    assert query.get("typo", True) is True


def test_no_query_is_asked_twice() -> None:
    times = Counter(plain(query["query"]) for query in QUERIES)
    assert [words for words, count in times.items() if count > 1] == []


@pytest.mark.parametrize("topic", TOPICS)
def test_every_topic_is_looked_for_at_least_three_times_and_in_both_parts(topic: str) -> None:
    assert len(best(topic)) >= 3
    assert {query["part"] for query in best(topic)} == {"tune", "unseen"}


@pytest.mark.parametrize("topic", TOPICS)
def test_queries_for_tuning_and_unseen_ones_take_turns_within_a_topic(topic: str) -> None:
    parts = [query["part"] for query in best(topic)]
    assert all(one != following for one, following in zip(parts, parts[1:], strict=False))


@pytest.mark.parametrize("part", ["tune", "unseen"])
def test_at_least_one_query_in_eight_of_each_part_carries_a_typo(part: str) -> None:
    queries = [query for query in QUERIES if query["part"] == part]
    assert sum("typo" in query for query in queries) * 8 >= len(queries)


def test_half_of_the_test_queries_are_never_used_for_tuning() -> None:
    parts = Counter(query["part"] for query in QUERIES)
    assert abs(parts["tune"] - parts["unseen"]) <= 1
