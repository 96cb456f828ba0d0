"""How long a start takes until the first page answers, beside an empty Streamlit app: pandas is loaded in that time."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

from benchmarks.measure import Measure, medians_of
from benchmarks.servers import empty_app, nearer_app
from tools.live_server import LiveServer


def start_measures() -> Iterator[Measure]:
    """The two programs in turn; the first round compiles and does not count."""
    acts = {"empty": lambda: _until_it_answers(empty_app), "nearer": lambda: _until_it_answers(nearer_app)}
    medians = medians_of(acts, rounds=3, pause=0, warm_up=1)
    yield Measure("a start until the sign-in page answers", medians["nearer"], "s", 1.5, medians["empty"])


def _until_it_answers(app: Callable[[], AbstractContextManager[LiveServer]]) -> float:
    start = time.perf_counter()
    with app():
        return time.perf_counter() - start
