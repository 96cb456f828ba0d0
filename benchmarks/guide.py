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
    """How well and how fast: `answered`, how well the cards agree with a specialist's, and times in ms."""
    guide, queries = shipped_guide(), [query for part in read_queries() for query in part]
    index = Index(guide)
    met, slots, _ = agreement()
    return {
        **answered(index),
        "ms per query": 1000 * seconds(lambda: list(ranks_of(index, queries))) / len(queries),
        "cards as chosen": met / slots,
        "ms per person": 1000 * seconds(agreement) / len(blind_profiles()),
        **{f"hit@3 {language}": share for language, share in hits_of_languages(index).items()},
        "build ms": 1000 * median_of(lambda: seconds(lambda: Index(guide)), rounds=3, pause=0),
    }


def read_queries() -> tuple[list[Query], list[Query], list[Query]]:
    """Those the search words were written with, those of an unseen part, and those of a third author, unseen too."""
    first, second, third = (
        yaml.load((FOLDER / f"queries{part}.yaml").read_text("utf-8"), yaml.CSafeLoader)
        for part in ("", "-second", "-third")
    )
    unseen = [query for query in first if query["part"] == "unseen"]
    return [query for query in first if query["part"] != "unseen"] + second, unseen, third


def answered(index: Index) -> dict[str, float]:
    """hit@3 (a right topic among the first three) and MRR over all English queries and over the unseen."""
    seen_ranks, unseen_ranks, third_ranks = (list(ranks_of(index, part)) for part in read_queries())
    ranks, all_unseen = [*seen_ranks, *unseen_ranks, *third_ranks], [*unseen_ranks, *third_ranks]
    return {
        "queries": len(ranks),
        "hit@3": hits(ranks),
        "MRR": mean(ranks),
        "hit@3 unseen": hits(all_unseen),
        "hit@3 third": hits(third_ranks),
        "MRR unseen": mean(all_unseen),
    }


def hits_of_languages(index: Index) -> dict[str, float]:
    """hit@3 of the queries in each other language."""
    queries: dict[str, list[Query]] = yaml.load(
        (FOLDER / "queries-other-languages.yaml").read_text("utf-8"), yaml.CSafeLoader
    )
    return {language: hits(list(ranks_of(index, asked))) for language, asked in queries.items()}


def ranks_of(index: Index, queries: Iterable[Query]) -> Iterable[float]:
    """One over the place of the first right topic; 0 when none is found."""
    for query in queries:
        topics = [hit.topic for hit in search(index, query["query"], limit=60)]
        yield max((1 / (topics.index(topic) + 1) for topic in query["topics"] if topic in topics), default=0.0)


def hits(ranks: list[float]) -> float:
    return mean(rank >= 1 / 3 for rank in ranks)


if __name__ == "__main__":
    for name, value in measure().items():
        print(f"{name:<16}{value:8.3f}")
