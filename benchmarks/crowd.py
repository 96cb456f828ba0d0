"""Many people answering at once on this machine, each at their own pace, every answer saved."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from statistics import median, quantiles

from benchmarks.clicks import form_click
from benchmarks.measure import Measure
from benchmarks.servers import nearer_app, start_notebook

PEOPLE = {40: None, 80: 150, 150: 300}  # how many at once, and the most milliseconds that 95 clicks in 100 may take
SECONDS = 20
SETTLING = 5  # seconds that do not count


def crowd_measures() -> Iterator[Measure]:
    """How long a click takes while many people answer once a second, from the moment each meant to click."""
    with nearer_app() as nearer:
        cookies = [start_notebook(nearer, f"Person {number}") for number in range(max(PEOPLE))]
        clicks = [form_click(nearer, cookie) for cookie in cookies]
        for people, target in PEOPLE.items():
            waits = [1000 * wait for wait in answer_together(clicks[:people])]
            yield Measure(f"a click, {people} people answering once a second: half under", median(waits), "ms")
            yield Measure("the same: 95 in 100 under", quantiles(waits, n=20)[-1], "ms", target)


def answer_together(clicks: list[Callable[[], float]]) -> list[float]:
    """Each clicks once a second, spread over it. Who is kept waiting is late for the next click, and that counts."""
    begin = time.monotonic() + 1
    with ThreadPoolExecutor(len(clicks)) as crowd:
        turns = [crowd.submit(_answer, click, begin + number / len(clicks)) for number, click in enumerate(clicks)]
        return [wait for turn in turns for wait in turn.result()]


def _answer(click: Callable[[], float], begin: float) -> list[float]:
    waits = []
    for second in range(SETTLING + SECONDS):
        time.sleep(max(0.0, begin + second - time.monotonic()))
        click()
        waits.append(time.monotonic() - begin - second)
    return waits[SETTLING:]
