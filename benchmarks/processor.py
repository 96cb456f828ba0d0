"""Processor time and memory of one person at a server on PostgreSQL: what is left of a time on a busy machine."""

from __future__ import annotations

from collections.abc import Iterator
from os import sysconf
from pathlib import Path
from tempfile import gettempdir

from benchmarks.clicks import form_click
from benchmarks.measure import Measure
from benchmarks.servers import nearer_app, resident_megabytes, sign_in, start_notebook, visitor
from nearer.storage.named_notebook import DATABASE_VARIABLE
from tests.postgres_server import APP, CLINIC, Server, find_binaries
from tools.live_server import LiveServer

PEOPLE, CLICKS, ASKED = 24, 10, 1000


def processor_measures() -> Iterator[Measure]:
    """Linux only: from /proc. Of PostgreSQL all of its processes together."""
    binaries = find_binaries()
    assert binaries is not None, "No PostgreSQL on this machine."
    database = Server(binaries, Path(gettempdir()))
    try:
        database.new_clinic()
        with nearer_app({DATABASE_VARIABLE: database.address(CLINIC, APP)}) as server:
            yield from _of_people(server, database)
    finally:
        database.close()


def _of_people(server: LiveServer, database: Server) -> Iterator[Measure]:
    assert server.running is not None
    both = (server.running.pid, database.process.pid)
    names = [f"Person {number}" for number in range(PEOPLE)]
    for name in names:
        start_notebook(server, name)
    form_click(server, sign_in(server, names[0]))()  # the first of all loads what the others find loaded
    at_start, memory = [seconds_of(pid) for pid in both], resident_megabytes(server)
    cookies = [sign_in(server, name) for name in names]
    signed_in = [seconds_of(pid) for pid in both]
    clicks = [form_click(server, cookie) for cookie in cookies]
    opened = [seconds_of(pid) for pid in both]
    for _ in range(CLICKS):
        for click in clicks:
            click()
    clicked = [seconds_of(pid) for pid in both]
    with visitor(server) as client:
        for _ in range(ASKED):
            client.get("/alive", headers={"Cookie": cookies[0]}).raise_for_status()
    seconds_asking = seconds_of(server.running.pid) - clicked[0]
    yield Measure("server: an open screen asks whether it is still open", 1000 * seconds_asking / ASKED, "ms")
    yield Measure("memory a person with an open form", (resident_megabytes(server) - memory) / PEOPLE, "MB")
    for name, place in (("server", 0), ("PostgreSQL", 1)):
        yield Measure(f"{name}: a sign-in", 1000 * (signed_in[place] - at_start[place]) / PEOPLE, "ms")
        yield Measure(f"{name}: two screens drawn", 1000 * (opened[place] - signed_in[place]) / PEOPLE, "ms")
        yield Measure(f"{name}: a click, kept", 1000 * (clicked[place] - opened[place]) / PEOPLE / CLICKS, "ms")


def seconds_of(pid: int) -> float:
    """Of a process and those it started, the ended ones too."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    own = sum(map(int, fields[11:15])) / sysconf("SC_CLK_TCK")
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return own + sum(seconds_of(int(child)) for child in children)
