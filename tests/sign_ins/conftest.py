"""A clinic's database, empty, for several servers."""

from __future__ import annotations

import pytest

from tests.postgres_server import Server, running_server


@pytest.fixture
def database() -> Server:
    server = running_server()
    server.empty()
    return server
