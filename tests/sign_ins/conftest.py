"""A clinic's database, empty, for several servers; and the stores that counts of attempts are kept in."""

from __future__ import annotations

import pytest

from tests.postgres_server import Server, running_server
from tests.storage.stores import *  # noqa: F403  the list of them is there


@pytest.fixture
def database() -> Server:
    server = running_server()
    server.empty()
    return server
