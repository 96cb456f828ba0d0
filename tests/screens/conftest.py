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
