"""The stores that every promise of this room holds for (tests/storage/stores.py), and whom each file lets in there."""

from __future__ import annotations

import pytest

from nearer.privacy.principal import Principal, Therapist
from nearer.storage.notebook import Notebook
from tests.hand_over.handing_over import Both
from tests.storage.clinic import make_therapist
from tests.storage.stores import *  # noqa: F403  the list of them is there


@pytest.fixture
def pair(both: Both) -> tuple[Principal, Principal]:
    return both[0]


@pytest.fixture
def rao(notebook: Notebook, request: pytest.FixtureRequest) -> Therapist:
    """The one whom the two let in, where they are there."""
    return request.getfixturevalue("both")[1] if "pair" in request.fixturenames else make_therapist(notebook)
