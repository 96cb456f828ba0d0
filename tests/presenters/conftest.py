"""A notebook in memory with a couple, and no Streamlit."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from nearer.session.values import PersonSession
from nearer.shipped import shipped_catalogue
from nearer.storage.notebook import Notebook, open_demo_notebook
from tests.storage.making import NOW, make_couple


@pytest.fixture
def notebook() -> Iterator[Notebook]:
    opened = open_demo_notebook()
    yield opened
    opened.close()


@pytest.fixture
def sessions(notebook: Notebook) -> tuple[PersonSession, PersonSession]:
    """Meera's session and Ravi's, on Monday 23 November 2026."""
    meera, ravi = make_couple(notebook)
    catalogue = shipped_catalogue()
    return PersonSession(notebook, meera, catalogue, NOW), PersonSession(notebook, ravi, catalogue, NOW)


@pytest.fixture
def session(sessions: tuple[PersonSession, PersonSession]) -> PersonSession:
    return sessions[0]
