"""Two people of one notebook, whose therapist takes files along."""

from __future__ import annotations

from datetime import timedelta

import pytest

from nearer.privacy.principal import Principal
from nearer.storage.notebook import Notebook, open_demo_notebook
from tests.storage.making import NOW, make_couple


@pytest.fixture
def notebook() -> Notebook:
    return open_demo_notebook()


@pytest.fixture
def couple(notebook: Notebook) -> tuple[Principal, Principal]:
    return make_couple(notebook, "Adaeze", "Bertil", NOW - timedelta(weeks=4))
