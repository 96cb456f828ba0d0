"""A notebook in memory for whatever a screen says and does, and a server that draws it for whoever signs in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from nearer.storage.notebook import Notebook, open_demo_notebook
from tests.screen_server import ScreenServer, screen_server, session_state  # noqa: F401


@pytest.fixture
def notebook() -> Iterator[Notebook]:
    opened = open_demo_notebook()
    yield opened
    opened.close()


@pytest.fixture(autouse=True)
def _drawn_by_a_server(screen_server: ScreenServer) -> None:  # noqa: F811
    """Nobody is signed in, unless a test signs somebody in."""
