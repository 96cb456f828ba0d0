"""Many people answering at once on this machine, each at their own pace, every answer saved."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from os import getloadavg
from pathlib import Path
from statistics import median, quantiles
from tempfile import gettempdir

from benchmarks.clicks import form_click
from benchmarks.measure import Measure
from benchmarks.servers import nearer_app, sign_in, start_notebook
from nearer.storage.named_notebook import DATABASE_VARIABLE
from tests.postgres_server import APP, CLINIC, Server, find_binaries

PEOPLE = {40: None, 80: 150, 150: 300}  # how many at once, and the most milliseconds that 95 clicks in 100 may take
PROCESSES, AT_PROCESSES = (1, 2, 4), (80, 150)
SECONDS = 20
SETTLING = 5  # seconds that do not count


def crowd_measures() -> Iterator[Measure]:
    """How long a click takes while many people answer once a second, from the moment each meant to click."""
    with nearer_app() as nearer:
        cookies = [start_notebook(nearer, f"Person {number}") for number in range(max(PEOPLE))]
        clicks = [form_click(nearer, cookie) for cookie in cookies]
        for people, target in PEOPLE.items():
            waits = [1000 * wait for wait in answer_together(clicks[:people])]
            name = f"a click, {people} people answering once a second"
            yield Measure(f"{name}: half under", median(waits), "ms")
            yield Measure(f"{name}: 95 in 100 under", quantiles(waits, n=20)[-1], "ms", target)


def process_measures() -> Iterator[Measure]:
    """The same people at one, two and four processes of one PostgreSQL on this machine, each at one of them."""
    binaries = find_binaries()
    assert binaries is not None, "No PostgreSQL on this machine."
    database = Server(binaries, Path(gettempdir()))
    with ExitStack() as ending:
        ending.callback(database.close)
        database.restart("max_connections=200")  # up to 32 of each process
        database.new_clinic()
        address = {DATABASE_VARIABLE: database.address(CLINIC, APP)}
        servers = [ending.enter_context(nearer_app(address)) for _ in range(max(PROCESSES))]
        names = [f"Person {number}" for number in range(max(AT_PROCESSES))]
        for name in names:
            start_notebook(servers[0], name)
        for processes in PROCESSES:
            places = [servers[number % processes] for number in range(len(names))]
            clicks = [form_click(place, sign_in(place, name)) for place, name in zip(places, names, strict=True)]
            for people in AT_PROCESSES:
                waits = [1000 * wait for wait in answer_together(clicks[:people])]
                name = f"{people} people at {processes} processes of one PostgreSQL"
                yield Measure(f"a click, {name}: half under", median(waits), "ms")
                yield Measure(f"a click, {name}: 95 in 100 under", quantiles(waits, n=20)[-1], "ms", PEOPLE[people])
                yield Measure("the machine's load meanwhile", getloadavg()[0], "")


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
