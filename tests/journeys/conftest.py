"""What every journey needs: the running program, and people who sit at a browser of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.journeys.browser import Person, new_person
from tools.live_server import LiveServer


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[LiveServer]:
    """A fresh notebook behind a running program; kill() and start() as the journey likes."""
    server = LiveServer(tmp_path / "notebook", tmp_path / "server.log")
    yield server.start()
    server.kill()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """One program for all journeys of a worker that do not stop it. No two of them use the same names."""
    folder = tmp_path_factory.mktemp("shared")
    server = LiveServer(folder / "notebook", folder / "server.log")
    yield server.start()
    server.kill()


@pytest.fixture
def person(browser: Browser) -> Iterator[Callable[..., Person]]:
    """person(server, "Meera", width=375, colours="dark") opens a browser of her own.

    At the end: nothing was asked of another host, no content was blocked, no script broke."""
    people: list[Person] = []

    def arrives(server: LiveServer, name: str, width: int = 1280, colours: str = "light") -> Person:
        people.append(new_person(browser, server.url, name, width, colours))
        return people[-1]

    yield arrives
    for one in people:
        one.context.close()
    for one in people:
        assert one.left_the_host == [], f"{one.name}'s browser asked another host"
        assert one.asked_beside == [], f"{one.name}'s browser looked for the server where it is not"
        assert one.page_errors == [], f"a script broke in {one.name}'s browser"
        assert one.csp_errors == [], f"the content policy blocked something in {one.name}'s browser"
