"""The two stores every promise holds for: a file on the disk, and the demo's memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from nearer.privacy.principal import Principal
from nearer.storage.notebook import Notebook, open_demo_notebook
from tests.storage.making import demo_file


@pytest.fixture(params=["file", "memory"])
def notebook(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Notebook]:
    opened = demo_file(tmp_path / "data") if request.param == "file" else open_demo_notebook()
    yield opened
    opened.close()


@pytest.fixture
def file_notebook(tmp_path: Path) -> Iterator[Notebook]:
    opened = demo_file(tmp_path / "data")
    yield opened
    opened.close()


@pytest.fixture
def meera(pair: tuple[Principal, Principal]) -> Principal:
    return pair[0]


@pytest.fixture
def ravi(pair: tuple[Principal, Principal]) -> Principal:
    return pair[1]
