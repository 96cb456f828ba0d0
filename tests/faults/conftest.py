"""How many rounds: a few in every run of the tests, and as many as fit into NEARER_SOAK_MINUTES where it is set."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from random import Random

import pytest

from tests.faults.watched_disk import Disk, watched_disk

Rounds = Callable[[int], Iterator[Random]]
_SHARE = 10  # tests that go on for as long as there is time
SOAK_MINUTES = float(os.environ.get("NEARER_SOAK_MINUTES", "0"))


def stopped_after(seconds: float) -> pytest.MarkDecorator:
    """A test's own limit, beside what its rounds take in a soak: a fixed one would end a long soak as a failure."""
    return pytest.mark.timeout(seconds + 60 * SOAK_MINUTES / _SHARE)


@pytest.fixture
def rounds(request: pytest.FixtureRequest, record_property: Callable[[str, object], None]) -> Rounds:
    """Randomness for each round: the same few ones every time, or new ones in a soak. All are counted as survived."""

    def every(short: int) -> Iterator[Random]:
        until, number = time.monotonic() + 60 * SOAK_MINUTES / _SHARE, 0
        first = time.time_ns() if SOAK_MINUTES else 0
        while number < short or time.monotonic() < until:
            seed = first + number
            try:
                yield Random(seed)
            except GeneratorExit:
                print(f"the round with Random({seed}) was the last one")
                raise
            number += 1
        record_property("survived", number)

    return every


@pytest.fixture
def survived(record_property: Callable[[str, object], None]) -> Callable[[int], None]:
    """For tests whose rounds are all there are."""
    return lambda number: record_property("survived", number)


@pytest.fixture
def interrupted(record_property: Callable[[str, object], None]) -> Callable[[list[float]], None]:
    """How long nobody could answer, of each round in seconds."""
    return lambda seconds: record_property("seconds interrupted at most", round(max(seconds), 1))


@pytest.fixture
def disk() -> Iterator[Disk]:
    try:
        with watched_disk() as watched:
            yield watched
    except LookupError as hidden:
        pytest.skip(str(hidden))
