"""The programs that journeys have for themselves, and the made-up people whom they show."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from nearer.demo.demo_copies import DemoCopies
from nearer.demo.demo_file import save_demo
from nearer.shipped import shipped_catalogue
from tests.warm_server import WarmServer
from tools.live_server import LiveServer


@contextmanager
def start_server_with_moved_clock(folder: Path, environment: dict[str, str], port: int) -> Iterator[LiveServer]:
    """A program whose clocks a journey moves, by what it writes into this folder."""
    app = "tests/journeys/moved_clock_app.py"
    server = WarmServer(folder / "notebook", folder / "server.log", app, environment=environment, port=port)
    yield server.start()
    server.kill()


def write_shipped_demo(path: Path) -> None:
    """What the program shows as the made-up people, as a file for NEARER_DEMO."""
    path.parent.mkdir()
    notebook, _people = DemoCopies(demo_file=None).copy(shipped_catalogue(), datetime.now(UTC))
    save_demo(notebook, path)
    notebook.close()
