"""A running server for what goes over the wire."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.warm_server import WarmServer
from tools.live_server import LiveServer


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[[Path], LiveServer]]:
    """serve(folder) starts the real program on that notebook."""
    servers: list[LiveServer] = []

    def start(folder: Path) -> LiveServer:
        servers.append(WarmServer(folder, tmp_path / f"server-{len(servers)}.log"))
        return servers[-1].start()

    yield start
    for server in servers:
        server.kill()
