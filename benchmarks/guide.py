"""How well the guide answers queries written without sight of its search words, how well it picks pages, how fast.


People are made up, with the pages a specialist chose for them before the rule was written (tests/guide/profiles).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from statistics import mean
from typing import Any

import yaml

from benchmarks.measure import median_of, seconds
from nearer.guide.search import Index, search
from nearer.shipped import shipped_guide
from tests.guide.blind_profiles import agreement, blind_profiles

FOLDER = Path(__file__).parents[1] / "tests" / "guide"
Query = Mapping[str, Any]


def measure() -> dict[str, float]:
    """hit@3 (a right topic among the first three) and MRR over all English queries and over the unseen; times in ms."""
    first: list[Query] = yaml.safe_load((FOLDER / "queries.yaml").read_text("utf-8"))
    third: list[Query] = yaml.safe_load((FOLDER / "queries-third.yaml").read_text("utf-8"))
    queries = first + third + yaml.safe_load((FOLDER / "queries-second.yaml").read_text("utf-8"))
    unseen = [query for query in first if query["part"] == "unseen"]
    guide = shipped_guide()
    index = Index(guide)
    ranks, unseen_ranks = list(ranks_of(index, queries)), list(ranks_of(index, [*unseen, *third]))
    third_ranks = list(ranks_of(index, third))
    met, slots, _ = agreement()
    return {
        "queries": len(queries),
        "hit@3": hits(ranks),
        "MRR": mean(ranks),
        "hit@3 unseen": hits(unseen_ranks),
        "hit@3 third": hits(third_ranks),
        "MRR unseen": mean(unseen_ranks),
        "ms per query": 1000 * seconds(lambda: list(ranks_of(index, queries))) / len(queries),
        "cards as chosen": met / slots,
        "ms per person": 1000 * seconds(agreement) / len(blind_profiles()),
        **{f"hit@3 {language}": share for language, share in hits_of_languages(index).items()},
        "build ms": 1000 * median_of(lambda: seconds(lambda: Index(guide)), rounds=3, pause=0),
    }


def hits_of_languages(index: Index) -> dict[str, float]:
    """hit@3 of the queries in each other language."""
    queries: dict[str, list[Query]] = yaml.safe_load((FOLDER / "queries-other-languages.yaml").read_text("utf-8"))
    return {language: hits(list(ranks_of(index, asked))) for language, asked in queries.items()}


def ranks_of(index: Index, queries: Iterable[Query]) -> Iterable[float]:
    """One over the place of the first right topic; 0 when none is found."""
    for query in queries:
        found = [hit.topic for hit in search(index, query["query"], limit=60)]
        yield max((1 / (found.index(topic) + 1) for topic in query["topics"] if topic in found), default=0.0)


def hits(ranks: list[float]) -> float:
    return mean(rank >= 1 / 3 for rank in ranks)


if __name__ == "__main__":
    for name, value in measure().items():
        print(f"{name:<16}{value:8.3f}")
