"""How often claims and the guide are wrong, measured on the program as it is."""

from __future__ import annotations

import math
from collections.abc import Iterator

from benchmarks.measure import Measure
from benchmarks.trends import DRAWN_QUICKLY, quick
from benchmarks.trends_ladder import LIMITS, MAX_WRONG_DIRECTION, MIN_FOUND

ERRORS_ALLOWED = 3  # standard errors of a share: a promise that is only just kept is told broken once in 700 draws


def trend_measures() -> Iterator[Measure]:
    """Shares of people drawn anew who are told wrongly, or not told: each within its promise and the draw's error.

    The measurement of 20,000 people a world that is kept in data/trends is held to the same promises by
    tests/trends/test_error_rates.py.
    """
    for strength, claims in quick()["claims"].items():
        for at, limit in LIMITS[strength].items():
            yield _measure_share(
                f"{strength}: told to steady people, autocorrelation {at:g}", claims["false_alarms"][f"{at:g}"], limit
            )
        for change, found in MIN_FOUND[strength].items():
            yield _measure_share(f"{strength}: {change} missed", 1 - claims[f"{change}_detected"], 1 - found)
        if strength in MAX_WRONG_DIRECTION:
            wrong = claims["wrong_direction"]
            yield _measure_share(f"{strength}: the wrong way", wrong, MAX_WRONG_DIRECTION[strength])


def _measure_share(name: str, share: float, limit: float) -> Measure:
    return Measure(name, 100 * share, "%", target=100 * most_drawn(limit, DRAWN_QUICKLY))


def most_drawn(limit: float, people: int) -> float:
    """The largest share among so many people drawn that does not speak against a share of `limit` among all."""
    return limit + ERRORS_ALLOWED * math.sqrt(limit * (1 - limit) / people)


def guide_measures() -> Iterator[Measure]:
    """How well the guide picks and finds pages: by people and queries whose authors saw neither rule nor words."""
    from benchmarks.guide import measure

    shares = measure()
    yield Measure(
        "guide: right page not among three, unseen queries", 100 * (1 - shares["hit@3 unseen"]), "%", target=3
    )
    yield Measure("guide: right page not among three, all queries", 100 * (1 - shares["hit@3"]), "%", target=3)
    for language in ("hindi", "kannada", "tamil"):
        missed = 100 * (1 - shares[f"hit@3 {language}"])
        yield Measure(f"guide: right page not among three, {language} in Latin letters", missed, "%", target=10)
    yield Measure("guide: mean reciprocal rank, unseen queries", shares["MRR unseen"], "")
    yield Measure("guide: cards as a specialist chose them", 100 * shares["cards as chosen"], "%")
    yield Measure("guide: choosing three pages for a person", shares["ms per person"], "ms", target=20)
    yield Measure("guide: one query", shares["ms per query"], "ms", target=20)
