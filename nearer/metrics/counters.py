"""What is counted and timed; each label's values are named beforehand, so nothing that somebody typed becomes one."""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

Labels = tuple[tuple[str, str], ...]
BOUNDS_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class Sample:
    """One number: `suffix` follows the metric's name, as `_bucket` does."""

    value: float
    labels: Labels
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Metric:
    """A name with its samples; `kind` is counter, gauge or histogram."""

    name: str
    kind: str
    samples: tuple[Sample, ...]


class Counter:
    """Counts by one label with these values, from 0; KeyError for every other value."""

    def __init__(self, name: str, label: str, values: Iterable[str]) -> None:
        self.name, self.label = name, label
        self._counts = dict.fromkeys(values, 0)
        self._lock = threading.Lock()

    def add(self, value: str) -> None:
        with self._lock:
            self._counts[value] += 1

    def read(self) -> Metric:
        with self._lock:
            counts = tuple(self._counts.items())
        return Metric(self.name, "counter", tuple(Sample(count, ((self.label, value),)) for value, count in counts))


class Timer:
    """How many took up to so many seconds, and all of them together: Prometheus's histogram."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._counts = [0] * (len(BOUNDS_SECONDS) + 1)
        self._sum = 0.0
        self._lock = threading.Lock()

    def add(self, seconds: float) -> None:
        with self._lock:
            self._counts[bisect_left(BOUNDS_SECONDS, seconds)] += 1
            self._sum += seconds

    def read(self) -> Metric:
        with self._lock:
            counts, total = tuple(self._counts), self._sum
        return Metric(self.name, "histogram", (*_buckets(counts), Sample(total, (), "_sum"), _count(counts)))


def gauge(name: str, value: float) -> Metric:
    """A number as it is now."""
    return Metric(name, "gauge", (Sample(value, ()),))


def _buckets(counts: tuple[int, ...]) -> Iterator[Sample]:
    up_to = 0
    for bound, count in zip((*map(str, BOUNDS_SECONDS), "+Inf"), counts, strict=True):
        up_to += count
        yield Sample(up_to, (("le", bound),), "_bucket")


def _count(counts: tuple[int, ...]) -> Sample:
    return Sample(sum(counts), (), "_count")
