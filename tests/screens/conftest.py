"""A notebook in memory for whatever a screen says and does."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from nearer.storage.notebook import Notebook, open_demo_notebook


@pytest.fixture
def notebook() -> Iterator[Notebook]:
    opened = open_demo_notebook()
    yield opened
    opened.close()


@pytest.fixture(autouse=True)
def _without_a_cookie(monkeypatch: pytest.MonkeyPatch) -> None:
    """Streamlit's AppTest has cookies that are no text: here nobody has one, unless a test gives it."""
    for room in ("person", "therapist", "undo"):
        monkeypatch.setattr(f"nearer.session.{room}.session_token", lambda: None)
