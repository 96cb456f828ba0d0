"""What every journey needs: the running program, and people who sit at a browser of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from fcntl import LOCK_EX, flock
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from nearer.session.services import DEMO_VARIABLE
from tests.journeys.browser import Person, lend_window, window_of
from tests.journeys.servers import start_server_with_moved_clock, write_shipped_demo
from tests.journeys.windows import Windows
from tests.warm_server import WarmServer
from tools.live_server import LiveServer, free_port

OPEN = pytest.StashKey[Windows]()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> dict[str, str]:
    """The environment of a program that shows the made-up people of a file: the same as it would make, which takes it
    ten seconds. Written once for all workers; `nearer` itself makes them in test_installed.py."""
    base = tmp_path_factory.getbasetemp()
    folder = base.parent if hasattr(request.config, "workerinput") else base
    written = folder / "demo" / "notebook.db"
    with (folder / "demo.lock").open("w") as lock:
        flock(lock, LOCK_EX)
        if not written.exists():
            write_shipped_demo(written)
    return {DEMO_VARIABLE: str(written)}


@pytest.fixture(scope="session")
def own_port() -> int:
    """Of whatever program a journey has for itself: there, too, a browser may have read the scripts before."""
    return free_port()


@pytest.fixture
def own_server(tmp_path: Path, demo: dict[str, str], own_port: int) -> Iterator[LiveServer]:
    """A fresh notebook behind a running program; kill() and start() as the journey likes."""
    server = WarmServer(tmp_path / "notebook", tmp_path / "server.log", environment=demo, port=own_port)
    yield server.start()
    server.kill()


@pytest.fixture
def moved(tmp_path: Path, demo: dict[str, str], own_port: int) -> Iterator[LiveServer]:
    """A program whose clocks a journey moves."""
    with start_server_with_moved_clock(tmp_path, demo, own_port) as server:
        yield server


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory, demo: dict[str, str]) -> Iterator[LiveServer]:
    """One program for all journeys of a worker that do not stop it, started as a person starts it. No two of them use
    the same names."""
    folder = tmp_path_factory.mktemp("shared")
    server = LiveServer(folder / "notebook", folder / "server.log", environment=demo)
    yield server.start()
    server.kill()


@pytest.fixture
def windows(browser: Browser, pytestconfig: pytest.Config) -> Windows:
    """The browser's windows, for all journeys in a row."""
    if OPEN not in pytestconfig.stash or pytestconfig.stash[OPEN].browser is not browser:
        pytestconfig.stash[OPEN] = Windows(browser)
    return pytestconfig.stash[OPEN]


@pytest.fixture
def person(windows: Windows) -> Iterator[Callable[..., Person]]:
    """person(server, "Meera", width=375, colours="dark") sits down at a browser that has nobody else's in it.

    At the end: nothing was asked of another host, no content was blocked, no script broke."""
    people: list[Person] = []
    with ExitStack() as leaving:

        def arrives(server: LiveServer, name: str, width: int = 1280, colours: str = "light") -> Person:
            people.append(leaving.enter_context(lend_window(windows, name, **window_of(server.url, width, colours))))
            return people[-1]

        yield arrives
    for person in people:
        assert person.left_the_host == [], f"{person.name}'s browser asked another host"
        assert person.asked_beside == [], f"{person.name}'s browser looked for the server where it is not"
        assert person.page_errors == [], f"a script broke in {person.name}'s browser"
        assert person.csp_errors == [], f"the content policy blocked something in {person.name}'s browser"
